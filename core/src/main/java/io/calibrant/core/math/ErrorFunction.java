package io.calibrant.core.math;

/// The error function erf, its complement erfc = 1 − erf and the scaled complement erfcx(x) =
/// exp(x²)·erfc(x), accurate to a few ulps relative on the whole line.
///
/// Rational approximations of W. J. Cody, *Rational Chebyshev approximations for the error
/// function*, Mathematics of Computation 23 (1969) 631–637, with the coefficients of his CALERF
/// (1990). Only + − × ÷, fma and [Elementary#exp]: bit-identical on every machine; no allocation.
public final class ErrorFunction {
  private static final double INV_SQRT_PI = 0.5641895835477563;
  private static final double CENTRE = 0.46875;

  /// Below this, exp(x²) overflows and erfcx is +∞.
  private static final double ERFCX_OVERFLOW = -26.628735713751;

  private ErrorFunction() {}

  /// erf(x) = 2/√π ∫₀ˣ exp(−t²) dt. NaN gives NaN.
  public static double erf(double x) {
    double y = Math.abs(x);
    if (y <= CENTRE) {
      return x * centre(y * y);
    }
    double erfc = expSquare(-1, y) * scaled(y);
    return x < 0 ? erfc - 1 : 1 - erfc;
  }

  /// erfc(x) = 1 − erf(x), relatively accurate in the right tail. NaN gives NaN.
  public static double erfc(double x) {
    double y = Math.abs(x);
    if (y <= CENTRE) {
      return 1 - x * centre(y * y);
    }
    double erfc = expSquare(-1, y) * scaled(y);
    return x < 0 ? 2 - erfc : erfc;
  }

  /// erfcx(x) = exp(x²)·erfc(x); +∞ below −26.63. NaN gives NaN.
  public static double erfcx(double x) {
    if (x > CENTRE) {
      return scaled(x);
    }
    if (x >= -CENTRE) {
      double z = x * x;
      return Elementary.exp(z) * (1 - x * centre(z));
    }
    if (x < ERFCX_OVERFLOW) {
      return Double.POSITIVE_INFINITY;
    }
    return 2 * expSquare(1, x) - scaled(-x);
  }

  /// exp(sign·x²) with the rounding error of x² carried along, so that the relative error stays
  /// near one ulp where x² is large.
  private static double expSquare(int sign, double x) {
    double square = x * x;
    if (!(square < 1e4)) {
      return Double.isNaN(x) ? Double.NaN : sign > 0 ? Double.POSITIVE_INFINITY : 0;
    }
    double rest = Math.fma(x, x, -square);
    double exp = Elementary.exp(sign * square);
    return exp + exp * (sign * rest);
  }

  /// erf(x)/x as a function of z = x², |x| ≤ 0.46875.
  private static double centre(double z) {
    double p =
        (((0.18577770618460315 * z + 3.1611237438705655) * z + 113.86415415105016) * z
                    + 377.485237685302)
                * z
            + 3209.3775891384694;
    double q =
        (((z + 23.601290952344122) * z + 244.02463793444417) * z + 1282.6165260773723) * z
            + 2844.236833439171;
    return p / q;
  }

  /// erfcx(y) for y > 0.46875.
  private static double scaled(double y) {
    return y <= 4 ? middle(y) : tail(y);
  }

  private static double middle(double y) {
    double p = Math.fma(2.1531153547440383e-8, y, 0.5641884969886701);
    p = Math.fma(p, y, 8.883149794388377);
    p = Math.fma(p, y, 66.11919063714163);
    p = Math.fma(p, y, 298.6351381974001);
    p = Math.fma(p, y, 881.952221241769);
    p = Math.fma(p, y, 1712.0476126340707);
    p = Math.fma(p, y, 2051.0783778260716);
    p = Math.fma(p, y, 1230.3393547979972);
    double q = y + 15.744926110709835;
    q = Math.fma(q, y, 117.6939508913125);
    q = Math.fma(q, y, 537.1811018620099);
    q = Math.fma(q, y, 1621.3895745666903);
    q = Math.fma(q, y, 3290.7992357334597);
    q = Math.fma(q, y, 4362.619090143247);
    q = Math.fma(q, y, 3439.3676741437216);
    q = Math.fma(q, y, 1230.3393548037495);
    return p / q;
  }

  private static double tail(double y) {
    if (y > 1e8) {
      return INV_SQRT_PI / y;
    }
    double z = 1 / (y * y);
    double p = Math.fma(0.016315387137302097, z, 0.30532663496123236);
    p = Math.fma(p, z, 0.36034489994980445);
    p = Math.fma(p, z, 0.12578172611122926);
    p = Math.fma(p, z, 0.016083785148742275);
    p = Math.fma(p, z, 0.0006587491615298378);
    double q = z + 2.568520192289822;
    q = Math.fma(q, z, 1.8729528499234673);
    q = Math.fma(q, z, 0.5279051029514285);
    q = Math.fma(q, z, 0.06051834131244132);
    q = Math.fma(q, z, 0.0023352049762686918);
    return (INV_SQRT_PI - z * p / q) / y;
  }
}
