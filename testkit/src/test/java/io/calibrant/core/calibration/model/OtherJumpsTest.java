package io.calibrant.core.calibration.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.model.Bates;
import io.calibrant.core.model.Heston;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.solve.route.History;
import io.calibrant.core.solve.route.Router;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A surface of frequent small jumps that rare large ones fit nearly as well: the lower of the two
/// minima is found.
class OtherJumpsTest {
  private static final double[] TRUTH = {
    0.1835, 2.468, 0.2734, 0.9683, -0.1967, 4.428, -0.1311, 0.1432
  };
  private static final int STRIKES = 50;
  private static final double[] YEARS = {0.03, 0.08, 0.2, 0.4, 0.75, 1.2};
  private static final OptionGrid GRID = ReferenceQuotes.grid(YEARS, STRIKES, 2);

  @Test
  void calibrate_twoMinima_findsTheLower() {
    ModelQuotes exact = ReferenceQuotes.of(Bates.MODEL, TRUTH, GRID, 0.002);
    double[] vols = new double[exact.size()];
    double[] std = new double[vols.length];
    for (int i = 0; i < vols.length; i++) {
      double z = 2 * (2.0 * (i % STRIKES) / (STRIKES - 1) - 1);
      vols[i] = exact.vol(i);
      std[i] = 0.002 * (1 + 0.5 * z * z);
    }
    ModelQuotes quotes = ModelQuotes.of(GRID, vols, std);
    var random = new SplittableRandom(5);
    for (int market = 0; market < 6; market++) {
      var problem =
          CalibrationProblem.of(Bates.MODEL, ReferenceQuotes.noisy(quotes, random))
              .with(Objective.IMPLIED_VOL);
      var lowest = (FittedModel) ModelFit.of(problem.startingFrom(TRUTH)).calibrate(1);
      var cold = (FittedModel) ModelFit.of(problem).calibrate();
      var routed = (FittedModel) ModelFit.of(problem).calibrate(Router.DEFAULT, History.learned());
      assertThat(cold.cost()).as("market %d", market).isLessThan(lowest.cost() + 1e-6);
      assertThat(routed.cost()).as("market %d", market).isLessThan(lowest.cost() + 1e-6);
    }
  }

  @Test
  void of_thirdAsManyJumps_keepsVarianceAndSkewness() {
    double[] fewer = Objects.requireNonNull(OtherJumps.of(Bates.MODEL, TRUTH, 1.0 / 3));

    assertThat(fewer[5]).isCloseTo(TRUTH[5] / 3, within(1e-12));
    assertThat(variance(fewer)).isCloseTo(variance(TRUTH), within(1e-12));
    assertThat(third(fewer)).isCloseTo(third(TRUTH), within(1e-12));
  }

  @Test
  void of_skewnessBeyondReach_keepsVarianceAndSign() {
    double[] oneSize = TRUTH.clone();
    oneSize[7] = 1e-3;
    double[] more = Objects.requireNonNull(OtherJumps.of(Bates.MODEL, oneSize, 3));

    assertThat(variance(more)).isCloseTo(variance(oneSize), within(1e-12));
    assertThat(more[6]).isNegative();
    assertThat(more[7]).isCloseTo(-more[6], within(1e-9));
  }

  @Test
  void of_modelWithoutJumps_isNone() {
    assertThat(OtherJumps.of(Heston.MODEL, new double[5], 3)).isNull();
  }

  private static double variance(double[] x) {
    return x[5] * (x[6] * x[6] + x[7] * x[7]);
  }

  private static double third(double[] x) {
    return x[5] * (x[6] * x[6] * x[6] + 3 * x[6] * x[7] * x[7]);
  }
}
