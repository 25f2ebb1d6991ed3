package io.calibrant.core.black;

import io.calibrant.core.math.Elementary;
import io.calibrant.core.math.Normal;

/// The inverse of [NormalizedBlack] in v, by Householder's third-order iteration on ln c, or on
/// ln(1 − c) above ½.
///
/// With q = f′ = ±√(2/π)/E, A = h²/v³ − v/4 = c″/c′ and B = A² − 3h²/v⁴ − ¼ = c‴/c′ one step is v
/// += ν(1 + ν(A − q)/2)/(1 + ν(A − q) + ν²(B − 3qA + 2q²)/6), ν = −f/q; here in units of v. The
/// order is four, so the step that is shorter than [#LAST_STEP] leaves an error below an ulp. A
/// bracket guards the iteration; the number of steps is bounded.
final class NormalizedVol {
  private static final double SQRT_TWO_OVER_PI = 0.7978845608028654;

  /// Size of the step, of v where v < 1, of d where v is large, after which nothing is left to
  /// gain: its fourth power is < 3e-17.
  private static final double LAST_STEP = 7e-5;

  /// Two to four steps are usual; this bound is for bisection.
  private static final int MAX_STEPS = 100;

  /// Below this, c is subnormal or E/(2c) might overflow, and logarithms are used throughout.
  private static final double TINY = 1e-307;

  /// At the money and below this, c = erf(v/√8) = v/√(2π) to the last bit.
  private static final double LINEAR = 1e-9;

  private NormalizedVol() {}

  /// The v with c(h, v) = c.
  ///
  /// @param h |ln(K/F)| ≥ 0
  /// @param c out-of-the-money value in units of min(F, K), in [0, 1); may have underflown
  /// @param logC ln c
  /// @param q 1 − c, relatively accurate
  static double of(double h, double c, double logC, double q) {
    if (h == 0 && c < LINEAR) {
      return c * Normal.SQRT_TWO_PI;
    }
    return c <= 0.5 ? low(h, c, logC) : high(h, q);
  }

  private static double low(double h, double c, double logC) {
    double v = Math.max(VolSeed.low(h, c, logC), Double.MIN_NORMAL);
    double lo = 0;
    double hi = Double.POSITIVE_INFINITY;
    for (int i = 0; i < MAX_STEPS; i++) {
      double x = h / v;
      double d = x - 0.5 * v;
      double bracket = NormalizedBlack.bracket(h, v);
      double log =
          c > TINY ? Elementary.log(bracket / (2 * c)) : Elementary.log(0.5 * bracket) - logC;
      double f = Math.fma(-0.5 * d, d, log) - d * rest(h, v, x, d);
      if (f > 0) {
        hi = v;
      } else {
        lo = v;
      }
      double step = step(f, v * SQRT_TWO_OVER_PI / bracket, x, v);
      double next = guard(v * (1 + step), v, lo, hi);
      if (Math.abs(step) * (1 + v) < LAST_STEP || next == v) {
        return next;
      }
      v = next;
    }
    return v;
  }

  private static double high(double h, double q) {
    double v = VolSeed.high(h, q);
    double lo = 0;
    double hi = Double.POSITIVE_INFINITY;
    for (int i = 0; i < MAX_STEPS; i++) {
      double x = h / v;
      double d = x - 0.5 * v;
      double bracket = NormalizedBlack.complementBracket(h, v);
      double f = Math.fma(-0.5 * d, d, Elementary.log(bracket / (2 * q))) - d * rest(h, v, x, d);
      if (f < 0) {
        hi = v;
      } else {
        lo = v;
      }
      double step = step(f, -v * SQRT_TWO_OVER_PI / bracket, x, v);
      double next = guard(v * (1 + step), v, lo, hi);
      if (Math.abs(step) * (1 + v) < LAST_STEP || next == v) {
        return next;
      }
      v = next;
    }
    return v;
  }

  /// What rounding has taken off d = h/v − v/2: far from the money a relative error of d is one of
  /// v.
  private static double rest(double h, double v, double x, double d) {
    double half = 0.5 * v;
    double part = x - d;
    return Math.fma(-x, v, h) / v + ((x - (d + part)) + (part - half));
  }

  /// The relative step Δv/v, NaN where it does not tell the distance of the root; `q`, and A and B
  /// within, are multiplied by v, v and v².
  private static double step(double f, double q, double x, double v) {
    double nu = -f / q;
    double quarter = 0.25 * v * v;
    double a = x * x - quarter;
    double b = a * a - 3 * x * x - quarter;
    double second = a - q;
    double third = b - 3 * q * a + 2 * q * q;
    double step = nu * (1 + 0.5 * nu * second) / (1 + nu * second + nu * nu * third / 6);
    // Far from the root the quotient tends to 3·second/third, which may be small by chance.
    return Math.abs(step) < LAST_STEP && !(Math.abs(nu) < 2 * LAST_STEP) ? Double.NaN : step;
  }

  /// `next` if it lies between `lo` and `hi`, else a point that halves or widens the bracket.
  private static double guard(double next, double v, double lo, double hi) {
    if (next > lo && next < hi && next < 16 * v && 16 * next > v) {
      return next;
    }
    if (next == lo || next == hi) {
      return next;
    }
    if (lo == 0) {
      return 0.5 * v;
    }
    return hi == Double.POSITIVE_INFINITY ? 2 * v : Math.sqrt(lo) * Math.sqrt(hi);
  }
}
