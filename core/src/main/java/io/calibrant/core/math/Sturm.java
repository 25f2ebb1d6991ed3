package io.calibrant.core.math;

/// Sturm's count of the distinct real roots of a polynomial in (lo, hi], an independent certificate
/// beside [RealRoots].
///
/// The chain p, p′, −rem(…), … is built in double precision, each member scaled to largest
/// coefficient 1; a remainder below 10⁻¹³ counts as zero. The count is exact for well separated
/// roots and may err where roots nearly coincide, which is where [RealRoots] reports a touch.
public final class Sturm {
  private static final double ZERO = 1e-13;

  private Sturm() {}

  /// The number of distinct real roots in (lo, hi]; `lo` and `hi` must not be roots of high
  /// multiplicity and may be infinite.
  ///
  /// @param coefficients a₀ … aₙ, not modified, not all zero
  public static int count(double[] coefficients, double lo, double hi) {
    int n = coefficients.length - 1;
    while (n >= 0 && coefficients[n] == 0) {
      n--;
    }
    if (n < 0) {
      throw new IllegalArgumentException("all coefficients are zero: the count is infinite");
    }
    double[][] chain = new double[n + 1][];
    chain[0] = scaled(coefficients, n);
    int length = 1;
    if (n > 0) {
      double[] derivative = new double[n];
      for (int j = 1; j <= n; j++) {
        derivative[j - 1] = j * chain[0][j];
      }
      chain[length++] = scaled(derivative, n - 1);
    }
    while (length >= 2 && length <= n && chain[length - 1].length > 1) {
      double[] rest = negativeRemainder(chain[length - 2], chain[length - 1]);
      if (rest.length == 0) {
        break;
      }
      chain[length++] = rest;
    }
    return variations(chain, length, lo) - variations(chain, length, hi);
  }

  private static double[] negativeRemainder(double[] dividend, double[] divisor) {
    double[] rest = dividend.clone();
    int m = divisor.length - 1;
    for (int top = rest.length - 1; top >= m; top--) {
      double factor = rest[top] / divisor[m];
      for (int j = 0; j <= m; j++) {
        rest[top - m + j] -= factor * divisor[j];
      }
      rest[top] = 0;
    }
    int degree = m - 1;
    while (degree >= 0 && Math.abs(rest[degree]) <= ZERO) {
      degree--;
    }
    for (int j = 0; j <= degree; j++) {
      rest[j] = -rest[j];
    }
    return degree < 0 ? new double[0] : scaled(rest, degree);
  }

  private static double[] scaled(double[] a, int degree) {
    double largest = 0;
    for (int j = 0; j <= degree; j++) {
      largest = Math.max(largest, Math.abs(a[j]));
    }
    double[] out = new double[degree + 1];
    for (int j = 0; j <= degree; j++) {
      out[j] = a[j] / largest;
    }
    return out;
  }

  private static int variations(double[][] chain, int length, double x) {
    int count = 0;
    double last = 0;
    for (int i = 0; i < length; i++) {
      double value = evaluate(chain[i], x);
      if (value != 0) {
        if (last * value < 0) {
          count++;
        }
        last = Math.signum(value);
      }
    }
    return count;
  }

  /// The value, or at infinity the sign.
  private static double evaluate(double[] a, double x) {
    int n = a.length - 1;
    if (Double.isInfinite(x)) {
      return Math.signum(a[n]) * (x < 0 && n % 2 == 1 ? -1 : 1);
    }
    double value = 0;
    for (int j = n; j >= 0; j--) {
      value = value * x + a[j];
    }
    return value;
  }
}
