package io.calibrant.sim.market;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which strikes a venue lists: round numbers, dense near the forward, wider in the wings.
final class StrikeGrid {
  /// Expected standard deviations covered on each side.
  private static final double WIDTH = 3.2;

  private StrikeGrid() {}

  /// Strikes around `forward` for an expiry with `stdDev` = σ√T, ascending.
  static SortedSet<Double> around(double forward, double stdDev) {
    double step = round(0.21 * stdDev * forward);
    TreeSet<Double> strikes = new TreeSet<>();
    addSide(strikes, forward, stdDev, step, -1);
    addSide(strikes, forward, stdDev, step, 1);
    return strikes;
  }

  private static void addSide(
      Set<Double> strikes, double forward, double stdDev, double step, int sign) {
    double strike = Math.rint(forward / step) * step;
    strikes.add(strike);
    for (int i = 0; i < 100; i++) {
      double z = sign * StrictMath.log(strike / forward) / stdDev;
      double stride = z > 2.2 ? 4 * step : z > 1.4 ? 2 * step : step;
      // Wide strides keep to their own multiples, so that the lists of two instants agree.
      strike = sign > 0 ? nextAbove(strike, stride) : nextBelow(strike, stride);
      if (!(strike > 0)
          || sign * StrictMath.log(strike / forward) > WIDTH * stdDev + 2 * step / forward) {
        return;
      }
      strikes.add(strike);
    }
  }

  private static double nextAbove(double strike, double stride) {
    return (Math.floor(strike / stride + 1e-9) + 1) * stride;
  }

  private static double nextBelow(double strike, double stride) {
    return (Math.ceil(strike / stride - 1e-9) - 1) * stride;
  }

  /// The round number 1, 2.5 or 5 times a power of ten that is nearest below `target`, at least 1.
  static double round(double target) {
    double power = 1;
    while (power * 10 <= target) {
      power *= 10;
    }
    double factor = target >= 5 * power ? 5 : target >= 2.5 * power && power >= 10 ? 2.5 : 1;
    return factor * power;
  }
}
