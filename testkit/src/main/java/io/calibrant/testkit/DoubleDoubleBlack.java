package io.calibrant.testkit;

import io.calibrant.core.market.OptionType;

/// Black-76 implied vols in double-double arithmetic: some 20 digits, for sweeps over millions of
/// cases. [HighPrecisionBlack] is what it is tested with.
///
/// Newton's method on ln c (ln(1 − c) above ½) with c = ½ exp(−d²/2)·(erfcx(a) − erfcx(b)); doubles
/// are taken as the exact binary numbers they are.
public final class DoubleDoubleBlack {
  /// Newton squares the error: after a step this short 1e-20 is left, or what 31 digits allow.
  private static final double CONVERGED = 1e-11;

  private static final int MAX_STEPS = 60;

  private DoubleDoubleBlack() {}

  /// The vol behind a price strictly between its bounds, c > 1e-280.
  ///
  /// @param start a vol nearby
  public static DoubleDouble impliedVol(
      OptionType type, double forward, double strike, double expiry, double price, double start) {
    DoubleDouble supremum = DoubleDouble.of(type == OptionType.CALL ? forward : strike);
    DoubleDouble other = DoubleDouble.of(type == OptionType.CALL ? strike : forward);
    DoubleDouble unit = DoubleDouble.of(Math.min(forward, strike));
    DoubleDouble c = DoubleDouble.of(price);
    if (supremum.hi() > other.hi()) {
      c = c.minus(supremum).plus(other);
    }
    DoubleDouble rest = unit.minus(c).dividedBy(unit);
    c = c.dividedBy(unit);
    boolean upper = c.hi() > 0.5;
    DoubleDouble h = absLogMoneyness(forward, strike);
    DoubleDouble root = DoubleDouble.of(expiry).squareRoot();
    DoubleDouble v = root.times(start);
    DoubleDouble target = (upper ? rest : c).times(2);
    for (int i = 0; i < MAX_STEPS; i++) {
      DoubleDouble step = newton(h, v, target, upper);
      v = v.plus(step);
      if (Math.abs(step.hi()) < CONVERGED * v.hi()) {
        return v.dividedBy(root);
      }
    }
    throw new AssertionError(
        "no convergence at F=%s K=%s T=%s p=%s".formatted(forward, strike, expiry, price));
  }

  /// @param target 2c, or 2(1 − c) for `upper`
  private static DoubleDouble newton(
      DoubleDouble h, DoubleDouble v, DoubleDouble target, boolean upper) {
    DoubleDouble x = h.dividedBy(v);
    DoubleDouble half = v.times(0.5);
    DoubleDouble d = x.minus(half);
    DoubleDouble a = d.dividedBy(DoubleDouble.SQRT_2);
    DoubleDouble far = DoubleDouble.erfcx(x.plus(half).dividedBy(DoubleDouble.SQRT_2));
    DoubleDouble bracket =
        upper ? DoubleDouble.erfcx(a.negated()).plus(far) : DoubleDouble.erfcx(a).minus(far);
    DoubleDouble error = DoubleDouble.ln(target.dividedBy(bracket)).plus(d.times(d).times(0.5));
    DoubleDouble step = error.times(bracket).times(DoubleDouble.SQRT_HALF_PI);
    return upper ? step.negated() : step;
  }

  /// |ln(K/F)|, near the money by 2 artanh((K − F)/(K + F)).
  private static DoubleDouble absLogMoneyness(double forward, double strike) {
    DoubleDouble low = DoubleDouble.of(Math.min(forward, strike));
    DoubleDouble high = DoubleDouble.of(Math.max(forward, strike));
    DoubleDouble z = high.minus(low).dividedBy(high.plus(low));
    if (z.hi() > 0.01) {
      return DoubleDouble.ln(high.dividedBy(low));
    }
    DoubleDouble square = z.times(z);
    DoubleDouble power = z;
    DoubleDouble sum = z;
    for (int n = 3; Math.abs(power.hi()) > 1e-33 * z.hi(); n += 2) {
      power = power.times(square);
      sum = sum.plus(power.dividedBy(DoubleDouble.of(n)));
    }
    return sum.times(2);
  }
}
