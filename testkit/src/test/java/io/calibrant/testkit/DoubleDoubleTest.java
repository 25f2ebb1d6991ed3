package io.calibrant.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.black.Black76;
import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.black.VolStatus;
import io.calibrant.core.market.OptionType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Double-double arithmetic beside decimal arithmetic.
class DoubleDoubleTest {
  private static final MathContext WORK = new MathContext(60);

  @Test
  void functions_randomArguments_agreeWithDecimals() {
    var random = new SplittableRandom(3);
    for (int i = 0; i < 300; i++) {
      double x = random.nextDouble(-30, 30);
      assertClose(
          DoubleDouble.exp(DoubleDouble.of(x)), HighPrecision.exp(new BigDecimal(x)), 1e-29);
      double y = Math.exp(x);
      assertClose(DoubleDouble.ln(DoubleDouble.of(y)), HighPrecision.ln(new BigDecimal(y)), 1e-28);
      DoubleDouble root = DoubleDouble.of(y).squareRoot();
      assertClose(root, HighPrecision.sqrt(new BigDecimal(y)), 1e-30);
      BigDecimal z = new BigDecimal(random.nextDouble(-0.5, 25));
      BigDecimal erfcx = HighPrecision.exp(z.multiply(z)).multiply(HighPrecision.erfc(z), WORK);
      assertClose(DoubleDouble.erfcx(DoubleDouble.of(z)), erfcx, 1e-26);
    }
  }

  @Test
  void impliedVol_twoThousandCases_agreesWithDecimals() {
    var random = new SplittableRandom(11);
    int count = 0;
    for (int i = 0; count < 2000; i++) {
      double forward = Math.pow(10, random.nextDouble(-3, 6));
      double vol = Math.pow(10, random.nextDouble(-2, 1));
      double expiry = Math.pow(10, random.nextDouble(-7.5, 1.477));
      double reach = i % 4 == 0 ? 20 : 4;
      double strike =
          forward * Math.exp(random.nextDouble(-reach, reach) * vol * Math.sqrt(expiry));
      OptionType type = random.nextBoolean() ? OptionType.CALL : OptionType.PUT;
      double price = Black76.value(type, forward, strike, vol, expiry);
      var solution = ImpliedVol.solve(type, forward, strike, expiry, price);
      if (solution.status() != VolStatus.OK || price < 1e-270 * forward) {
        continue;
      }
      count++;
      BigDecimal exact =
          HighPrecisionBlack.impliedVol(type, forward, strike, expiry, price, solution.vol());
      DoubleDouble ours =
          DoubleDoubleBlack.impliedVol(type, forward, strike, expiry, price, solution.vol());
      // A hundredth of an ulp of a double is 2e-18.
      assertClose(ours, exact, 2e-19);
    }
  }

  private static void assertClose(DoubleDouble actual, BigDecimal exact, double relative) {
    BigDecimal sum = new BigDecimal(actual.hi()).add(new BigDecimal(actual.lo()));
    double error = sum.subtract(exact).abs().divide(exact.abs(), WORK).doubleValue();
    assertThat(error).as("%s for %s", actual, exact.doubleValue()).isLessThan(relative);
  }
}
