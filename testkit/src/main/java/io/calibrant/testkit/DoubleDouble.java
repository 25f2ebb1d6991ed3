package io.calibrant.testkit;

import java.math.BigDecimal;

/// A number as the unevaluated sum of two doubles: about 31 significant digits, a thousand times
/// faster than decimal arithmetic. The reference of sweeps over millions of cases.
///
/// Sums and products as in T. J. Dekker, Numerische Mathematik 18 (1971) 224, and Y. Hida, X. S. Li
/// and D. H. Bailey, *Library for double-double and quad-double arithmetic* (2007). Functions are
/// plain series and fractions; [HighPrecision] is what they are tested with. Within 1e-290 … 1e290;
/// beyond, the lower double loses its bits.
///
/// @param hi the sum rounded to a double
/// @param lo what is left, at most half an ulp of `hi`
public record DoubleDouble(double hi, double lo) {
  /// 0.
  public static final DoubleDouble ZERO = of(0);

  /// 1.
  public static final DoubleDouble ONE = of(1);

  // Constants from HighPrecision, which knows them to 60 digits.
  private static final DoubleDouble LN_2 = of(HighPrecision.ln(BigDecimal.TWO));

  private static final DoubleDouble SQRT_PI = of(HighPrecision.sqrt(HighPrecision.PI));

  /// √2.
  public static final DoubleDouble SQRT_2 = of(HighPrecision.sqrt(BigDecimal.TWO));

  /// √(π/2).
  public static final DoubleDouble SQRT_HALF_PI = SQRT_PI.dividedBy(SQRT_2);

  /// Below this erfcx comes from the series of erf, above from its continued fraction.
  private static final double FRACTION_FROM = 2.5;

  private static final double LEAST_TERM = 1e-34;

  /// x itself.
  public static DoubleDouble of(double x) {
    return new DoubleDouble(x, 0);
  }

  /// x rounded.
  public static DoubleDouble of(BigDecimal x) {
    double hi = x.doubleValue();
    return new DoubleDouble(hi, x.subtract(new BigDecimal(hi)).doubleValue());
  }

  /// The sum.
  public DoubleDouble plus(DoubleDouble y) {
    double s = hi + y.hi;
    double part = s - hi;
    double e = (hi - (s - part)) + (y.hi - part);
    double t = lo + y.lo;
    double q = t - lo;
    double f = (lo - (t - q)) + (y.lo - q);
    e += t;
    double sum = s + e;
    return normal(sum, (e - (sum - s)) + f);
  }

  /// The difference.
  public DoubleDouble minus(DoubleDouble y) {
    return plus(y.negated());
  }

  /// −x.
  public DoubleDouble negated() {
    return new DoubleDouble(-hi, -lo);
  }

  /// The product.
  public DoubleDouble times(DoubleDouble y) {
    double p = hi * y.hi;
    double e = Math.fma(hi, y.hi, -p);
    return normal(p, e + (hi * y.lo + lo * y.hi));
  }

  /// The product with a double.
  public DoubleDouble times(double y) {
    double p = hi * y;
    return normal(p, Math.fma(hi, y, -p) + lo * y);
  }

  /// The quotient.
  public DoubleDouble dividedBy(DoubleDouble y) {
    double q = hi / y.hi;
    DoubleDouble rest = minus(y.times(q));
    double q2 = rest.hi / y.hi;
    rest = rest.minus(y.times(q2));
    double q3 = rest.hi / y.hi;
    return normal(q, q2).plus(of(q3));
  }

  /// √x, x ≥ 0.
  public DoubleDouble squareRoot() {
    if (hi == 0) {
      return ZERO;
    }
    double root = Math.sqrt(hi);
    DoubleDouble first = of(root);
    return first.plus(minus(first.times(first)).dividedBy(first.times(2)));
  }

  /// eˣ: x = k ln 2 + r, Taylor's series for r/256, squared eight times.
  public static DoubleDouble exp(DoubleDouble x) {
    double k = Math.rint(x.hi / LN_2.hi);
    DoubleDouble r = x.minus(LN_2.times(k)).times(1.0 / 256);
    DoubleDouble term = r;
    DoubleDouble sum = r; // of eʳ − 1, so that squaring loses nothing
    for (int n = 2; Math.abs(term.hi) > LEAST_TERM * Math.abs(sum.hi); n++) {
      term = term.times(r).dividedBy(of(n));
      sum = sum.plus(term);
    }
    for (int i = 0; i < 8; i++) {
      sum = sum.times(2).plus(sum.times(sum));
    }
    DoubleDouble e = sum.plus(ONE);
    int power = (int) k;
    double scale = Math.scalb(1.0, power / 2);
    double rest = Math.scalb(1.0, power - power / 2);
    return new DoubleDouble(e.hi * scale * rest, e.lo * scale * rest);
  }

  /// ln x for x > 0: two Newton steps on exp from the double's logarithm.
  public static DoubleDouble ln(DoubleDouble x) {
    DoubleDouble y = of(StrictMath.log(x.hi));
    for (int i = 0; i < 2; i++) {
      y = y.plus(x.times(exp(y.negated())).minus(ONE));
    }
    return y;
  }

  /// erfcx(y) = exp(y²)·erfc(y), y ≥ −2.5.
  public static DoubleDouble erfcx(DoubleDouble y) {
    DoubleDouble square = y.times(y);
    if (y.hi < FRACTION_FROM) {
      // exp(y²) − 2/√π Σ 2ⁿ y²ⁿ⁺¹/(2n + 1)!!
      DoubleDouble term = y;
      DoubleDouble sum = y;
      for (int n = 1; Math.abs(term.hi) > LEAST_TERM * Math.abs(sum.hi); n++) {
        term = term.times(square).times(2).dividedBy(of(2 * n + 1));
        sum = sum.plus(term);
      }
      return exp(square).minus(sum.times(2).dividedBy(SQRT_PI));
    }
    // 1/√π · 1/(y + ½/(y + 1/(y + 3⁄2/(y + …)))), from the inside out.
    double root = 26 / y.hi;
    DoubleDouble tail = y;
    for (int n = (int) (root * root) + 20; n >= 1; n--) {
      tail = y.plus(of(0.5 * n).dividedBy(tail));
    }
    return ONE.dividedBy(SQRT_PI.times(tail));
  }

  private static DoubleDouble normal(double a, double b) {
    double s = a + b;
    return new DoubleDouble(s, b - (s - a));
  }
}
