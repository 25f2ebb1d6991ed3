package io.calibrant.core.math;

/// ln Γ and its derivative at positive arguments: Stirling's series thirty further on, and the
/// recurrence back.
public final class GammaFunction {
  private static final int SHIFT = 30;
  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

  /// Beyond this nothing needs shifting, and products of [#SHIFT] factors stay finite below.
  private static final double LARGE = 1e3;

  private GammaFunction() {}

  /// ln Γ(a) for a > 0, absolutely accurate to some 1e-14 for small a.
  public static double logGamma(double a) {
    double product = 1;
    double z = a;
    if (a < LARGE) {
      for (int i = 0; i < SHIFT; i++) {
        product *= a + i;
      }
      z = a + SHIFT;
    }
    double w = 1 / (z * z);
    double series = (1.0 / 12 - w * (1.0 / 360 - w * (1.0 / 1260 - w / 1680))) / z;
    double stirling = (z - 0.5) * StrictMath.log(z) - z + HALF_LOG_TWO_PI + series;
    return stirling - StrictMath.log(product);
  }

  /// Γ′(a)/Γ(a) for a > 0.
  public static double digamma(double a) {
    double sum = 0;
    double z = a;
    if (a < LARGE) {
      for (int i = 0; i < SHIFT; i++) {
        sum += 1 / (a + i);
      }
      z = a + SHIFT;
    }
    double w = 1 / (z * z);
    double series = w * (1.0 / 12 - w * (1.0 / 120 - w / 252));
    return StrictMath.log(z) - 0.5 / z - series - sum;
  }
}
