package io.calibrant.core.math;

/// sin and cos without allocation (those of `StrictMath` may allocate beyond π/4), bit-identical on
/// every machine, within about an ulp of 1.
///
/// Reduction by multiples of π/2 in two parts with fused multiply-add, then the polynomials of
/// FDLIBM (Sun Microsystems, 1993) on [−π/4, π/4]. Arguments beyond 1e6 go to `StrictMath`.
public final class SineCosine {
  private static final double LARGEST = 1e6;
  private static final double TWO_OVER_PI = 0.6366197723675814;
  private static final double HALF_PI = 1.5707963267948966;
  private static final double HALF_PI_REST = 6.123233995736766e-17;

  private SineCosine() {}

  /// sin x. NaN and infinities give NaN.
  public static double sin(double x) {
    return Math.abs(x) < LARGEST ? turned(x, 0) : StrictMath.sin(x);
  }

  /// cos x. NaN and infinities give NaN.
  public static double cos(double x) {
    return Math.abs(x) < LARGEST ? turned(x, 1) : StrictMath.cos(x);
  }

  /// sin(x + quarters·π/2).
  private static double turned(double x, int quarters) {
    double n = Math.rint(x * TWO_OVER_PI);
    double r = Math.fma(-n, HALF_PI_REST, Math.fma(-n, HALF_PI, x));
    int quadrant = ((int) n + quarters) & 3;
    double f = (quadrant & 1) == 0 ? sine(r) : cosine(r);
    return quadrant < 2 ? f : -f;
  }

  private static double sine(double x) {
    double z = x * x;
    double p = 1.58969099521155e-10 * z - 2.5050760253406863e-08;
    p = p * z + 2.7557313707070068e-06;
    p = p * z - 0.0001984126982985795;
    p = p * z + 0.00833333333332249;
    p = p * z - 0.16666666666666632;
    return x + x * z * p;
  }

  private static double cosine(double x) {
    double z = x * x;
    double p = -1.1359647557788195e-11 * z + 2.087572321298175e-09;
    p = p * z - 2.7557314351390663e-07;
    p = p * z + 2.480158728947673e-05;
    p = p * z - 0.001388888888887411;
    p = p * z + 0.0416666666666666;
    return 1 - (0.5 * z - z * z * p);
  }
}
