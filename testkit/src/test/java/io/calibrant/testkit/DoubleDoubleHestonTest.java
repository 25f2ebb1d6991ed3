package io.calibrant.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The reference of Heston's prices beside Lewis's fifty digits, and its arithmetic.
class DoubleDoubleHestonTest {
  @Test
  void price_lewisTables_agreesToTheLastBits() {
    for (Map<String, String> row : GoldenFile.rows("lewis-heston.csv")) {
      double[] x = {
        number(row, "v0"),
        number(row, "kappa"),
        number(row, "theta"),
        number(row, "volOfVol"),
        number(row, "rho")
      };
      double years = number(row, "T");
      double forward = 100 * StrictMath.exp(-0.01 * years);
      double strike = number(row, "strike");
      double otm = forward * DoubleDoubleHeston.price(x, years, Math.log(strike / forward)).value();
      double call = StrictMath.exp(-0.01 * years) * (otm + Math.max(forward - strike, 0));
      double expected = number(row, "call");
      // Lewis's digits of the least price end at 3.4e-26, see the file.
      assertThat(call).isCloseTo(expected, within(3e-14 * expected + 4e-26));
    }
  }

  @Test
  void complexFunctions_randomNumbers_invertEachOther() {
    var random = new SplittableRandom(5);
    for (int i = 0; i < 1000; i++) {
      // With digits beyond the doubles, which is what these functions are for.
      DoubleDoubleComplex low = DoubleDoubleComplex.of(signed(random), signed(random));
      var z =
          DoubleDoubleComplex.of(random.nextDouble(-40, 40), random.nextDouble(-3, 3)).plus(low);
      assertSmall(DoubleDoubleComplex.ln(DoubleDoubleComplex.exp(z)).minus(z), 1e-28);
      DoubleDoubleComplex root = z.squareRoot();
      assertThat(root.re().hi()).isNotNegative();
      assertSmall(root.times(root).minus(z), 1e-29);
      var w = DoubleDoubleComplex.of(random.nextDouble(-2, 2), random.nextDouble(1, 2));
      assertSmall(z.dividedBy(w).times(w).minus(z), 1e-29);
      // Far round the circle: e^(i(x + y)) = e^(ix) e^(iy).
      var far = DoubleDoubleComplex.of(0, random.nextDouble(-1e5, 1e5));
      assertAdds(far, z, 1e-28);
      assertAdds(DoubleDoubleComplex.of(0, random.nextDouble(-3, 3)), z, 1e-31);
    }
  }

  /// Half a unit in the last place of one, or less.
  private static double signed(SplittableRandom random) {
    return random.nextDouble(-1e-16, 1e-16);
  }

  private static void assertAdds(DoubleDoubleComplex x, DoubleDoubleComplex y, double bound) {
    DoubleDoubleComplex product = DoubleDoubleComplex.exp(x).times(DoubleDoubleComplex.exp(y));
    DoubleDoubleComplex both = DoubleDoubleComplex.exp(x.plus(y));
    assertSmall(both.minus(product).dividedBy(both), bound);
  }

  private static void assertSmall(DoubleDoubleComplex z, double bound) {
    assertThat(Math.max(Math.abs(z.re().hi()), Math.abs(z.im().hi()))).isLessThan(100 * bound);
  }

  private static double number(Map<String, String> row, String name) {
    return Double.parseDouble(String.valueOf(row.get(name)));
  }
}
