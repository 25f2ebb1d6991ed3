package io.calibrant.core.smile;

import java.util.function.DoubleUnaryOperator;

/// The least value of a smooth function of k over the line, by a scan and a refinement.
///
/// The scan looks at k = m + σ·sinh u for u from −12 to 12 in steps of 1/8, where the features of a
/// hyperbola m, σ are evenly spread; ternary section then shrinks each local minimum's cells to
/// rounding.
final class LineScan {
  private static final int CELLS = 96;
  private static final double STEP = 0.125;
  private static final int REFINEMENTS = 40;
  private static final double[] SINH = new double[2 * CELLS + 1];

  static {
    for (int i = 0; i < SINH.length; i++) {
      SINH[i] = StrictMath.sinh(STEP * (i - CELLS));
    }
  }

  private LineScan() {}

  /// The k at which `function` is least on the grid of `svi`, every local minimum refined: the
  /// least one may lie in a dip narrower than the one that the grid shows deepest.
  static double argMin(Svi svi, DoubleUnaryOperator function) {
    double[] values = new double[SINH.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = function.applyAsDouble(k(svi, i));
    }
    double least = Double.POSITIVE_INFINITY;
    double best = svi.m();
    for (int i = 0; i < values.length; i++) {
      int before = Math.max(i - 1, 0);
      int after = Math.min(i + 1, values.length - 1);
      if (!(values[i] <= values[before] && values[i] <= values[after])) {
        continue;
      }
      double refined = section(function, k(svi, before), k(svi, after));
      double value = function.applyAsDouble(refined);
      double k = value < values[i] ? refined : k(svi, i);
      if (Math.min(value, values[i]) < least) {
        least = Math.min(value, values[i]);
        best = k;
      }
    }
    return best;
  }

  private static double section(DoubleUnaryOperator function, double from, double to) {
    double lo = from;
    double hi = to;
    for (int i = 0; i < REFINEMENTS; i++) {
      double third = (hi - lo) / 3;
      if (function.applyAsDouble(lo + third) < function.applyAsDouble(hi - third)) {
        hi -= third;
      } else {
        lo += third;
      }
    }
    return lo + (hi - lo) / 2;
  }

  private static double k(Svi svi, int i) {
    return svi.m() + svi.sigma() * SINH[i];
  }
}
