package io.calibrant.core.black;

import io.calibrant.core.market.OptionType;

/// The implied vol of one option, by the arithmetic of the batch passes: normalise, guess, one step
/// of high order; where that leaves it open a better guess and several steps; bad input, the ends
/// of the domain and what does not converge by [ImpliedVol].
final class PassVol {
  /// Between 1e-150 and 1e150 nothing overflows. Positive doubles are ordered as their bits are,
  /// and what is no number lies above +∞.
  private static final long LEAST_BITS = 0x20ca2fe76a3f9475L;

  private static final long MOST_BITS = 0x5f138d352e5096afL;

  /// The bits of the ends of what one step may finish: 1e300 years, c a little above ½ so that ½ is
  /// in, and a size of 1.
  private static final long LONGEST_BITS = 0x7e37e43c8800759cL;

  private static final long UP_TO_BITS = 0x3fe0000035afe535L;
  private static final long ONE_BITS = 0x3ff0000000000000L;

  private static final int ROUNDS = 6;

  /// The size of the last of several steps: guesses are poorer there, so that a last term that is
  /// small by chance needs a margin.
  private static final double SHORT = 0.3;

  /// Beyond this ν the series is not used.
  private static final double FAR = 0.1;

  private final InverseStep step = new InverseStep();

  // Of the option in hand.
  private double c;
  private double h;
  private double unit;
  private double supremum;
  private boolean plain;

  /// The vol, NaN where the status is not OK.
  ///
  /// @param before the vol to start from; with `warm` false it is not looked at
  double of(
      double sign,
      double forward,
      double strike,
      double expiry,
      double price,
      double before,
      boolean warm,
      byte[] statuses,
      int at) {
    normalise(sign, forward, strike, price);
    double v = warm ? Math.sqrt(expiry) * before : PassSeed.near(h, c);
    step.take(h, v, c);
    statuses[at] = 0;
    if (plain && isDone(v, expiry)) {
      return v / Math.sqrt(step.ratio * expiry);
    }
    if (plain && expiry > 0 && expiry < Double.POSITIVE_INFINITY) {
      double found = c <= 0.5 ? again(c, 1) : again((supremum - price) / unit, -1);
      if (found > 0) {
        return found / Math.sqrt(expiry);
      }
    }
    OptionType type = sign > 0 ? OptionType.CALL : OptionType.PUT;
    VolStatus status = ImpliedVol.status(type, forward, strike, expiry, price);
    statuses[at] = status.code();
    return status == VolStatus.OK
        ? ImpliedVol.impliedVol(type, forward, strike, expiry, price)
        : Double.NaN;
  }

  /// h = |ln(K/F)| and the time value c in units of min(F, K); in-the-money prices are projected by
  /// parity with both rounding errors (two-sum).
  private void normalise(double sign, double forward, double strike, double price) {
    boolean put = isMinus(sign);
    boolean down = isMinus(strike - forward);
    supremum = put ? strike : forward;
    double other = put ? forward : strike;
    unit = down ? strike : forward;
    double large = down ? forward : strike;
    double inverse = 1 / unit;
    double sum = price - supremum;
    double part = sum - price;
    double error = price - (sum - part) - (supremum + part);
    double total = sum + other;
    part = total - sum;
    error = error + (sum - (total - part) + (other - part));
    c = (down != put ? total + error : price) * inverse;
    h = PassLog.of(large * inverse, (large - unit) * inverse);
    long f = Double.doubleToRawLongBits(forward);
    long k = Double.doubleToRawLongBits(strike);
    long share = Double.doubleToRawLongBits(c);
    long paid = Double.doubleToRawLongBits(price);
    long small = (f - LEAST_BITS) | (k - LEAST_BITS) | (share - LEAST_BITS);
    long great = (~f + MOST_BITS) | (~k + MOST_BITS);
    great |= Double.doubleToRawLongBits(supremum) - paid - 1;
    plain = (f | k | share | paid | small | great) >= 0;
  }

  private boolean isDone(double v, double expiry) {
    long years = Double.doubleToRawLongBits(expiry);
    long share = Double.doubleToRawLongBits(c);
    long last = Double.doubleToRawLongBits(Math.abs(step.size));
    // The bracket needs (h/v − v/2)/√2 ≥ −½.
    double room = h - (v * 0.5 - 0.7) * v;
    long open = years | (years - 1) | (~years + LONGEST_BITS);
    open |= (~share + UP_TO_BITS) | (~last + ONE_BITS) | Double.doubleToRawLongBits(room);
    return open >= 0;
  }

  /// v from nothing by several steps; NaN if they do not converge.
  private double again(double target, double side) {
    double v = PassSeed.wide(h, target, side);
    for (int round = 0; round < ROUNDS; round++) {
      step.take(h, v, target, side);
      double nu = step.nu;
      // Where the series may not converge its first term, bounded.
      double ratio = Math.abs(nu) < FAR ? step.ratio : 1 - 2 * Math.max(-1.5, Math.min(0.35, nu));
      v /= Math.sqrt(ratio);
      if (step.size < SHORT) {
        return side < 0 || h >= v * (0.5 * v - 0.7) ? v : Double.NaN;
      }
    }
    return Double.NaN;
  }

  static boolean isMinus(double x) {
    return Double.doubleToRawLongBits(x) < 0;
  }
}
