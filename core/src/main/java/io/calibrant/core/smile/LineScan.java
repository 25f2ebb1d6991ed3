package io.calibrant.core.smile;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// The least value of a smooth function of k over the line, by a scan and a refinement.
///
/// The scan looks at k = m + σ·sinh u for u from −12 to 12 in steps of 1/8, where the features of a
/// hyperbola m, σ are evenly spread; [LineMinimum] then finds the least value in each local
/// minimum's cells to rounding.
final class LineScan {
  private static final int CELLS = 96;
  private static final double STEP = 0.125;
  private static final int PER_PIECE = 8;

  /// Places whose values are taken together.
  private static final int BLOCK = 32;

  /// Of the two cells round a local minimum of the grid.
  private static final int PARTS = 8;

  /// A dip between two points of the grid is taken to be at most so many times as deep below the
  /// lower one as its sides are high above it.
  private static final double DEEPER = 16;

  private static final double[] NO_GRID = {};
  private static final double[] SINH = new double[2 * CELLS + 1];

  static {
    for (int i = 0; i < SINH.length; i++) {
      SINH[i] = StrictMath.sinh(STEP * (i - CELLS));
    }
  }

  private LineScan() {}

  /// A function of k that is looked at in many places.
  @FunctionalInterface
  interface Line extends DoubleUnaryOperator {
    /// Replaces the first `count` places by the function's values there, the very bits of
    /// [#applyAsDouble]. A loop of its own is one that the compiler knows, and in which it takes
    /// several places at a time.
    default void replace(double[] places, int count) {
      for (int i = 0; i < count; i++) {
        places[i] = applyAsDouble(places[i]);
      }
    }
  }

  /// The k at which `function` is least on the grid of `smile`. The least one may lie in a dip
  /// narrower than the one that the grid shows deepest, so every local minimum is refined that may
  /// be the least. The grid is that of the smile's hyperbola; a [CurvedSvi] adds points between its
  /// knots.
  static double argMin(Smile smile, Line function) {
    return switch (smile) {
      case Svi svi -> argMin(svi, NO_GRID, function);
      case SsviSlice slice -> argMin(slice.toSvi(), NO_GRID, function);
      case CurvedSvi curved -> argMin(curved.base(), grid(curved), function);
    };
  }

  /// @param grid that of `svi` when empty, which then is not laid out
  private static double argMin(Svi svi, double[] grid, Line function) {
    int size = grid.length == 0 ? SINH.length : grid.length;
    double best = place(svi, grid, size / 2);
    double least = function.applyAsDouble(best);
    double[] block = new double[BLOCK];
    evaluate(svi, grid, 0, size, function, block);
    double before = Double.POSITIVE_INFINITY;
    double value = block[0];
    for (int i = 0; i < size; i++) {
      int next = i + 1;
      if (next % BLOCK == 0 && next < size) {
        evaluate(svi, grid, next, size, function, block);
      }
      double after = next == size ? Double.POSITIVE_INFINITY : block[next % BLOCK];
      if (value <= before && value <= after && mayReach(least, before, value, after)) {
        double from = place(svi, grid, Math.max(i - 1, 0));
        double to = place(svi, grid, Math.min(i + 1, size - 1));
        if (value < least) {
          least = value;
          best = place(svi, grid, i);
        }
        double refined = refined(function, from, to);
        double reached = function.applyAsDouble(refined);
        if (reached < least) {
          least = reached;
          best = refined;
        }
      }
      before = value;
      value = after;
    }
    return best;
  }

  /// Fills `block` with the values at the places from `from` on.
  private static void evaluate(
      Svi svi, double[] grid, int from, int size, Line function, double[] block) {
    int count = Math.min(BLOCK, size - from);
    for (int j = 0; j < count; j++) {
      block[j] = place(svi, grid, from + j);
    }
    function.replace(block, count);
  }

  private static double place(Svi svi, double[] grid, int i) {
    return grid.length == 0 ? svi.m() + svi.sigma() * SINH[i] : grid[i];
  }

  /// Whether a local minimum of the grid may hide less than `least`; at an end one side is
  /// infinite.
  private static boolean mayReach(double least, double before, double value, double after) {
    double left = before == Double.POSITIVE_INFINITY ? 0 : before - value;
    double right = after == Double.POSITIVE_INFINITY ? 0 : after - value;
    return !(value - DEEPER * (left + right) > least);
  }

  /// The place in [from, to] at which `function` is least; it may have more than one dip there.
  private static double refined(Line function, double from, double to) {
    double width = (to - from) / PARTS;
    double least = Double.POSITIVE_INFINITY;
    double best = from;
    double[] values = new double[PARTS + 1];
    for (int i = 0; i <= PARTS; i++) {
      values[i] = from + i * width;
    }
    function.replace(values, PARTS + 1);
    double before = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= PARTS; i++) {
      double value = values[i];
      double after = i == PARTS ? Double.POSITIVE_INFINITY : values[i + 1];
      if (value <= before && value <= after) {
        double middle = from + i * width;
        double lo = i == 0 ? middle : middle - width;
        double hi = i == PARTS ? middle : middle + width;
        double place = LineMinimum.of(function, lo, middle, value, hi);
        double reached = function.applyAsDouble(place);
        if (reached < least) {
          least = reached;
          best = place;
        }
      }
      before = value;
    }
    return best;
  }

  private static double[] grid(Svi svi) {
    double[] grid = new double[SINH.length];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = svi.m() + svi.sigma() * SINH[i];
    }
    return grid;
  }

  private static double[] grid(CurvedSvi curved) {
    double[] base = grid(curved.base());
    int pieces = curved.knotCount() - 1;
    double[] grid = Arrays.copyOf(base, base.length + PER_PIECE * pieces);
    int at = base.length;
    for (int i = 0; i < pieces; i++) {
      double width = curved.knot(i + 1) - curved.knot(i);
      for (int j = 0; j < PER_PIECE; j++) {
        grid[at++] = curved.knot(i) + width * j / PER_PIECE;
      }
    }
    Arrays.sort(grid);
    return grid;
  }
}
