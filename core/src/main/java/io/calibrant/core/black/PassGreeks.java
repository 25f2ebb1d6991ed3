package io.calibrant.core.black;

/// Value and first Greeks of one option, by the arithmetic of the batch passes.
///
/// With ρ = K/F, h = |ln ρ|, d = h/v − v/2, D = d + v and g = exp(−d²/2):
///
/// ```
/// c    = ½gE or 1 − ½gE⁺                                  in units of min(F, K)
/// tail = N(−d) where K ≥ F (the call's delta), N(−D) = ½gρ·Y(D/√2) where K < F (the put's)
/// n(d₁) = g/√(2π), or gρ/√(2π) where K < F
/// γ = n/(Fv),  vega = F·n·√T,  θ = −½F·n·σ²/v
/// ```
///
/// Nothing cancels on the out-of-the-money side; the other side follows by parity. Far wings, the
/// ends of the domain and bad input take [ScalarBlack#greeks].
final class PassGreeks {
  private static final double ROUND = 0x1.8p52;
  private static final double LOG2_E = 1.4426950408889634;
  private static final double MINUS_LN_2 = -0.6931471805599453;
  private static final double MINUS_LN_2_REST = -2.3190468138462996e-17;
  private static final double SQRT_TWO_OVER_PI = 0.7978845608028654;
  private static final long LEAST_BITS = 0x20ca2fe76a3f9475L;
  private static final long MOST_BITS = 0x5f138d352e5096afL;

  /// The bits of 37.3: beyond this d, exp(−d²/2) is subnormal.
  private static final long DEEPEST_BITS = 0x4042a66666666666L;

  private final ErfcxPair pair = new ErfcxPair();

  /// Writes value, delta, gamma, vega and theta at the indices of [Greeks].
  void of(double sign, double forward, double strike, double expiry, double vol, double[] row) {
    double inverse = 1 / forward;
    double root = Math.sqrt(expiry);
    double v = root * vol;
    double h = Math.abs(PassLog.of(strike * inverse, (strike - forward) * inverse));
    double x = h / v;
    double d = x - v * 0.5;
    if (!isCovered(forward, strike, v, d)) {
      ScalarBlack.greeks(sign, forward, strike, expiry, vol, row);
      return;
    }
    double side = PassVol.isMinus(d + 0.7) ? -1 : 1;
    pair.around(d, x + v * 0.5, side);
    double g = density(d);
    double e = side < 0 ? pair.high() : pair.low(v);
    level(sign, forward, strike, 0.5 * g, side, e, row);
    inverse = 1 / (forward * v);
    // F·n(d₁) is F·n or K·n, whichever is less.
    double density = 0.5 * g * Math.min(forward, strike) * SQRT_TWO_OVER_PI;
    double slope = density * inverse;
    row[Greeks.GAMMA] = slope * inverse * v;
    row[Greeks.VEGA] = density * root;
    row[Greeks.THETA] = slope * vol * vol * forward * -0.5;
  }

  private static boolean isCovered(double forward, double strike, double v, double d) {
    long f = Double.doubleToRawLongBits(forward);
    long k = Double.doubleToRawLongBits(strike);
    long width = Double.doubleToRawLongBits(v);
    long far = Double.doubleToRawLongBits(Math.abs(d));
    long small = (f - LEAST_BITS) | (k - LEAST_BITS) | (width - LEAST_BITS);
    long large = (~f + MOST_BITS) | (~k + MOST_BITS) | (~far + DEEPEST_BITS);
    return (f | k | width | small | large) >= 0;
  }

  /// exp(−d²/2), the rounding of d² carried along.
  private static double density(double d) {
    double square = d * d;
    double rest = Math.fma(d, d, -square) * -0.5;
    double y = square * -0.5;
    double shifted = y * LOG2_E + ROUND;
    double k = shifted - ROUND;
    double r = Math.fma(k, MINUS_LN_2, y);
    r = Math.fma(k, MINUS_LN_2_REST, r);
    double r2 = r * r;
    double p = Math.fma(1.608662795678037e-10, r, 2.0918137737642736e-09);
    p = Math.fma(p, r2, Math.fma(2.505207109429355e-08, r, 2.75572632790885e-07));
    p = Math.fma(p, r2, Math.fma(2.755731924721873e-06, r, 2.4801587336442236e-05));
    p = Math.fma(p, r2, Math.fma(0.00019841269841263298, r, 0.0013888888888879073));
    p = Math.fma(p, r2, Math.fma(0.008333333333333333, r, 0.04166666666666668));
    p = Math.fma(p, r2, Math.fma(0.16666666666666666, r, 0.5));
    double exp = Math.fma(p, r2, r) + 1;
    long bits = Double.doubleToRawLongBits(exp) + (Double.doubleToRawLongBits(shifted) << 52);
    double scaled = Double.longBitsToDouble(bits);
    return Math.fma(scaled, rest, scaled);
  }

  /// Value and delta.
  ///
  /// @param half ½g
  private void level(
      double sign,
      double forward,
      double strike,
      double half,
      double side,
      double e,
      double[] row) {
    // 0 on the low side of the branch, 1 on the high side.
    double high = side * -0.5 + 0.5;
    double c = Math.fma(half, e, high);
    double gap = strike - forward;
    double distance = gap * sign;
    boolean down = PassVol.isMinus(gap);
    boolean inside = PassVol.isMinus(distance);
    double unit = Math.min(forward, strike);
    double supremum = inside ? Math.max(forward, strike) : unit;
    double intrinsic = inside ? -distance : 0;
    row[Greeks.VALUE] = Math.min(Math.fma(c, unit, intrinsic), supremum);
    double t = half * pair.near() * side;
    double u = half * pair.far() * strike / forward;
    double tail = down ? u : t + high;
    double rest = down ? 1 - u : 1 - high - t;
    row[Greeks.DELTA] = (inside ? rest : tail) * sign;
  }
}
