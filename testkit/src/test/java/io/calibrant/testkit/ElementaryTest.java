package io.calibrant.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.math.Elementary;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The library's own exponential and logarithm beside decimal arithmetic and `StrictMath`.
class ElementaryTest {
  @Test
  void exp_randomArguments_isWithinAnUlp() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 3000; i++) {
      double x = i % 3 == 0 ? random.nextDouble(-1, 1) : random.nextDouble(-708, 709);
      BigDecimal reference = HighPrecision.exp(new BigDecimal(x));
      assertThat(ulps(Elementary.exp(x), reference)).as("exp %s", x).isLessThan(1);
    }
  }

  @Test
  void log_randomArguments_isWithinAnUlp() {
    var random = new SplittableRandom(2);
    for (int i = 0; i < 3000; i++) {
      double x =
          i % 3 == 0
              ? random.nextDouble(0.5, 2)
              : Double.longBitsToDouble(random.nextLong(1, 0x7ff0000000000000L));
      BigDecimal reference = HighPrecision.ln(new BigDecimal(x));
      assertThat(ulps(Elementary.log(x), reference)).as("log %s", x).isLessThan(1);
    }
  }

  @Test
  void log1p_randomArguments_isWithinTwoUlps() {
    var random = new SplittableRandom(3);
    for (int i = 0; i < 3000; i++) {
      double size = StrictMath.pow(10, random.nextDouble(-20, 3));
      double x = size < 0.9 && random.nextBoolean() ? -size : size;
      BigDecimal reference = HighPrecision.ln(BigDecimal.ONE.add(new BigDecimal(x)));
      assertThat(ulps(Elementary.log1p(x), reference)).as("log1p %s", x).isLessThan(2);
    }
  }

  @Test
  void all_endsOfTheDomain_areThoseOfStrictMath() {
    double[] ends = {
      0.0,
      -0.0,
      1,
      -1,
      Double.MIN_VALUE,
      -Double.MIN_VALUE,
      1e-310,
      709.78,
      709.79,
      -708.5,
      -740,
      -745.13,
      -745.14,
      -746,
      1e300,
      -1e300,
      Double.MAX_VALUE,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NaN,
      709.0000001,
      -744.5,
      Double.MIN_NORMAL,
      Math.nextDown(1.0),
      Math.nextUp(1.0)
    };
    for (double x : ends) {
      assertClose(Elementary.exp(x), StrictMath.exp(x), x);
      assertClose(Elementary.log(x), StrictMath.log(x), x);
      assertClose(Elementary.log1p(x), StrictMath.log1p(x), x);
    }
  }

  private static void assertClose(double ours, double theirs, double x) {
    if (Double.isNaN(theirs) || Double.isInfinite(theirs)) {
      assertThat(ours).as("at %s", x).isEqualTo(Double.valueOf(theirs));
    } else {
      assertThat(Math.abs(ours - theirs)).as("at %s", x).isLessThanOrEqualTo(2 * Math.ulp(theirs));
    }
  }

  private static double ulps(double ours, BigDecimal reference) {
    double error = new BigDecimal(ours).subtract(reference).abs().doubleValue();
    return error / Math.ulp(reference.doubleValue());
  }
}
