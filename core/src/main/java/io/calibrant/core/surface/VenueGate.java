package io.calibrant.core.surface;

import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Quote;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.market.Settlement;
import java.util.ArrayList;
import java.util.Arrays;
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

  private int nearCount;
  private int twoSidedCount;
  private final List<Double> spreads = new ArrayList<>();
  private final List<Double> gaps = new ArrayList<>();

  private VenueGate() {}

  /// Whether the quotes of `snapshot` may be used, with the figures that tell.
  public static VenueVerdict judge(SurfaceSnapshot snapshot) {
    var gate = new VenueGate();
    for (ExpiryQuotes expiry : snapshot.expiries()) {
      if (expiry.expiry() >= MIN_EXPIRY) {
        gate.look(expiry, snapshot.index());
      }
    }
    return gate.verdict();
  }

  private void look(ExpiryQuotes expiry, double index) {
    double venue = median(expiry.quotes().stream().map(Quote::venueForward).toList());
    double anchor = venue > 0 ? venue : index;
    double near = NEAR_PER_ROOT_YEAR * Math.sqrt(expiry.expiry());
    double parity = median(impliedForwards(expiry, anchor, near));
    double forward = anchor > 0 ? anchor : parity;
    for (Quote quote : expiry.quotes()) {
      if (isJudged(quote) && isNear(quote, forward, near) && isOutOfTheMoney(quote, forward)) {
        nearCount++;
        if (quote.reason() == ReasonCode.USED) {
          twoSidedCount++;
          spreads.add((quote.ask() - quote.bid()) / (0.5 * (quote.ask() + quote.bid())));
        }
      }
    }
    if (parity > 0 && anchor > 0) {
      gaps.add(Math.abs(parity / anchor - 1));
    }
  }

  /// Quotes that are void for a reason of their own say nothing about the venue.
  private static boolean isJudged(Quote quote) {
    return switch (quote.reason()) {
      case VENUE_DOWN, NOT_OPEN, NEAR_EXPIRY, STALE, DUPLICATE -> false;
      default -> true;
    };
  }

  private static boolean isNear(Quote quote, double forward, double near) {
    return Math.abs(StrictMath.log(quote.instrument().strike() / forward)) < near;
  }

  private static boolean isOutOfTheMoney(Quote quote, double forward) {
    int sign = quote.instrument().type().sign();
    return sign * (quote.instrument().strike() - forward) >= 0;
  }

  /// The forwards at which call and put mids of one strike agree, D = 1; near `anchor` when there
  /// is one.
  private static List<Double> impliedForwards(ExpiryQuotes expiry, double anchor, double near) {
    List<Double> forwards = new ArrayList<>();
    double strike = Double.NaN;
    double callMid = Double.NaN;
    for (Quote quote : expiry.quotes()) {
      if (quote.reason() != ReasonCode.USED || (anchor > 0 && !isNear(quote, anchor, near))) {
        continue;
      }
      double mid = 0.5 * (quote.bid() + quote.ask());
      if (quote.instrument().type() == OptionType.CALL) {
        strike = quote.instrument().strike();
        callMid = mid;
      } else if (quote.instrument().strike() == strike) {
        double difference = callMid - mid;
        forwards.add(
            quote.instrument().settlement() == Settlement.INVERSE
                ? strike / (1 - difference)
                : strike + difference);
      }
    }
    return forwards;
  }

  /// The upper median of the positive numbers; NaN without.
  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(v -> v).filter(v -> v > 0).toArray();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  private VenueVerdict verdict() {
    double share = nearCount == 0 ? Double.NaN : (double) twoSidedCount / nearCount;
    double spread = median(spreads);
    double gap = median(gaps);
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
