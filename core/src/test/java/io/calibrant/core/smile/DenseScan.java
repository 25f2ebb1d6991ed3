package io.calibrant.core.smile;

import java.util.function.DoubleUnaryOperator;

/// The least value of a function on a dense grid, refined between the grid points.
final class DenseScan {
  private static final int STEPS = 2000;

  private DenseScan() {}

  /// The least f(u) for |u| ≤ 20: steps of 0.02, then section round every local minimum.
  static double least(DoubleUnaryOperator f) {
    double step = 20.0 / STEPS * 2;
    double before = Double.POSITIVE_INFINITY;
    double at = f.applyAsDouble(-20);
    double least = at;
    for (int i = 1; i <= STEPS; i++) {
      double u = -20 + i * step;
      double next = f.applyAsDouble(u);
      // Shallow minima far above the least one are not worth refining.
      if (at <= before && at <= next && at < Math.max(2 * least, least + 0.1)) {
        least = Math.min(least, section(f, u - 2 * step, u));
      }
      least = Math.min(least, next);
      before = at;
      at = next;
    }
    return least;
  }

  private static double section(DoubleUnaryOperator f, double from, double to) {
    double lo = from;
    double hi = to;
    for (int i = 0; i < 40; i++) {
      double third = (hi - lo) / 3;
      if (f.applyAsDouble(lo + third) < f.applyAsDouble(hi - third)) {
        hi -= third;
      } else {
        lo += third;
      }
    }
    return f.applyAsDouble((lo + hi) / 2);
  }
}
