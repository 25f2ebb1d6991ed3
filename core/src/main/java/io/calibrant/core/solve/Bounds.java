package io.calibrant.core.solve;

import java.util.Arrays;

/// A box that parameters must stay in: lowerᵢ ≤ xᵢ ≤ upperᵢ; a bound may be infinite.
public final class Bounds {
  /// No bound at all, for any number of parameters.
  public static final Bounds NONE = new Bounds(new double[0], new double[0]);

  private final double[] lower;
  private final double[] upper;

  /// How many parameters come before the first with a finite bound; all: none has.
  private final int freeCount;

  private Bounds(double[] lower, double[] upper) {
    this.lower = lower;
    this.upper = upper;
    int free = 0;
    while (free < lower.length
        && lower[free] == Double.NEGATIVE_INFINITY
        && upper[free] == Double.POSITIVE_INFINITY) {
      free++;
    }
    freeCount = free;
  }

  /// A box; copies its arguments. Equal bounds fix a parameter.
  ///
  /// @param lower least values, −∞ where there is none
  /// @param upper largest values, +∞ where there is none
  public static Bounds of(double[] lower, double[] upper) {
    if (lower.length != upper.length) {
      throw new IllegalArgumentException(
          "%d lower but %d upper bounds: give one of each a parameter"
              .formatted(lower.length, upper.length));
    }
    for (int i = 0; i < lower.length; i++) {
      boolean ordered = lower[i] <= upper[i];
      if (!(ordered && lower[i] < Double.POSITIVE_INFINITY && upper[i] > -Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "lower[%d]=%s, upper[%d]=%s: must be in order and leave finite values"
                .formatted(i, lower[i], i, upper[i]));
      }
    }
    return new Bounds(lower.clone(), upper.clone());
  }

  /// Whether no parameter has a finite bound.
  public boolean isNone() {
    return freeCount == lower.length;
  }

  /// Whether none of the first `n` parameters has a finite bound.
  public boolean isFree(int n) {
    return freeCount >= n || isNone();
  }

  /// Whether every one of the first `n` parameters has two finite bounds.
  public boolean isFinite(int n) {
    for (int i = 0; i < n; i++) {
      if (Double.isInfinite(lower(i)) || Double.isInfinite(upper(i))) {
        return false;
      }
    }
    return true;
  }

  /// Least value of parameter i; −∞ if there is none.
  public double lower(int i) {
    return lower.length == 0 ? Double.NEGATIVE_INFINITY : lower[i];
  }

  /// Largest value of parameter i; +∞ if there is none.
  public double upper(int i) {
    return upper.length == 0 ? Double.POSITIVE_INFINITY : upper[i];
  }

  /// The value nearest to `value` that parameter i may have; NaN stays NaN.
  public double clamp(int i, double value) {
    return Math.max(lower(i), Math.min(upper(i), value));
  }

  /// Moves `x` to the nearest point of the box.
  public void clamp(double[] x) {
    for (int i = 0; i < lower.length; i++) {
      x[i] = clamp(i, x[i]);
    }
  }

  /// Whether `x` lies in the box; NaN never does.
  public boolean contains(double[] x) {
    for (int i = 0; i < lower.length; i++) {
      if (!(x[i] >= lower[i] && x[i] <= upper[i])) {
        return false;
      }
    }
    return true;
  }

  /// −1 where `value` is at parameter i's lower bound, +1 at the upper one, 0 inside: closer than
  /// 10⁻⁹ of the box's width, or of max(1, |bound|) where the width is infinite.
  public int side(int i, double value) {
    double width = upper(i) - lower(i);
    if (value - lower(i) <= 1e-9 * (width < 1e300 ? width : Math.max(1, Math.abs(lower(i))))) {
      return -1;
    }
    return upper(i) - value <= 1e-9 * (width < 1e300 ? width : Math.max(1, Math.abs(upper(i))))
        ? 1
        : 0;
  }

  void checkLength(int n) {
    if (lower.length != 0 && lower.length != n) {
      throw new IllegalArgumentException(
          "bounds of %d parameters, the problem has %d".formatted(lower.length, n));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bounds that
        && Arrays.equals(lower, that.lower)
        && Arrays.equals(upper, that.upper);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(lower) + Arrays.hashCode(upper);
  }

  @Override
  public String toString() {
    return Arrays.toString(lower) + " ≤ x ≤ " + Arrays.toString(upper);
  }
}
