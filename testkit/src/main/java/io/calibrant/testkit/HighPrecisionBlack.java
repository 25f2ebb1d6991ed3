package io.calibrant.testkit;

import static io.calibrant.testkit.HighPrecision.erf;
import static io.calibrant.testkit.HighPrecision.exp;
import static io.calibrant.testkit.HighPrecision.ln;
import static io.calibrant.testkit.HighPrecision.normalCdf;
import static io.calibrant.testkit.HighPrecision.normalDensity;
import static io.calibrant.testkit.HighPrecision.sqrt;

import io.calibrant.core.market.OptionType;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/// Black-76 in decimal arithmetic: value, derivatives by differences, and implied vol.
///
/// Doubles are taken as the exact binary numbers they are.
public final class HighPrecisionBlack {
  private static final MathContext WORK = new MathContext(75);
  private static final BigDecimal TWO = BigDecimal.TWO;

  /// Relative step of the differences: truncation 1e-24, rounding below 1e-20 up to third order.
  private static final BigDecimal STEP = new BigDecimal("1e-12");

  /// Newton's error is squared in every step, so the step below this one leaves about 1e-25.
  private static final BigDecimal CONVERGED = new BigDecimal("1e-14");

  private static final int MAX_STEPS = 400;

  /// Weights of central differences of order 0 to 3 at −2 … 2.
  private static final double[][] STENCILS = {
    {0, 0, 1, 0, 0}, {0, -0.5, 0, 0.5, 0}, {0, 1, -2, 1, 0}, {-0.5, 1, 0, -1, 0.5}
  };

  private HighPrecisionBlack() {}

  /// The undiscounted value, by the textbook formula.
  public static BigDecimal value(
      OptionType type, BigDecimal forward, BigDecimal strike, BigDecimal vol, BigDecimal expiry) {
    BigDecimal sign = BigDecimal.valueOf(type.sign());
    BigDecimal v = vol.multiply(sqrt(expiry), WORK);
    BigDecimal half = v.divide(TWO, WORK);
    BigDecimal x = ln(forward.divide(strike, WORK)).divide(v, WORK);
    BigDecimal d1 = x.add(half, WORK).multiply(sign);
    BigDecimal d2 = x.subtract(half, WORK).multiply(sign);
    BigDecimal gain = forward.multiply(normalCdf(d1), WORK);
    return gain.subtract(strike.multiply(normalCdf(d2), WORK), WORK).multiply(sign);
  }

  /// ∂ᵃ⁺ᵇ⁺ᶜ/∂Fᵃ∂σᵇ∂Tᶜ of the undiscounted value, or with `coin` of value/F, by central differences.
  public static BigDecimal derivative(
      OptionType type,
      double forward,
      double strike,
      double vol,
      double expiry,
      boolean coin,
      int a,
      int b,
      int c) {
    BigDecimal[] at = {new BigDecimal(forward), new BigDecimal(vol), new BigDecimal(expiry)};
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = -2; i <= 2; i++) {
      for (int j = -2; j <= 2; j++) {
        for (int k = -2; k <= 2; k++) {
          double weight = STENCILS[a][i + 2] * STENCILS[b][j + 2] * STENCILS[c][k + 2];
          if (weight != 0) {
            BigDecimal f = shifted(at[0], i);
            BigDecimal value =
                value(type, f, new BigDecimal(strike), shifted(at[1], j), shifted(at[2], k));
            value = coin ? value.divide(f, WORK) : value;
            sum = sum.add(value.multiply(new BigDecimal(weight)), WORK);
          }
        }
      }
    }
    BigDecimal steps =
        at[0]
            .multiply(STEP)
            .pow(a, WORK)
            .multiply(at[1].multiply(STEP).pow(b, WORK), WORK)
            .multiply(at[2].multiply(STEP).pow(c, WORK), WORK);
    return sum.divide(steps, WORK);
  }

  /// The implied vol of a price strictly between its bounds, to about 25 digits.
  ///
  /// Newton's method on ln c, or on ln(1 − c) above ½, for v = σ√T, from v = √(2h) where c has its
  /// inflection; steps out of the bracket are replaced by bisection.
  public static BigDecimal impliedVol(
      OptionType type, double forward, double strike, double expiry, double price) {
    return impliedVol(type, forward, strike, expiry, price, Double.NaN);
  }

  /// The same from a first guess, which is faster and gives the same 25 digits.
  ///
  /// @param start the guess, or NaN for none
  public static BigDecimal impliedVol(
      OptionType type, double forward, double strike, double expiry, double price, double start) {
    BigDecimal f = new BigDecimal(forward);
    BigDecimal k = new BigDecimal(strike);
    BigDecimal intrinsic =
        f.subtract(k).multiply(BigDecimal.valueOf(type.sign())).max(BigDecimal.ZERO);
    BigDecimal timeValue = new BigDecimal(price).subtract(intrinsic);
    BigDecimal c = timeValue.divide(f.min(k), WORK);
    BigDecimal h = ln(f.max(k).divide(f.min(k), WORK));
    if (!(c.signum() > 0 && c.compareTo(BigDecimal.ONE) < 0)) {
      throw new IllegalArgumentException("price=" + price + ": outside its bounds, no vol exists");
    }
    BigDecimal root = sqrt(new BigDecimal(expiry));
    BigDecimal first =
        start > 0 ? new BigDecimal(start).multiply(root, WORK) : sqrt(h.multiply(TWO)).max(c);
    return totalStdDev(h, c, first).divide(root, HighPrecision.PRECISION);
  }

  private static BigDecimal totalStdDev(BigDecimal h, BigDecimal c, BigDecimal first) {
    boolean upper = c.compareTo(new BigDecimal("0.5")) > 0;
    BigDecimal target = ln(upper ? BigDecimal.ONE.subtract(c, WORK) : c);
    BigDecimal growth = exp(h);
    BigDecimal v = first;
    BigDecimal lo = BigDecimal.ZERO;
    @Nullable BigDecimal hi = null;
    for (int i = 0; i < MAX_STEPS; i++) {
      BigDecimal x = h.divide(v, WORK);
      BigDecimal half = v.divide(TWO, WORK);
      BigDecimal far = growth.multiply(normalCdf(x.add(half, WORK).negate()), WORK);
      BigDecimal value;
      if (upper) {
        value = normalCdf(x.subtract(half, WORK)).add(far, WORK);
      } else if (h.signum() == 0) {
        // At the money c = erf(v/√8), without the cancellation of the other form.
        value = erf(half.divide(sqrt(TWO), WORK));
      } else {
        value = normalCdf(half.subtract(x, WORK)).subtract(far, WORK);
      }
      BigDecimal slope = normalDensity(x.subtract(half, WORK)).divide(value, WORK);
      BigDecimal error = ln(value).subtract(target, WORK);
      boolean tooHigh = (error.signum() > 0) != upper;
      if (tooHigh) {
        hi = v;
      } else {
        lo = v;
      }
      BigDecimal step = error.divide(slope, WORK);
      BigDecimal next = upper ? v.add(step, WORK) : v.subtract(step, WORK);
      if (step.abs().compareTo(v.multiply(CONVERGED)) < 0) {
        return next;
      }
      boolean inside = next.compareTo(lo) > 0 && (hi == null || next.compareTo(hi) < 0);
      if (!inside) {
        next = hi == null ? v.multiply(TWO) : lo.add(hi).divide(TWO, WORK);
      }
      v = next;
    }
    throw new AssertionError("no convergence at h=" + h.doubleValue() + " c=" + c.doubleValue());
  }

  private static BigDecimal shifted(BigDecimal x, int steps) {
    return x.add(x.multiply(STEP).multiply(BigDecimal.valueOf(steps)));
  }
}
