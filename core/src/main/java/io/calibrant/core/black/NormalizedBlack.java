package io.calibrant.core.black;

import io.calibrant.core.math.Elementary;
import io.calibrant.core.math.ErrorFunction;
import io.calibrant.core.math.Normal;

/// The out-of-the-money Black-76 value c(h, v) in units of min(F, K), as a function of h =
/// |ln(K/F)| ≥ 0 and the total standard deviation v = σ√T > 0.
///
/// ```
/// x = h/v;  d = x − v/2;  D = x + v/2;  Y(y) = erfcx(y)
/// c     = ½ exp(−d²/2) · E,    E  = Y(d/√2) − Y(D/√2)          (no small v, d not far below 0)
/// 1 − c = ½ exp(−d²/2) · E⁺,   E⁺ = Y(−d/√2) + Y(D/√2)         (d < 0: no cancellation)
/// ```
///
/// For small v the difference E cancels; there it is the odd part of Y's Taylor series about x/√2
/// with half-width v/(2√2), whose derivatives follow from Yⁿ⁺¹ = 2yYⁿ + 2nYⁿ⁻¹, Y′ = 2yY − 2/√π.
/// The rounding error that is left in E is no larger than an error of an ulp in v would make.
final class NormalizedBlack {
  static final double SQRT_HALF = 0.7071067811865476;
  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;

  /// Largest v and h of the Taylor series.
  private static final double SERIES_V = 0.8;

  private static final double SERIES_H = 1.0;

  /// 1/2, 1/3, …, 1/19: the terms are of size (s²)ʲ/Γ(j + 3/2), with s = v/(2√2) < 0.283.
  private static final double[] RECIPROCALS = reciprocals();

  /// Beyond this d, c is below the least double.
  private static final double DEEPEST = 39;

  private NormalizedBlack() {}

  /// h = |ln(K/F)|, relatively accurate where K and F are close.
  static double absLogMoneyness(double forward, double strike) {
    double low = Math.min(forward, strike);
    double high = Math.max(forward, strike);
    if (high <= 2 * low) {
      // high − low is exact (Sterbenz).
      return Elementary.log1p((high - low) / low);
    }
    double ratio = high / low;
    return ratio < Double.POSITIVE_INFINITY
        ? Elementary.log(ratio)
        : Elementary.log(high) - Elementary.log(low);
  }

  /// c(h, v); 0 at v = 0 and 1 at v = ∞. NaN gives NaN.
  static double value(double h, double v) {
    if (v == 0) {
      return 0;
    }
    double d = h / v - 0.5 * v;
    if (d > DEEPEST) {
      return 0;
    }
    if (d < -DEEPEST) {
      return 1;
    }
    if (d < -1) {
      return 1 - 0.5 * Normal.expMinusHalfSquare(d) * complementBracket(h, v);
    }
    return 0.5 * Normal.expMinusHalfSquare(d) * bracket(h, v);
  }

  /// E(h, v) = 2c·exp(d²/2).
  static double bracket(double h, double v) {
    double x = h / v;
    if (v < SERIES_V && h < SERIES_H) {
      return series(x * SQRT_HALF, 0.5 * v * SQRT_HALF);
    }
    return ErrorFunction.erfcx((x - 0.5 * v) * SQRT_HALF)
        - ErrorFunction.erfcx((x + 0.5 * v) * SQRT_HALF);
  }

  /// E⁺(h, v) = 2(1 − c)·exp(d²/2).
  static double complementBracket(double h, double v) {
    double x = h / v;
    return ErrorFunction.erfcx((0.5 * v - x) * SQRT_HALF)
        + ErrorFunction.erfcx((x + 0.5 * v) * SQRT_HALF);
  }

  /// Y(y − s) − Y(y + s) by the odd terms of the Taylor series.
  private static double series(double y, double s) {
    // even and odd hold Yⁿ sⁿ/n!; in these units Yⁿ⁺¹ → (2ys·Yⁿ + 2s²·Yⁿ⁻¹)/(n + 1).
    double even = ErrorFunction.erfcx(y);
    double odd = s * derivative(y, even);
    double sum = odd;
    double ys = 2 * y * s;
    double ss = 2 * s * s;
    int terms = terms(ss);
    for (int n = 0; n < terms; n++) {
      even = Math.fma(ys, odd, ss * even) * RECIPROCALS[2 * n];
      odd = Math.fma(ys, even, ss * odd) * RECIPROCALS[2 * n + 1];
      sum += odd;
    }
    return -2 * sum;
  }

  /// The number of terms beyond the first; the first one left out is below 5e-17 of the sum.
  private static int terms(double ss) {
    return ss < 2e-5 ? 2 : ss < 4e-4 ? 3 : ss < 2e-3 ? 4 : ss < 7e-3 ? 5 : ss < 0.02 ? 6 : 9;
  }

  /// Y′(y) = 2yY(y) − 2/√π, by its asymptotic series where the difference cancels.
  private static double derivative(double y, double erfcx) {
    if (y < 20) {
      return 2 * y * erfcx - TWO_OVER_SQRT_PI;
    }
    // −(2/√π) z (1 − 3z(1 − 5z(…))), z = 1/(2y²); the term left out is < 3e-16 of the sum.
    double z = 0.5 / (y * y);
    double tail = 1 - z * 15;
    tail = 1 - z * 13 * tail;
    tail = 1 - z * 11 * tail;
    tail = 1 - z * 9 * tail;
    tail = 1 - z * 7 * tail;
    tail = 1 - z * 5 * tail;
    tail = 1 - z * 3 * tail;
    return -TWO_OVER_SQRT_PI * z * tail;
  }

  private static double[] reciprocals() {
    double[] r = new double[18];
    for (int i = 0; i < r.length; i++) {
      r[i] = 1.0 / (i + 2);
    }
    return r;
  }
}
