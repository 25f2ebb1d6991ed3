package io.calibrant.core.math;

/// The angle of a point by a polynomial in a fixed order of operations: bit-identical on every
/// machine, within two ulps.
///
/// One division: |y|/|x| or its inverse, whichever is ≤ 1, and above tan(π/8) the tangent of the
/// difference to π/4. The polynomial is our own Chebyshev interpolant of (atan(√z)/√z − 1)/z on [0,
/// tan²(π/8)], fitted in 60-digit arithmetic; its relative error is 5e-18.
public final class Arctangent {
  /// tan(π/8).
  static final double TANGENT = 0.41421356237309503;

  private static final double QUARTER_PI = 0.7853981633974483;
  private static final double HALF_PI = 1.5707963267948966;

  private Arctangent() {}

  /// The angle of (x, y) in [−π, π]; 0 at the origin, NaN where an argument is not finite.
  public static double atan2(double y, double x) {
    double ax = Math.abs(x);
    double ay = Math.abs(y);
    double high = Math.max(Math.max(ax, ay), Double.MIN_NORMAL);
    double low = Math.min(ax, ay);
    boolean steep = low > TANGENT * high;
    double t = (steep ? low - high : low) / (steep ? low + high : high);
    double z = t * t;
    double p = Math.fma(-0.01917688711906226, z, 0.03923165829558719);
    p = Math.fma(p, z, -0.0508544973794026);
    p = Math.fma(p, z, 0.0585814891280221);
    p = Math.fma(p, z, -0.06664511447381948);
    p = Math.fma(p, z, 0.07692183190826087);
    p = Math.fma(p, z, -0.09090904578123903);
    p = Math.fma(p, z, 0.11111111015256361);
    p = Math.fma(p, z, -0.14285714284666542);
    p = Math.fma(p, z, 0.1999999999999552);
    p = Math.fma(p, z, -0.3333333333333333);
    double angle = Math.fma(t * z, p, t) + (steep ? QUARTER_PI : 0);
    angle = ay > ax ? HALF_PI - angle : angle;
    angle = x < 0 ? Math.PI - angle : angle;
    return Math.copySign(angle, y);
  }
}
