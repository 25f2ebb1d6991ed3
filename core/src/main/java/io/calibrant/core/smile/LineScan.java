package io.calibrant.core.smile;

import java.util.function.DoubleUnaryOperator;

/// The least value of a smooth function of k over the line, by a scan and a refinement.
///
/// The scan looks at k = m + σ·sinh u for u from −12 to 12 in steps of 1/8, where the features of a
/// hyperbola m, σ are evenly spread; ternary section then shrinks the best cell to rounding.
final class LineScan {
  private static final int CELLS = 96;
  private static final double STEP = 0.125;
  private static final int REFINEMENTS = 48;
  private static final double[] SINH = new double[2 * CELLS + 1];

  static {
    for (int i = 0; i < SINH.length; i++) {
      SINH[i] = StrictMath.sinh(STEP * (i - CELLS));
    }
  }

  private LineScan() {}

  /// The k at which `function` is least on the grid of `svi`, refined.
  static double argMin(Svi svi, DoubleUnaryOperator function) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < SINH.length; i++) {
      double value = function.applyAsDouble(svi.m() + svi.sigma() * SINH[i]);
      if (value < least) {
        least = value;
        best = i;
      }
    }
    double lo = svi.m() + svi.sigma() * SINH[Math.max(best - 1, 0)];
    double hi = svi.m() + svi.sigma() * SINH[Math.min(best + 1, SINH.length - 1)];
    for (int i = 0; i < REFINEMENTS; i++) {
      double third = (hi - lo) / 3;
      if (function.applyAsDouble(lo + third) < function.applyAsDouble(hi - third)) {
        hi -= third;
      } else {
        lo += third;
      }
    }
    double refined = lo + (hi - lo) / 2;
    double scanned = svi.m() + svi.sigma() * SINH[best];
    return function.applyAsDouble(refined) < least ? refined : scanned;
  }
}
