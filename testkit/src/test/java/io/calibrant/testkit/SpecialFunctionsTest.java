package io.calibrant.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.math.ErrorFunction;
import io.calibrant.core.math.Normal;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// `ErrorFunction` and `Normal` beside decimal arithmetic, in ulps of 2⁻⁵².
class SpecialFunctionsTest {
  private static final int POINTS = 150;

  @Test
  void errorFunctions_wholeLine_areWithinFourUlps() {
    compare(ErrorFunction::erf, HighPrecision::erf, -6, 6, 4);
    compare(ErrorFunction::erfc, HighPrecision::erfc, -6, 26, 4);
    compare(ErrorFunction::erfcx, SpecialFunctionsTest::erfcx, -20, 60, 4);
    compare(ErrorFunction::erfcx, SpecialFunctionsTest::erfcx, -1, 5, 4);
  }

  @Test
  void normal_bothTails_areWithinFourUlps() {
    compare(Normal::cdf, HighPrecision::normalCdf, -37, 8, 4);
    compare(Normal::cdf, HighPrecision::normalCdf, -2, 2, 4);
    compare(x -> Normal.survival(-x), HighPrecision::normalCdf, -37, 8, 4);
    compare(Normal::density, HighPrecision::normalDensity, -37, 37, 4);
  }

  @Test
  void inverseCdf_wholeInterval_undoesCdf() {
    var random = new SplittableRandom(8);
    for (int i = 0; i < POINTS; i++) {
      double p = i % 2 == 0 ? random.nextDouble() : Math.pow(10, random.nextDouble(-300, 0));
      double x = Normal.inverseCdf(p);
      BigDecimal at = new BigDecimal(x);
      double residual =
          HighPrecision.normalCdf(at)
              .subtract(new BigDecimal(p))
              .divide(HighPrecision.normalDensity(at), HighPrecision.PRECISION)
              .doubleValue();
      assertThat(Math.abs(residual)).as("p=%s x=%s", p, x).isLessThan(5e-16 * Math.abs(x) + 1e-17);
    }
    assertThat(Normal.inverseCdf(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Normal.inverseCdf(1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Normal.inverseCdf(0.5)).isZero();
    assertThat(Normal.inverseCdf(-0.1)).isNaN();
    assertThat(Normal.inverseCdf(Double.NaN)).isNaN();
    assertThat(Normal.inverseCdf(Double.MIN_VALUE)).isBetween(-38.6, -38.3);
  }

  @Test
  void functions_extremes_haveTheirLimits() {
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(ErrorFunction.erf(infinity)).isEqualTo(1);
    assertThat(ErrorFunction.erf(-infinity)).isEqualTo(-1);
    assertThat(ErrorFunction.erfc(infinity)).isZero();
    assertThat(ErrorFunction.erfc(-infinity)).isEqualTo(2);
    assertThat(ErrorFunction.erfcx(infinity)).isZero();
    assertThat(ErrorFunction.erfcx(-27)).isEqualTo(infinity);
    assertThat(Normal.cdf(infinity)).isEqualTo(1);
    assertThat(Normal.cdf(-infinity)).isZero();
    assertThat(Normal.density(infinity)).isZero();
    for (DoubleUnaryOperator f :
        new DoubleUnaryOperator[] {
          ErrorFunction::erf,
          ErrorFunction::erfc,
          ErrorFunction::erfcx,
          Normal::cdf,
          Normal::density,
          Normal::survival,
          Normal::millsRatio
        }) {
      assertThat(f.applyAsDouble(Double.NaN)).isNaN();
    }
  }

  private static BigDecimal erfcx(BigDecimal x) {
    return HighPrecision.exp(x.multiply(x)).multiply(HighPrecision.erfc(x));
  }

  private static void compare(
      DoubleUnaryOperator actual,
      UnaryOperator<BigDecimal> expected,
      double from,
      double to,
      double ulps) {
    var random = new SplittableRandom(9);
    for (int i = 0; i < POINTS; i++) {
      double x = random.nextDouble(from, to);
      BigDecimal reference = expected.apply(new BigDecimal(x));
      double error =
          new BigDecimal(actual.applyAsDouble(x))
              .subtract(reference)
              .divide(reference, HighPrecision.PRECISION)
              .abs()
              .doubleValue();
      assertThat(error).as("x=%s", x).isLessThan(ulps * 0x1p-52);
    }
  }
}
