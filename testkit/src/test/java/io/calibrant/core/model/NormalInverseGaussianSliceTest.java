package io.calibrant.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.localvol.NoAllocation;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Averages over the inverse Gaussian time against saddle-point contours, which share nothing.
class NormalInverseGaussianSliceTest {
  private final ContourPricer contour = ContourPricer.of(NormalInverseGaussian.MODEL);
  private final double[] out = new double[ContourPricer.FIRST_PARAMETER + 3];

  private static final double MINUTE = 1 / 525_600.0;

  @Test
  void evaluate_anHourToTenYears_isRelativelyAccurate() {
    check(80, 21, 60 * MINUTE, 10);
  }

  @Test
  void evaluate_aMinuteToTwoDays_isRelativelyAccurate() {
    check(200, 22, MINUTE, 2 / 365.0);
  }

  @Tag("slow")
  @Test
  void evaluate_manySetsOfAMinuteToTwoDays_isRelativelyAccurate() {
    check(20_000, 23, MINUTE, 2 / 365.0);
  }

  private void check(int sets, long seed, double shortest, double longest) {
    var random = new SplittableRandom(seed);
    for (int trial = 0; trial < sets; trial++) {
      double[] x = parameters(random);
      double years =
          StrictMath.exp(random.nextDouble(StrictMath.log(shortest), StrictMath.log(longest)));
      double[] ks = strikes(random, x, years);
      double[] values = new double[ks.length];
      double[] jacobian = new double[3 * ks.length];
      var slice = new NormalInverseGaussianSlice(years, ks);
      assertThat(slice.evaluate(x, true)).isTrue();
      slice.values(values, 0);
      slice.jacobian(jacobian, 0);
      for (int i = 0; i < ks.length; i++) {
        contour.greeks(x, years, ks[i], out);
        String what = "%s T=%s k=%s".formatted(Arrays.toString(x), years, ks[i]);
        double truth = out[ContourPricer.VALUE];
        assertThat(values[i])
            .as(what)
            .isCloseTo(truth, within(truth > 1e-12 ? 1e-9 * truth : 1e-13));
        for (int j = 0; j < 3; j++) {
          double slope = out[ContourPricer.FIRST_PARAMETER + j];
          assertThat(jacobian[3 * i + j])
              .as("%s parameter %s", what, j)
              .isCloseTo(slope, within(1e-8 * Math.abs(slope) + 1e-11 * truth / x[j == 1 ? 0 : j]));
        }
      }
    }
  }

  @Test
  void pricer_hoursToExpiry_takesNoContour() {
    double[] x = ModelSamples.typical(NormalInverseGaussian.MODEL);
    double[] ks = {-0.3, -0.1, -0.02, 0, 0.01, 0.1, 0.3};
    OptionGrid grid = OptionGrid.of(new double[] {1 / 8760.0, 1 / 365.0}, new double[][] {ks, ks});
    SurfacePricer pricer = NormalInverseGaussian.MODEL.pricer(grid, x);
    assertThat(pricer.isSlow()).isFalse();
    double[] values = new double[grid.size()];
    double[] jacobian = new double[3 * grid.size()];
    assertThat(pricer.price(x, values, jacobian)).isTrue();
    for (int i = 0; i < ks.length; i++) {
      contour.price(x, 1 / 365.0, ks[i]);
      double truth = contour.value();
      assertThat(values[ks.length + i]).isCloseTo(truth, within(1e-9 * truth + 1e-13));
    }
    NoAllocation.check(200, () -> pricer.price(x, values, jacobian));
  }

  private static double[] parameters(SplittableRandom random) {
    double[] typical = ModelSamples.typical(NormalInverseGaussian.MODEL);
    double[] x = new double[3];
    do {
      for (int i = 0; i < 3; i++) {
        x[i] = typical[i] * StrictMath.exp(random.nextDouble(-1.5, 1.5));
      }
      x[1] *= random.nextBoolean() ? 1 : -1;
    } while (!NormalInverseGaussian.MODEL.admits(x));
    return x;
  }

  /// To eight deviations.
  private static double[] strikes(SplittableRandom random, double[] x, double years) {
    double square = (x[0] - x[1]) * (x[0] + x[1]);
    double deviation = x[0] * Math.sqrt(x[2] * years / (square * Math.sqrt(square)));
    double[] ks = new double[9];
    for (int i = 0; i < ks.length; i++) {
      ks[i] = random.nextDouble(-8, 8) * deviation;
    }
    return ks;
  }
}
