package io.calibrant.core.surface;

import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Quote;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.math.Medians;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Tells a market from a feed that only looks like one, by the whole snapshot.
///
/// ```
/// VenueVerdict verdict = VenueGate.judge(snapshot);
/// if (!verdict.isSound()) { /* all quotes are VENUE_QUARANTINED, for verdict.reasons() */ }
/// ```
///
/// Judges out-of-the-money quotes with |ln(K/F)| < 0.5 √T of expiries a day or more ahead; needs
/// neither fitted forwards nor vols. Measured on 604 Deribit snapshots of BTC and ETH each, Deribit
/// of 2020 and 2024, SPX and VIX against the test network's order books of BTC and ETH:
///
/// | | sound: usual, worst | limit | test network |
/// |---|---|---|---|
/// | two-sided share | ≥ 0.99, 0.52 | ≥ 0.30 | 0.20, 0.00 |
/// | median (ask − bid)/mid | ≤ 0.06, 0.50 | ≤ 0.70 | 0.84, none |
/// | median gap of parity to the venue's forward | ≤ 5 bp, 51 bp | ≤ 120 bp | 328 bp, none |
public final class VenueGate {
  private static final double MIN_TWO_SIDED = 0.30;
  private static final double MAX_SPREAD = 0.70;
  private static final double MAX_GAP = 0.012;
  private static final double NEAR_PER_ROOT_YEAR = 0.5;
  private static final double MIN_EXPIRY = 1 / 365.0;

  /// Fewer quotes near the money prove nothing: the snapshot passes.
  private static final int MIN_QUOTES = 20;

  private final double[] spreads;
  private final double[] gaps;
  private final double[] scratch;
  private int nearCount;
  private int spreadCount;
  private int gapCount;

  private VenueGate(SurfaceSnapshot snapshot) {
    int largest = 0;
    for (ExpiryQuotes expiry : snapshot.expiries()) {
      largest = Math.max(largest, expiry.quotes().size());
    }
    spreads = new double[snapshot.quoteCount()];
    gaps = new double[snapshot.expiries().size()];
    scratch = new double[largest];
  }

  /// Whether the quotes of `snapshot` may be used, with the figures that tell.
  public static VenueVerdict judge(SurfaceSnapshot snapshot) {
    var gate = new VenueGate(snapshot);
    for (ExpiryQuotes expiry : snapshot.expiries()) {
      if (expiry.expiry() >= MIN_EXPIRY) {
        gate.look(expiry, snapshot.index());
      }
    }
    return gate.verdict();
  }

  private void look(ExpiryQuotes expiry, double index) {
    List<Quote> quotes = expiry.quotes();
    double venue = venueForward(quotes);
    double anchor = venue > 0 ? venue : index;
    // |ln(K/F)| < x as F/e^x < K < F·e^x: two exponentials an expiry instead of a logarithm a
    // quote.
    double width = StrictMath.exp(NEAR_PER_ROOT_YEAR * Math.sqrt(expiry.expiry()));
    double parity = parityForward(quotes, anchor, width);
    double forward = anchor > 0 ? anchor : parity;
    double low = forward / width;
    double high = forward * width;
    for (int i = 0; i < quotes.size(); i++) {
      Quote quote = quotes.get(i);
      double strike = quote.instrument().strike();
      if (strike > low && strike < high && isJudged(quote) && isOutOfTheMoney(quote, forward)) {
        nearCount++;
        if (quote.reason() == ReasonCode.USED) {
          spreads[spreadCount++] =
              (quote.ask() - quote.bid()) / (0.5 * (quote.ask() + quote.bid()));
        }
      }
    }
    if (parity > 0 && anchor > 0) {
      gaps[gapCount++] = Math.abs(parity / anchor - 1);
    }
  }

  /// Quotes that are void for a reason of their own say nothing about the venue.
  private static boolean isJudged(Quote quote) {
    return switch (quote.reason()) {
      case VENUE_DOWN, NOT_OPEN, NEAR_EXPIRY, STALE, DUPLICATE -> false;
      default -> true;
    };
  }

  private static boolean isOutOfTheMoney(Quote quote, double forward) {
    int sign = quote.instrument().type().sign();
    return sign * (quote.instrument().strike() - forward) >= 0;
  }

  private double venueForward(List<Quote> quotes) {
    for (int i = 0; i < quotes.size(); i++) {
      scratch[i] = quotes.get(i).venueForward();
    }
    return median(scratch, quotes.size());
  }

  /// The median of the forwards at which call and put mids of one strike agree, D = 1; near
  /// `anchor` when there is one.
  private double parityForward(List<Quote> quotes, double anchor, double width) {
    int count = 0;
    double strike = Double.NaN;
    double callMid = Double.NaN;
    for (int i = 0; i < quotes.size(); i++) {
      Quote quote = quotes.get(i);
      double own = quote.instrument().strike();
      boolean far = anchor > 0 && !(own > anchor / width && own < anchor * width);
      if (quote.reason() != ReasonCode.USED || far) {
        continue;
      }
      double mid = 0.5 * (quote.bid() + quote.ask());
      if (quote.instrument().type() == OptionType.CALL) {
        strike = own;
        callMid = mid;
      } else if (own == strike) {
        double difference = callMid - mid;
        scratch[count++] =
            quote.instrument().settlement() == Settlement.INVERSE
                ? strike / (1 - difference)
                : strike + difference;
      }
    }
    return median(scratch, count);
  }

  /// The upper median of the positive ones among the first `count` values, which are reordered; NaN
  /// without.
  private static double median(double[] values, int count) {
    int positive = 0;
    for (int i = 0; i < count; i++) {
      if (values[i] > 0) {
        values[positive++] = values[i];
      }
    }
    return Medians.upper(values, positive);
  }

  private VenueVerdict verdict() {
    double share = nearCount == 0 ? Double.NaN : (double) spreadCount / nearCount;
    double spread = median(spreads, spreadCount);
    double gap = median(gaps, gapCount);
    List<String> reasons = new ArrayList<>(3);
    if (nearCount >= MIN_QUOTES) {
      if (!(share >= MIN_TWO_SIDED)) {
        reasons.add(
            String.format(
                Locale.ROOT,
                "only %.0f %% of quotes near the money are two-sided, at least %.0f %% expected",
                100 * share,
                100 * MIN_TWO_SIDED));
      }
      if (spread > MAX_SPREAD) {
        reasons.add(
            String.format(
                Locale.ROOT,
                "the median spread near the money is %.0f %% of the price, at most %.0f %%"
                    + " expected",
                100 * spread,
                100 * MAX_SPREAD));
      }
      if (gap > MAX_GAP) {
        reasons.add(
            String.format(
                Locale.ROOT,
                "calls and puts imply a forward %.0f bp away from the venue's, at most %.0f bp"
                    + " expected",
                1e4 * gap,
                1e4 * MAX_GAP));
      }
    }
    return new VenueVerdict(nearCount, share, spread, gap, reasons);
  }
}
