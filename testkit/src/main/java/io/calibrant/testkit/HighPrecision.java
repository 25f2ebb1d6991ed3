package io.calibrant.testkit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Elementary and normal functions in decimal arithmetic, the reference beside the library's own.
///
/// Results have about 60 significant digits (relative; the working precision is 75). Simple
/// textbook series, slow on purpose; nothing here calls the library.
public final class HighPrecision {
  /// The precision of results.
  public static final MathContext PRECISION = new MathContext(60, RoundingMode.HALF_EVEN);

  private static final MathContext WORK = new MathContext(75, RoundingMode.HALF_EVEN);
  private static final BigDecimal TINY = new BigDecimal("1e-75");
  private static final BigDecimal TWO = BigDecimal.TWO;

  /// Beyond this, erfc comes from its continued fraction; before, from the series of erf.
  private static final BigDecimal FRACTION_FROM = BigDecimal.valueOf(4);

  /// π by Machin's formula 16 arctan(1/5) − 4 arctan(1/239).
  public static final BigDecimal PI = machin();

  /// ln 2 = 2 artanh(1/3).
  private static final BigDecimal LN_2 =
      artanh(BigDecimal.ONE.divide(new BigDecimal(3), WORK)).multiply(TWO);

  private static final BigDecimal SQRT_2 = sqrt(TWO);
  private static final BigDecimal SQRT_PI = sqrt(PI);

  private HighPrecision() {}

  /// √x.
  public static BigDecimal sqrt(BigDecimal x) {
    return x.sqrt(WORK);
  }

  /// eˣ: x halved until below 2⁻⁸, Taylor's series, then squared as often.
  public static BigDecimal exp(BigDecimal x) {
    int halvings = 0;
    double size = Math.abs(x.doubleValue());
    while (size > 1.0 / 256) {
      size /= 2;
      halvings++;
    }
    BigDecimal r = x.divide(TWO.pow(halvings), WORK);
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int n = 1; term.abs().compareTo(TINY) > 0; n++) {
      term = term.multiply(r, WORK).divide(BigDecimal.valueOf(n), WORK);
      sum = sum.add(term, WORK);
    }
    for (int i = 0; i < halvings; i++) {
      sum = sum.multiply(sum, WORK);
    }
    return sum;
  }

  /// ln x for x > 0: x = m·2ᵉ with m near 1, ln m = 2 artanh((m − 1)/(m + 1)).
  public static BigDecimal ln(BigDecimal x) {
    if (x.signum() <= 0) {
      throw new IllegalArgumentException("ln of " + x + ": needs x > 0");
    }
    int exponent = (int) Math.round((x.precision() - x.scale()) * 3.3219280948873626);
    BigDecimal m = x.divide(pow2(exponent), WORK);
    while (m.compareTo(new BigDecimal("0.7")) < 0) {
      m = m.multiply(TWO);
      exponent--;
    }
    while (m.compareTo(new BigDecimal("1.4")) > 0) {
      m = m.divide(TWO, WORK);
      exponent++;
    }
    BigDecimal z = m.subtract(BigDecimal.ONE).divide(m.add(BigDecimal.ONE), WORK);
    return artanh(z).multiply(TWO).add(LN_2.multiply(BigDecimal.valueOf(exponent)), WORK);
  }

  /// erf x = 2/√π e^(−x²) Σ 2ⁿ x²ⁿ⁺¹/(2n+1)!!, all terms of one sign.
  public static BigDecimal erf(BigDecimal x) {
    if (x.abs().compareTo(FRACTION_FROM) > 0) {
      BigDecimal one = BigDecimal.ONE;
      return x.signum() > 0 ? one.subtract(erfc(x), WORK) : erfc(x.negate()).subtract(one, WORK);
    }
    BigDecimal square = x.multiply(x, WORK);
    BigDecimal term = x;
    BigDecimal sum = x;
    BigDecimal limit = x.abs().multiply(TINY);
    for (int n = 1; term.abs().compareTo(limit) > 0; n++) {
      term = term.multiply(square, WORK).multiply(TWO).divide(BigDecimal.valueOf(2L * n + 1), WORK);
      sum = sum.add(term, WORK);
    }
    return sum.multiply(TWO).multiply(exp(square.negate()), WORK).divide(SQRT_PI, WORK);
  }

  /// erfc x = 1 − erf x; beyond 4 by Laplace's continued fraction, so relatively accurate.
  public static BigDecimal erfc(BigDecimal x) {
    if (x.compareTo(FRACTION_FROM) <= 0) {
      return BigDecimal.ONE.subtract(erf(x), WORK);
    }
    // erfc x = e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x + …)))), from the inside out.
    BigDecimal tail = x;
    for (int n = fractionTerms(x.doubleValue()); n >= 1; n--) {
      BigDecimal half = BigDecimal.valueOf(n).divide(TWO);
      tail = x.add(half.divide(tail, WORK), WORK);
    }
    return exp(x.multiply(x, WORK).negate()).divide(SQRT_PI.multiply(tail, WORK), WORK);
  }

  /// N(x).
  public static BigDecimal normalCdf(BigDecimal x) {
    return erfc(x.negate().divide(SQRT_2, WORK)).divide(TWO, WORK);
  }

  /// n(x).
  public static BigDecimal normalDensity(BigDecimal x) {
    BigDecimal exponent = x.multiply(x, WORK).divide(TWO, WORK).negate();
    return exp(exponent).divide(SQRT_PI.multiply(SQRT_2), WORK);
  }

  /// Far more than the 75 digits need; the fraction converges like e^(−2x√(2n)).
  private static int fractionTerms(double x) {
    double root = 90 / x;
    return (int) (root * root) + 150;
  }

  private static BigDecimal pow2(int exponent) {
    BigDecimal power = TWO.pow(Math.abs(exponent));
    return exponent >= 0 ? power : BigDecimal.ONE.divide(power, WORK);
  }

  private static BigDecimal artanh(BigDecimal z) {
    BigDecimal square = z.multiply(z, WORK);
    BigDecimal power = z;
    BigDecimal sum = z;
    BigDecimal limit = z.abs().multiply(TINY);
    for (int n = 3; power.abs().compareTo(limit) > 0; n += 2) {
      power = power.multiply(square, WORK);
      sum = sum.add(power.divide(BigDecimal.valueOf(n), WORK), WORK);
    }
    return sum;
  }

  private static BigDecimal machin() {
    return arctanInverse(5)
        .multiply(BigDecimal.valueOf(16))
        .subtract(arctanInverse(239).multiply(BigDecimal.valueOf(4)), WORK);
  }

  private static BigDecimal arctanInverse(int n) {
    BigDecimal square = BigDecimal.valueOf((long) n * n).negate();
    BigDecimal power = BigDecimal.ONE.divide(BigDecimal.valueOf(n), WORK);
    BigDecimal sum = power;
    for (int k = 3; power.abs().compareTo(TINY) > 0; k += 2) {
      power = power.divide(square, WORK);
      sum = sum.add(power.divide(BigDecimal.valueOf(k), WORK), WORK);
    }
    return sum;
  }
}
