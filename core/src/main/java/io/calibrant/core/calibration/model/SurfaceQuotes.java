package io.calibrant.core.calibration.model;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.QuoteRange;
import io.calibrant.core.calibration.SmileQuotes;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.model.OptionGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The quotes of a fitted surface as a model sees them: two-sided ones of the core, |k| < 2.1 σ√T,
/// of every expiry that has enough of them.
///
/// @param errors by which they are weighted
/// @param range what the core is
/// @param leastYears expiries nearer than this are left to the smiles
/// @param leastCount fewest quotes of an expiry
public record SurfaceQuotes(
    QuoteErrors errors, QuoteRange range, double leastYears, int leastCount) {
  /// Six quotes an expiry, two days at least, and the standard errors.
  public static final SurfaceQuotes STANDARD =
      new SurfaceQuotes(QuoteErrors.DEFAULT, QuoteRange.DEFAULT, 2.0 / 365, 6);

  private static final double LEAST_HALF_SPREAD = 1e-4;

  /// The quotes of `surface`; none of its expiries need be left.
  public ModelQuotes of(CalibratedSurface surface) {
    List<double[]> rows = new ArrayList<>();
    List<Double> expiries = new ArrayList<>();
    List<double[]> ks = new ArrayList<>();
    for (CalibratedSlice slice : surface.slices()) {
      List<double[]> own = slice.expiry() < leastYears ? List.of() : rows(slice);
      if (own.size() >= leastCount) {
        expiries.add(slice.expiry());
        ks.add(own.stream().mapToDouble(row -> row[0]).toArray());
        rows.addAll(own);
      }
    }
    double[] vols = column(rows, 1);
    OptionGrid grid =
        OptionGrid.of(
            expiries.stream().mapToDouble(Double::doubleValue).toArray(),
            ks.toArray(double[][]::new));
    return ModelQuotes.of(grid, vols, vols, column(rows, 2), column(rows, 3));
  }

  /// (k, vol, standard deviation, half-spread) of each core quote.
  private List<double[]> rows(CalibratedSlice slice) {
    SmileQuotes quotes = slice.quotes();
    double atm = slice.impliedVol(0);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < quotes.size(); i++) {
      if (quotes.reason(i) == ReasonCode.USED && range.isCore(quotes.k(i), atm, slice.expiry())) {
        double half = Math.max(0.5 * (quotes.askVol(i) - quotes.bidVol(i)), LEAST_HALF_SPREAD);
        double std = Math.max(quotes.volStdDev(i), errors.stdDev(half, 0, 0, 1));
        rows.add(new double[] {quotes.k(i), quotes.midVol(i), std, half});
      }
    }
    return rows;
  }

  private static double[] column(List<double[]> rows, int column) {
    double[] values = new double[rows.size()];
    Arrays.setAll(values, i -> rows.get(i)[column]);
    return values;
  }
}
