package io.calibrant.core.forward;

import io.calibrant.core.market.Settlement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The interval of forwards that no pair can be traded against, C_bid − P_ask ≤ C − P ≤ C_ask −
/// P_bid, with D = 1.
///
/// Needs no pair with four sides: one that has only the lower side bounds from below, another from
/// above.
final class ParityBounds {
  private ParityBounds() {}

  /// The middle of the interval, with the standard deviation of a uniform law on it; null when it
  /// is open or empty.
  static @Nullable ParityFit fit(List<ParityPair> pairs, Settlement settlement) {
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    int count = 0;
    for (ParityPair pair : pairs) {
      double below = implied(pair.strike(), pair.low(), settlement);
      double above = implied(pair.strike(), pair.high(), settlement);
      low = below > low ? below : low;
      high = above > 0 && above < high ? above : high;
      count += below > 0 || above > 0 ? 1 : 0;
    }
    if (!(low > 0) || !(high < Double.POSITIVE_INFINITY) || !(low <= high)) {
      return null;
    }
    return new ParityFit(
        0.5 * (low + high), (high - low) / Math.sqrt(12), 0, 1, 0, count, Double.NaN);
  }

  /// The forward at which C − P = `difference` when D = 1; negative or infinite when there is none.
  static double implied(double strike, double difference, Settlement settlement) {
    return settlement == Settlement.INVERSE ? strike / (1 - difference) : strike + difference;
  }
}
