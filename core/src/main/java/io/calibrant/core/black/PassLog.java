package io.calibrant.core.black;

/// The logarithms of the batch passes: ln x = k ln 2 + 2 artanh s, s = f/(2 + f), x = 2ᵏ(1 + f), 1
/// + f in [√½, √2).
final class PassLog {
  /// Up to here ln(1 + f) needs no power of two taken out.
  private static final double NEAR = 0.29;

  private static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;
  private static final long ROUND_BITS = 0x4338000000000000L;
  private static final double ROUND = 0x1.8p52;
  private static final double A0 = 0.6666666666666666;
  private static final double A1 = 0.4000000000000088;
  private static final double A2 = 0.2857142857080323;
  private static final double A3 = 0.2222222239180047;
  private static final double A4 = 0.18181795630884753;
  private static final double A5 = 0.15386240205813478;
  private static final double A6 = 0.13268759668560612;
  private static final double A7 = 0.13086767009948175;
  private static final double LN_2 = 0.6931471805599453;
  private static final double LN_2_SHORT = 0x1.62e42fee00000p-1;
  private static final double LN_2_REST = 1.9082149292705877e-10;

  private PassLog() {}

  /// ln x for normal positive x.
  static double of(double x) {
    long bits = Double.doubleToRawLongBits(x);
    long exponent = (bits - SQRT_HALF_BITS) >> 52;
    return sum(Double.longBitsToDouble(bits - (exponent << 52)) - 1, whole(exponent));
  }

  /// ln x from `growth` = x − 1 where x is near one, so that the rounding of x does not matter.
  static double of(double x, double growth) {
    return Math.abs(growth) < NEAR ? sum(growth, 0) : of(x);
  }

  /// ln x to ten digits.
  static double rough(double x) {
    long bits = Double.doubleToRawLongBits(x);
    long exponent = (bits - SQRT_HALF_BITS) >> 52;
    double f = Double.longBitsToDouble(bits - (exponent << 52)) - 1;
    double s = f / (f + 2);
    double z = s * s;
    double series = Math.fma(Math.fma(Math.fma(A5, z, A4), z, A3), z, A2);
    series = Math.fma(Math.fma(series, z, A1), z, A0);
    return whole(exponent) * LN_2 + Math.fma(series, z, 2) * s;
  }

  private static double whole(long exponent) {
    return Double.longBitsToDouble(exponent + ROUND_BITS) - ROUND;
  }

  private static double sum(double f, double k) {
    double s = f / (f + 2);
    double z = s * s;
    double w = z * z;
    double even = Math.fma(Math.fma(Math.fma(A6, w, A4), w, A2), w, A0);
    double odd = Math.fma(Math.fma(Math.fma(A7, w, A5), w, A3), w, A1);
    double half = f * f * 0.5;
    double low = Math.fma(s, Math.fma(Math.fma(odd, z, even), z, half), k * LN_2_REST);
    return Math.fma(k, LN_2_SHORT, f - (half - low));
  }
}
