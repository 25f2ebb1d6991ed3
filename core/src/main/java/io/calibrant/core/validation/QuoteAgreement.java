package io.calibrant.core.validation;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.QuoteRange;
import io.calibrant.core.calibration.SmileQuotes;
import io.calibrant.core.market.ReasonCode;
import java.util.Arrays;

/// How far the two-sided core quotes of a slice agree with its smile, told so that quotes which the
/// fit's robust loss ignores count as quotes and not by how far off they are.
///
/// @param coreCount two-sided quotes with |k| < 2.1·σ_ATM·√T
/// @param contaminatedShare share of them more than [#FAR_VOL_POINTS] and more than
///   [#FAR_HALF_SPREADS] from the smile; 0 when there are none
/// @param trimmedRmseVolPoints root mean square of model − mid over the [#KEPT] of them that are
///   nearest; 0 when there are none
public record QuoteAgreement(int coreCount, double contaminatedShare, double trimmedRmseVolPoints) {
  /// Distance in vol points beyond which a quote may contradict the smile.
  public static final double FAR_VOL_POINTS = 5;

  /// Distance in half-spreads beyond which a quote may contradict the smile.
  public static final double FAR_HALF_SPREADS = 10;

  /// Share of the quotes that the trimmed error looks at.
  public static final double KEPT = 0.6;

  /// The agreement of `slice` with its own quotes.
  public static QuoteAgreement of(CalibratedSlice slice) {
    SmileQuotes quotes = slice.quotes();
    double atmVol = slice.impliedVol(0);
    double[] misfits = new double[quotes.size()];
    int count = 0;
    int far = 0;
    for (int i = 0; i < quotes.size(); i++) {
      if (quotes.reason(i) == ReasonCode.USED
          && QuoteRange.DEFAULT.isCore(quotes.k(i), atmVol, slice.expiry())) {
        double misfit = 100 * Math.abs(slice.impliedVol(quotes.k(i)) - quotes.midVol(i));
        double half = 50 * (quotes.askVol(i) - quotes.bidVol(i));
        far += misfit > FAR_VOL_POINTS && misfit > FAR_HALF_SPREADS * half ? 1 : 0;
        misfits[count++] = misfit;
      }
    }
    return new QuoteAgreement(
        count, count == 0 ? 0 : (double) far / count, trimmedRmse(misfits, count));
  }

  private static double trimmedRmse(double[] misfits, int count) {
    Arrays.sort(misfits, 0, count);
    int kept = (int) Math.ceil(KEPT * count);
    double sum = 0;
    for (int i = 0; i < kept; i++) {
      sum += misfits[i] * misfits[i];
    }
    return kept == 0 ? 0 : Math.sqrt(sum / kept);
  }
}
