package io.calibrant.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.model.LineChecker.Finding;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Prices against the second integrator: relative 1e-9 above 1e-12 of the forward, absolute 1e-13
/// below.
class ModelAccuracyTest {
  private static final double[] EXPIRIES = {1 / 8760.0, 1 / 365.0, 0.02, 0.1, 1, 10};

  @Test
  void price_hoursToTenYears_eightDeviations_isConfirmed() {
    for (TransformModel model : TransformModels.all()) {
      Count count = compare(model, ModelSamples.typical(model), 0.55);
      assertThat(count.ghosts).as(model.name()).isZero();
      assertThat(count.confirmed).as(model.name()).isGreaterThan(53);
    }
  }

  /// Variance gamma and NIG against averages over their random time, which share no transform.
  @Test
  void price_randomMixtures_isConfirmed() {
    var random = new SplittableRandom(5);
    for (TransformModel model : TransformModels.all()) {
      if (!(model instanceof NormalMixture)) {
        continue;
      }
      var pricer = ContourPricer.of(model);
      var checker = LineChecker.of(model);
      double[] typical = ModelSamples.typical(model);
      double[] x = new double[typical.length];
      for (int trial = 0; trial < 500; trial++) {
        do {
          for (int i = 0; i < x.length; i++) {
            x[i] = typical[i] * StrictMath.exp(random.nextDouble(-1.5, 1.5));
          }
        } while (!model.admits(x));
        double years = StrictMath.exp(random.nextDouble(-9, 2.3));
        double k = random.nextDouble(-8, 8) * 0.5 * Math.sqrt(years);
        assertThat(pricer.price(x, years, k)).isEqualTo(PriceStatus.OK);
        double value = pricer.value();
        assertThat(checker.check(x, years, k, value, 1e-9, value > 1e-12 ? 0 : 1e-13))
            .as("%s %s T=%s k=%s", model.name(), Arrays.toString(x), years, k)
            .isInstanceOf(Finding.Confirmed.class);
      }
    }
  }

  @Test
  void price_extremeHeston_isConfirmed() {
    int undecided = 0;
    for (double volOfVol : new double[] {0.05, 1, 5}) {
      for (double rho : new double[] {-0.99, 0, 0.99}) {
        for (double kappa : new double[] {0, 0.3, 15}) {
          double[] x = {0.09, kappa, 0.04, volOfVol, rho};
          Count count = compare(Heston.MODEL, x, 0.3);
          assertThat(count.ghosts).as("volOfVol=%s rho=%s", volOfVol, rho).isZero();
          undecided += count.undecided;
        }
      }
    }
    // The straight line oscillates where ρ → ±1: there the checker may abstain, never contradict.
    assertThat(undecided).isLessThan(27 * 54 / 10);
  }

  private static Count compare(TransformModel model, double[] x, double vol) {
    var pricer = ContourPricer.of(model);
    var checker = LineChecker.of(model);
    Count count = new Count();
    for (double years : EXPIRIES) {
      for (int deviations = -8; deviations <= 8; deviations += 2) {
        double k = deviations * vol * Math.sqrt(years);
        PriceStatus status = pricer.price(x, years, k);
        double value = pricer.value();
        assertThat(status).as("%s T=%s k=%s", model.name(), years, k).isEqualTo(PriceStatus.OK);
        Finding finding = checker.check(x, years, k, value, 1e-9, value > 1e-12 ? 0 : 1e-13);
        switch (finding) {
          case Finding.Confirmed _ -> count.confirmed++;
          case Finding.Ghost _ -> count.ghosts++;
          case Finding.Undecided _ -> count.undecided++;
        }
      }
    }
    return count;
  }

  private static final class Count {
    int confirmed;
    int ghosts;
    int undecided;
  }
}
