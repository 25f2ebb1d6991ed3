package io.calibrant.core.math;

import java.util.Arrays;

/// All real roots of a polynomial p(x) = a₀ + a₁x + … + aₙxⁿ in a closed interval, none missed.
///
/// The roots of p⁽ᵏ⁺¹⁾ cut the line into intervals on which p⁽ᵏ⁾ is monotone, so each holds at most
/// one root, and that one shows by a change of sign. Starting from p⁽ⁿ⁻¹⁾ this gives every root of
/// p. Where |p| at a stationary point (or an end) is within the rounding error of its own
/// evaluation, that point is reported as a root: a double root is never missed, and a near miss
/// below rounding counts as a touch.
///
/// Coefficients are taken as exact: a leading coefficient that is zero lowers the degree, one that
/// is merely small sends a root far out. Roots beyond |x| = 10⁶⁰ are not sought.
public final class RealRoots {
  /// Returned when p is identically zero, so that every x is a root.
  public static final int EVERYWHERE = -1;

  /// The highest degree; binomials and evaluation stay exact enough far beyond it.
  public static final int MAX_DEGREE = 10;

  private static final double FARTHEST = 1e60;
  private static final int MAX_STEPS = 500;

  /// n over k at `[k][n]`, n ≥ k.
  private static final double[][] BINOMIALS = binomials();

  private RealRoots() {}

  /// The distinct real roots in ascending order; allocates nothing.
  ///
  /// @param coefficients a₀ … aₙ, n ≤ [#MAX_DEGREE], finite; not modified
  /// @param lo lower end, may be −∞
  /// @param hi upper end, may be +∞
  /// @param roots receives the roots; length ≥ n
  /// @param scratch modified; length ≥ n
  /// @return the number of roots, or [#EVERYWHERE]
  public static int find(
      double[] coefficients, double lo, double hi, double[] roots, double[] scratch) {
    int degree = degree(coefficients);
    if (!(lo <= hi)) {
      throw new IllegalArgumentException("interval [%s, %s]: needs lo <= hi".formatted(lo, hi));
    }
    if (degree < 0) {
      return EVERYWHERE;
    }
    if (roots.length < degree || scratch.length < degree) {
      throw new IllegalArgumentException(
          "roots has length %d, scratch %d: both need at least %d"
              .formatted(roots.length, scratch.length, degree));
    }
    double far = bound(coefficients, degree);
    if (far == 0) {
      // aₙxⁿ alone.
      boolean inside = degree > 0 && lo <= 0 && hi >= 0;
      if (inside) {
        roots[0] = 0;
      }
      return inside ? 1 : 0;
    }
    double from = Math.max(lo, -far);
    double to = Math.min(hi, far);
    if (!(from <= to)) {
      return 0;
    }
    int count = 0;
    // Alternate between the arrays so that the last level, k = 0, lands in `roots`.
    for (int k = degree - 1; k >= 0; k--) {
      double[] target = k % 2 == 0 ? roots : scratch;
      double[] stationary = k % 2 == 0 ? scratch : roots;
      count = level(coefficients, degree, k, from, to, stationary, count, target);
    }
    return count;
  }

  /// The distinct real roots of p on the whole line.
  public static double[] of(double... coefficients) {
    int n = coefficients.length;
    double[] roots = new double[n];
    int count =
        find(
            coefficients, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, roots, new double[n]);
    if (count == EVERYWHERE) {
      throw new IllegalArgumentException(
          "all coefficients are zero: every number is a root; test for that first");
    }
    return Arrays.copyOf(roots, count);
  }

  /// Roots of p⁽ᵏ⁾ in [from, to], given those of p⁽ᵏ⁺¹⁾.
  private static int level(
      double[] a,
      int degree,
      int k,
      double from,
      double to,
      double[] stationary,
      int stationaryCount,
      double[] roots) {
    int count = 0;
    double left = from;
    int leftSign = sign(a, degree, k, left);
    if (leftSign == 0) {
      roots[count++] = left;
    }
    for (int i = 0; i <= stationaryCount; i++) {
      double right = i < stationaryCount ? stationary[i] : to;
      if (right <= left) {
        continue;
      }
      int rightSign = sign(a, degree, k, right);
      if (leftSign * rightSign < 0) {
        roots[count++] = between(a, degree, k, left, right, leftSign);
      } else if (rightSign == 0 && count < degree - k) {
        roots[count++] = right;
      }
      left = right;
      leftSign = rightSign;
    }
    return count;
  }

  /// The root in (left, right) of a monotone p⁽ᵏ⁾: Newton's steps kept inside a shrinking bracket.
  private static double between(
      double[] a, int degree, int k, double left, double right, int leftSign) {
    double lo = left;
    double hi = right;
    double x = 0.5 * (lo + hi);
    double width = hi - lo;
    for (int i = 0; i < MAX_STEPS; i++) {
      double value = evaluate(a, degree, k, x);
      if (value == 0) {
        return x;
      }
      if ((value > 0) == (leftSign > 0)) {
        lo = x;
      } else {
        hi = x;
      }
      double newton = x - value / ((k + 1) * evaluate(a, degree, k + 1, x));
      // Newton's step must stay inside and halve the last step, else bisect.
      boolean useful = newton > lo && newton < hi && Math.abs(newton - x) < 0.5 * width;
      double next = useful ? newton : 0.5 * (lo + hi);
      width = Math.abs(next - x);
      if (next == x || Math.nextUp(lo) >= hi) {
        return next;
      }
      x = next;
    }
    return x;
  }

  /// The sign of p⁽ᵏ⁾(x), 0 where the value is within its rounding error.
  private static int sign(double[] a, int degree, int k, double x) {
    double value = 0;
    double magnitude = 0;
    double absolute = Math.abs(x);
    double[] binomials = BINOMIALS[k];
    for (int j = degree; j >= k; j--) {
      double coefficient = binomials[j] * a[j];
      value = value * x + coefficient;
      magnitude = magnitude * absolute + Math.abs(coefficient);
    }
    // Horner's error: γ₂ₙ Σ|aⱼ||x|ʲ (N. J. Higham, Accuracy and Stability of Numerical Algorithms,
    // 5.1).
    double error = 2 * (degree - k + 1) * 0x1p-53 * magnitude;
    return value > error ? 1 : value < -error ? -1 : 0;
  }

  /// p⁽ᵏ⁾(x)/k!.
  private static double evaluate(double[] a, int degree, int k, double x) {
    double value = 0;
    double[] binomials = BINOMIALS[k];
    for (int j = degree; j >= k; j--) {
      value = value * x + binomials[j] * a[j];
    }
    return value;
  }

  private static double[][] binomials() {
    double[][] table = new double[MAX_DEGREE + 1][MAX_DEGREE + 1];
    for (int k = 0; k <= MAX_DEGREE; k++) {
      for (int n = k; n <= MAX_DEGREE; n++) {
        double b = 1;
        for (int i = 0; i < k; i++) {
          b = b * (n - i) / (i + 1);
        }
        table[k][n] = b;
      }
    }
    return table;
  }

  /// All roots lie in |x| ≤ 2 maxₖ |aₙ₋ₖ/aₙ|^(1/k) (Fujiwara 1916), here with the power of two
  /// above.
  private static double bound(double[] a, int degree) {
    int exponent = Integer.MIN_VALUE;
    for (int k = 1; k <= degree; k++) {
      double ratio = Math.abs(a[degree - k] / a[degree]);
      if (ratio > 0) {
        exponent = Math.max(exponent, Math.ceilDiv(Math.getExponent(ratio) + 1, k));
      }
    }
    return exponent == Integer.MIN_VALUE ? 0 : Math.min(Math.scalb(2.0, exponent), FARTHEST);
  }

  private static int degree(double[] a) {
    int degree = -1;
    for (int j = 0; j < a.length; j++) {
      if (!Double.isFinite(a[j])) {
        throw new IllegalArgumentException(
            "coefficient %d is %s: must be finite".formatted(j, a[j]));
      }
      if (a[j] != 0) {
        degree = j;
      }
    }
    if (degree > MAX_DEGREE) {
      throw new IllegalArgumentException(
          "degree %d: must be at most %d".formatted(degree, MAX_DEGREE));
    }
    return degree;
  }
}
