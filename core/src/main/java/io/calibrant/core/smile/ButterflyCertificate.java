package io.calibrant.core.smile;

/// A proof that a raw SVI smile has no butterfly, without allocation: the fast twin of
/// [SviButterfly#isFree].
///
/// The same polynomial P(t) of degree 10, t = eᵘ: if its coefficients are positive, so is P.
/// Otherwise it is written in Bernstein form on [0, 1], and on [1, ∞) by t → 1/t. Positive
/// coefficients prove P > 0 on their interval; otherwise the interval is halved (de Casteljau), at
/// most [#DEEPEST] times. A value of P ≤ 0 refutes. Not thread-safe.
public final class ButterflyCertificate {
  private static final int DEGREE = 10;
  private static final int SIZE = DEGREE + 1;
  private static final int DEEPEST = 24;
  private static final double[] BINOMIAL = {1, 10, 45, 120, 210, 252, 210, 120, 45, 10, 1};

  /// C(i, j)/C(10, j), row i: power basis to Bernstein.
  private static final double[] TO_BERNSTEIN = new double[SIZE * SIZE];

  static {
    for (int i = 0; i < SIZE; i++) {
      double choose = 1;
      for (int j = 0; j <= i; j++) {
        TO_BERNSTEIN[i * SIZE + j] = choose / BINOMIAL[j];
        choose = choose * (i - j) / (j + 1);
      }
    }
  }

  private final double[] power = new double[SIZE];
  private final double[] inner = new double[5];
  private final double[] square = new double[9];
  private final double[] product = new double[5];
  private final double[] stack = new double[SIZE * (DEEPEST + 2)];

  /// Whether g > 0 on the whole line and b + |c| < 2 are proven.
  ///
  /// @param c bρ
  /// @return false also where it cannot tell; where g touches zero it may differ from the roots by
  ///   rounding, so what is published is checked by the roots
  public boolean proves(double a, double b, double c, double m, double sigma) {
    if (!(b > Math.abs(c)
        && b + Math.abs(c) < 2
        && sigma > 0
        && a + sigma * Math.sqrt((b - c) * (b + c)) > 0)) {
      return false;
    }
    expand(a, b, c, m, sigma);
    return hasPositivePowers() || (isPositive(false) && isPositive(true));
  }

  /// Whether P > 0 on t > 0 because all its coefficients are: so it is with most smiles of markets.
  private boolean hasPositivePowers() {
    for (int i = 0; i < SIZE; i++) {
      if (!(power[i] > 0)) {
        return false;
      }
    }
    return true;
  }

  /// P in powers of t; the notation is that of [SviButterfly].
  private void expand(double a, double b, double c, double m, double s) {
    double w0 = s * (b - c);
    double w1 = 2 * a;
    double w2 = s * (b + c);
    double v0 = c - b;
    double v2 = c + b;
    // 2WZ − KV, with K = (−s, 2m, s), V = (v0, 0, v2), Z = (1, 0, 1).
    inner[0] = 2 * w0 + s * v0;
    inner[1] = 2 * w1 - 2 * m * v0;
    inner[2] = 2 * (w0 + w2) + s * v2 - s * v0;
    inner[3] = 2 * w1 - 2 * m * v2;
    inner[4] = 2 * w2 - s * v2;
    java.util.Arrays.fill(square, 0);
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        square[i + j] = Math.fma(inner[i], inner[j], square[i + j]);
      }
    }
    // V²W² and 8tV²W are subtracted with 4·inner² before the common factor Z.
    double q0 = v0 * v0;
    double q2 = 2 * v0 * v2;
    double q4 = v2 * v2;
    product[0] = w0 * w0;
    product[1] = 2 * w0 * w1 + 8 * w0;
    product[2] = w1 * w1 + 2 * w0 * w2 + 8 * w1;
    product[3] = 2 * w1 * w2 + 8 * w2;
    product[4] = w2 * w2;
    for (int i = 0; i < 9; i++) {
      square[i] *= 4;
    }
    for (int i = 0; i < 5; i++) {
      square[i] -= q0 * product[i];
      square[i + 2] -= q2 * product[i];
      square[i + 4] -= q4 * product[i];
    }
    double bend = 64 * b / s;
    power[0] = square[0];
    power[1] = square[1];
    for (int i = 2; i < 9; i++) {
      power[i] = square[i] + square[i - 2];
    }
    power[9] = square[7];
    power[10] = square[8];
    power[3] += bend * w0 * w0;
    power[4] += bend * 2 * w0 * w1;
    power[5] += bend * (w1 * w1 + 2 * w0 * w2);
    power[6] += bend * 2 * w1 * w2;
    power[7] += bend * w2 * w2;
  }

  private boolean isPositive(boolean reversed) {
    for (int i = 0; i < SIZE; i++) {
      double sum = 0;
      for (int j = 0; j <= i; j++) {
        sum = Math.fma(TO_BERNSTEIN[i * SIZE + j], power[reversed ? DEGREE - j : j], sum);
      }
      stack[i] = sum;
    }
    int top = 0;
    int depth = 0;
    while (top >= 0) {
      int at = top * SIZE;
      if (!(stack[at] > 0 && stack[at + DEGREE] > 0)) {
        return false;
      }
      if (hasPositiveCoefficients(at)) {
        top--;
        continue;
      }
      if (top == DEEPEST || ++depth > 400) {
        return false;
      }
      halve(at);
      top++;
    }
    return true;
  }

  private boolean hasPositiveCoefficients(int at) {
    for (int i = 1; i < DEGREE; i++) {
      if (!(stack[at + i] > 0)) {
        return false;
      }
    }
    return true;
  }

  /// Splits the interval: its right half stays at `at`, the left half goes above it.
  private void halve(int at) {
    int left = at + SIZE;
    for (int i = 0; i <= DEGREE; i++) {
      stack[left + i] = stack[at];
      for (int j = 0; j < DEGREE - i; j++) {
        stack[at + j] = 0.5 * (stack[at + j] + stack[at + j + 1]);
      }
    }
  }
}
