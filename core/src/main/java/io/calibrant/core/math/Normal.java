package io.calibrant.core.math;

/// The standard normal distribution: density, distribution function with both tails relatively
/// accurate, and its inverse.
public final class Normal {
  /// √(2π).
  public static final double SQRT_TWO_PI = 2.5066282746310007;

  private static final double INV_SQRT_TWO = 0.7071067811865476;

  private Normal() {}

  /// n(x) = exp(−x²/2)/√(2π), relatively accurate in the tails. NaN gives NaN.
  public static double density(double x) {
    return expMinusHalfSquare(x) / SQRT_TWO_PI;
  }

  /// N(x) = P(X ≤ x), relatively accurate for x → −∞ (1 − N(x) is [#survival]). NaN gives NaN.
  public static double cdf(double x) {
    if (x > 0) {
      return 1 - lowerTail(-x);
    }
    return lowerTail(x);
  }

  /// N(−x) = P(X > x), relatively accurate for x → +∞. NaN gives NaN.
  public static double survival(double x) {
    return cdf(-x);
  }

  /// M(x) = N(−x)/n(x), Mills' ratio; +∞ for x below about −37.6. NaN gives NaN.
  public static double millsRatio(double x) {
    return SQRT_TWO_PI / 2 * ErrorFunction.erfcx(x * INV_SQRT_TWO);
  }

  /// N⁻¹(p), the x with N(x) = p: −∞ at 0, +∞ at 1, NaN outside [0, 1].
  ///
  /// M. J. Wichura, algorithm AS 241 (PPND16), Applied Statistics 37 (1988) 477–484, then one
  /// Halley step on ln N so that the lower tail is relatively accurate down to the least double.
  public static double inverseCdf(double p) {
    if (!(p > 0 && p < 1)) {
      return p == 0 ? Double.NEGATIVE_INFINITY : p == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    if (p > 0.5) {
      // 1 − p is exact here.
      return -inverseLowerTail(1 - p);
    }
    return inverseLowerTail(p);
  }

  /// exp(−x²/2) with the rounding error of x² carried along.
  public static double expMinusHalfSquare(double x) {
    double square = x * x;
    if (!(square < 1e4)) {
      return Double.isNaN(x) ? Double.NaN : 0;
    }
    double rest = Math.fma(x, x, -square);
    double exp = Elementary.exp(-0.5 * square);
    return exp - exp * (0.5 * rest);
  }

  private static double lowerTail(double x) {
    return 0.5 * expMinusHalfSquare(x) * ErrorFunction.erfcx(-x * INV_SQRT_TWO);
  }

  private static double inverseLowerTail(double p) {
    double x = wichura(p);
    if (p >= 0.075) {
      // Relatively accurate as it is; a step would bring in the rounding of N(x) − p.
      return x;
    }
    double cdf = lowerTail(x);
    double density = expMinusHalfSquare(x) / SQRT_TWO_PI;
    if (!(density > Double.MIN_NORMAL)) {
      return x;
    }
    double newton = (cdf - p) / density;
    return x - newton / (1 + 0.5 * x * newton);
  }

  /// AS 241 for 0 < p ≤ ½.
  private static double wichura(double p) {
    double q = p - 0.5;
    if (q >= -0.425) {
      return q * central(0.180625 - q * q);
    }
    double r = Math.sqrt(-Elementary.log(p));
    return r <= 5 ? -near(r - 1.6) : -far(r - 5);
  }

  private static double central(double r) {
    double a = 2509.0809287301227 * r + 33430.57558358813;
    a = a * r + 67265.7709270087;
    a = a * r + 45921.95393154987;
    a = a * r + 13731.69376550946;
    a = a * r + 1971.5909503065513;
    a = a * r + 133.14166789178438;
    a = a * r + 3.3871328727963665;
    double b = 5226.495278852854 * r + 28729.085735721943;
    b = b * r + 39307.89580009271;
    b = b * r + 21213.794301586597;
    b = b * r + 5394.196021424751;
    b = b * r + 687.1870074920579;
    b = b * r + 42.31333070160091;
    return a / (b * r + 1);
  }

  private static double near(double r) {
    double c = 0.0007745450142783414 * r + 0.022723844989269184;
    c = c * r + 0.2417807251774506;
    c = c * r + 1.2704582524523684;
    c = c * r + 3.6478483247632045;
    c = c * r + 5.769497221460691;
    c = c * r + 4.630337846156546;
    c = c * r + 1.4234371107496835;
    double d = 1.0507500716444169e-9 * r + 0.0005475938084995345;
    d = d * r + 0.015198666563616457;
    d = d * r + 0.14810397642748008;
    d = d * r + 0.6897673349851;
    d = d * r + 1.6763848301838038;
    d = d * r + 2.053191626637759;
    return c / (d * r + 1);
  }

  private static double far(double r) {
    double e = 2.0103343992922881e-7 * r + 2.7115555687434876e-5;
    e = e * r + 0.0012426609473880784;
    e = e * r + 0.026532189526576124;
    e = e * r + 0.29656057182850487;
    e = e * r + 1.7848265399172913;
    e = e * r + 5.463784911164114;
    e = e * r + 6.657904643501103;
    double f = 2.0442631033899397e-15 * r + 1.421511758316446e-7;
    f = f * r + 1.8463183175100548e-5;
    f = f * r + 0.0007868691311456133;
    f = f * r + 0.014875361290850615;
    f = f * r + 0.1369298809227358;
    f = f * r + 0.599832206555888;
    return e / (f * r + 1);
  }
}
