package io.calibrant.core.calibration;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// The points at which the joint fit looks at the no-arbitrage conditions.
///
/// The butterfly condition of a slice is looked at for k = m + σ·sinh u on a fixed grid of u, the
/// calendar condition between a slice and the one before it on a fixed grid of k; points where the
/// exact checks later find the least margin are added one by one, so that the conditions hold
/// between the grid points too (semi-infinite programming by exchange).
final class ConditionPoints {
  private static final double[] U = grid(4.6, 61);
  private static final double[] SINH = mapped(U, StrictMath::sinh);
  private static final double[] COSH = mapped(U, StrictMath::cosh);
  private static final double CALENDAR_REACH = 3.2;
  private static final double[] CALENDAR = mapped(grid(CALENDAR_REACH, 33), StrictMath::sinh);
  private static final double CALENDAR_STD_DEVS = 6;
  private static final int MAX_ADDED = 64;

  private final double[][] sinh;
  private final double[][] cosh;
  private final double[][] k;

  /// @param stdDevs σ_ATM·√T of each slice
  ConditionPoints(double[] stdDevs) {
    sinh = new double[stdDevs.length][];
    cosh = new double[stdDevs.length][];
    k = new double[stdDevs.length][];
    double reach = StrictMath.sinh(CALENDAR_REACH);
    for (int i = 0; i < stdDevs.length; i++) {
      sinh[i] = SINH;
      cosh[i] = COSH;
      k[i] = new double[CALENDAR.length];
      for (int j = 0; j < CALENDAR.length; j++) {
        k[i][j] = CALENDAR_STD_DEVS * stdDevs[i] * CALENDAR[j] / reach;
      }
    }
  }

  /// sinh u of the butterfly points of slice i; read only.
  double[] sinh(int i) {
    return sinh[i];
  }

  /// cosh u of the butterfly points of slice i; read only.
  double[] cosh(int i) {
    return cosh[i];
  }

  /// Values of k for the pair (i − 1, i); read only.
  double[] calendar(int i) {
    return k[i];
  }

  /// Adds a butterfly point k = m + σ·y; says whether there was room.
  boolean addButterfly(int i, double y) {
    if (sinh[i].length >= U.length + MAX_ADDED) {
      return false;
    }
    sinh[i] = append(sinh[i], y);
    cosh[i] = append(cosh[i], Math.sqrt(1 + y * y));
    return true;
  }

  /// Adds a calendar point to the pair (i − 1, i); says whether there was room.
  boolean addCalendar(int i, double point) {
    if (k[i].length >= CALENDAR.length + MAX_ADDED) {
      return false;
    }
    k[i] = append(k[i], point);
    return true;
  }

  private static double[] append(double[] values, double value) {
    double[] longer = Arrays.copyOf(values, values.length + 1);
    longer[values.length] = value;
    return longer;
  }

  private static double[] grid(double reach, int count) {
    double[] grid = new double[count];
    for (int i = 0; i < count; i++) {
      grid[i] = reach * (2.0 * i / (count - 1) - 1);
    }
    return grid;
  }

  private static double[] mapped(double[] values, DoubleUnaryOperator function) {
    return Arrays.stream(values).map(function).toArray();
  }
}
