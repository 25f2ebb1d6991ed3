package io.calibrant.core.smile;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.testkit.DoubleDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The expansion and its gradient against the same formula in 31 digits.
class SabrTest {
  private static final int ALPHA = 0;
  private static final int RHO = 1;
  private static final int NU = 2;
  private static final int BETA = 3;

  /// Hagan et al. (2002), equation 2.17, as printed, with f = 1.
  private static DoubleDouble vol(DoubleDouble[] x, double expiry, double strike) {
    DoubleDouble k = DoubleDouble.ln(DoubleDouble.of(strike));
    DoubleDouble y = DoubleDouble.ONE.minus(x[BETA]);
    DoubleDouble root = DoubleDouble.exp(y.times(k).times(0.5));
    DoubleDouble yk = y.times(k).times(y.times(k));
    DoubleDouble series =
        DoubleDouble.ONE
            .plus(yk.dividedBy(DoubleDouble.of(24)))
            .plus(yk.times(yk).dividedBy(DoubleDouble.of(1920)));
    DoubleDouble z = x[NU].dividedBy(x[ALPHA]).times(root).times(k.negated());
    DoubleDouble q = DoubleDouble.ONE.minus(x[RHO].times(z).times(2)).plus(z.times(z)).squareRoot();
    DoubleDouble chi =
        DoubleDouble.ln(q.plus(z).minus(x[RHO]).dividedBy(DoubleDouble.ONE.minus(x[RHO])));
    DoubleDouble square = y.times(y).times(x[ALPHA]).times(x[ALPHA]);
    DoubleDouble first = square.dividedBy(root.times(root).times(24));
    DoubleDouble second =
        x[RHO].times(x[BETA]).times(x[NU]).times(x[ALPHA]).dividedBy(root.times(4));
    DoubleDouble third =
        DoubleDouble.of(2)
            .minus(x[RHO].times(x[RHO]).times(3))
            .times(x[NU])
            .times(x[NU])
            .dividedBy(DoubleDouble.of(24));
    DoubleDouble time = DoubleDouble.ONE.plus(first.plus(second).plus(third).times(expiry));
    return x[ALPHA].dividedBy(root.times(series)).times(z.dividedBy(chi)).times(time);
  }

  /// Central differences of step h and h/2, extrapolated: error h⁴ ~ 10⁻²⁴, rounding 10⁻²⁵.
  private static double difference(DoubleDouble[] x, int j, double expiry, double strike) {
    double h = 0x1p-20;
    DoubleDouble wide = central(x, j, h, expiry, strike);
    DoubleDouble narrow = central(x, j, h / 2, expiry, strike);
    return narrow.times(4).minus(wide).dividedBy(DoubleDouble.of(3)).hi();
  }

  private static DoubleDouble central(
      DoubleDouble[] x, int j, double h, double expiry, double strike) {
    DoubleDouble[] up = x.clone();
    DoubleDouble[] down = x.clone();
    up[j] = x[j].plus(DoubleDouble.of(h));
    down[j] = x[j].minus(DoubleDouble.of(h));
    return vol(up, expiry, strike)
        .minus(vol(down, expiry, strike))
        .dividedBy(DoubleDouble.of(2 * h));
  }

  @Test
  void evaluate_gradient_agreesWithDoubleDoubleDifferences() {
    var random = new SplittableRandom(341);
    double worstValue = 0;
    double worst = 0;
    for (int i = 0; i < 2_000; i++) {
      double[] x = {
        random.nextDouble(0.1, 1.5),
        random.nextDouble(-0.95, 0.95),
        random.nextDouble(0.1, 3),
        i % 5 == 0 ? 1 - 0x1p-30 : random.nextDouble()
      };
      double expiry = StrictMath.exp(random.nextDouble(-6, 1));
      // From a millionth to 150 %: both sides of the series' border |z| = 0.005.
      double size = StrictMath.exp(random.nextDouble(-14, 0.4));
      double strike = StrictMath.exp(i % 2 == 0 ? size : -size);
      DoubleDouble[] exact = new DoubleDouble[4];
      for (int j = 0; j < 4; j++) {
        exact[j] = DoubleDouble.of(x[j]);
      }
      double k = DoubleDouble.ln(DoubleDouble.of(strike)).hi();
      double[] out = new double[Sabr.COUNT];
      Sabr.evaluate(x[ALPHA], x[BETA], x[RHO], x[NU], expiry, k, out);
      double value = vol(exact, expiry, strike).hi();
      worstValue = Math.max(worstValue, Math.abs(out[0] / value - 1));
      for (int j = 0; j < 4; j++) {
        double difference = difference(exact, j, expiry, strike);
        // A derivative that crosses zero is measured against a ten-thousandth of the vol.
        double error =
            Math.abs(out[1 + j] - difference) / Math.max(Math.abs(difference), 1e-4 * value);
        assertThat(error)
            .as("derivative %d at k=%s T=%s of %s", j, k, expiry, java.util.Arrays.toString(x))
            .isLessThan(1e-9);
        worst = Math.max(worst, error);
      }
    }
    System.out.printf("SABR: vol within %.1e, gradient within %.1e%n", worstValue, worst);
    assertThat(worstValue).isLessThan(1e-11);
  }
}
