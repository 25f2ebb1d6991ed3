package io.calibrant.sim.model;

/// The normal distribution and Black's formula in normalised form (prices over F, k = ln(K/F)).
public final class Gaussian {
  private static final double INVERSE_ROOT_2PI = 0.3989422804014327;

  private Gaussian() {}

  /// Density of N(0, 1).
  public static double density(double x) {
    return INVERSE_ROOT_2PI * StrictMath.exp(-x * x / 2);
  }

  /// N(x) to about 1e-15 relative, lower tail included.
  ///
  /// G. West, *Better approximations to cumulative normal functions*, Wilmott (2005), after J.
  /// Hart's algorithm 5666.
  public static double cdf(double x) {
    double z = Math.abs(x);
    if (!(z < 38)) {
      return x > 0 ? 1 : z >= 38 ? 0 : Double.NaN;
    }
    double e = StrictMath.exp(-z * z / 2);
    double tail;
    if (z < 7.07106781186547) {
      double n = 3.52624965998911e-02 * z + 0.700383064443688;
      n = n * z + 6.37396220353165;
      n = n * z + 33.912866078383;
      n = n * z + 112.079291497871;
      n = n * z + 221.213596169931;
      n = n * z + 220.206867912376;
      double d = 8.83883476483184e-02 * z + 1.75566716318264;
      d = d * z + 16.064177579207;
      d = d * z + 86.7807322029461;
      d = d * z + 296.564248779674;
      d = d * z + 637.333633378831;
      d = d * z + 793.826512519948;
      d = d * z + 440.413735824752;
      tail = e * n / d;
    } else {
      double f = z + 0.65;
      f = z + 4 / f;
      f = z + 3 / f;
      f = z + 2 / f;
      f = z + 1 / f;
      tail = e / f * INVERSE_ROOT_2PI;
    }
    return x > 0 ? 1 - tail : tail;
  }

  /// The undiscounted price over F of a call (`sign` +1) or put (−1); `stdDev` = σ√T.
  public static double black(double k, double stdDev, int sign) {
    double strike = StrictMath.exp(k);
    if (!(stdDev > 0)) {
      return Math.max(sign * (1 - strike), 0);
    }
    double d1 = -k / stdDev + stdDev / 2;
    return sign * (cdf(sign * d1) - strike * cdf(sign * (d1 - stdDev)));
  }

  /// The σ√T at which the out-of-the-money option at `k` costs `price` (over F); NaN when none
  /// does.
  public static double impliedStdDev(double k, double price, double start) {
    int sign = k >= 0 ? 1 : -1;
    double low = 0;
    double high = 8;
    double maximum = sign > 0 ? 1 : StrictMath.exp(k);
    if (!(price > 0) || !(price < maximum)) {
      return Double.NaN;
    }
    double target = StrictMath.log(price);
    double s = start;
    for (int i = 0; i < 60; i++) {
      double value = black(k, s, sign);
      if (value > price) {
        high = s;
      } else {
        low = s;
      }
      double vega = density(-k / s + s / 2);
      double next = s - value * (StrictMath.log(value) - target) / vega;
      if (Math.abs(next - s) <= 1e-13 * s) {
        return next;
      }
      s = next > low && next < high ? next : (low + high) / 2;
    }
    return s;
  }
}
