package io.calibrant.core.calibration.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.calibrant.core.model.Heston;
import io.calibrant.core.model.OptionGrid;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Intervals by profile likelihood hold the truth as often as they say.
class ProfileTest {
  private static final double[] TRUTH = {0.3, 3, 0.4, 1.2, -0.25};
  private static final OptionGrid GRID =
      ReferenceQuotes.grid(new double[] {0.05, 0.2, 0.5, 1}, 13, 1.6);

  @Test
  void of_linearModel_isTheGaussianInterval() {
    var random = new SplittableRandom(3);
    ModelQuotes exact = ReferenceQuotes.of(Heston.MODEL, TRUTH, GRID, 0.003);
    var problem =
        CalibrationProblem.of(new LinearModel(), ReferenceQuotes.noisy(exact, random))
            .with(Objective.STANDARD.withMeasure(Measure.PRICE));
    var fitted = (FittedModel) problem.solve();
    for (int j = 0; j < 3; j++) {
      Profile profile = Profile.of(fitted, j);
      assertThat(profile.isClosed()).isTrue();
      assertThat(profile.lower()).isCloseTo(fitted.evidence().lower(j), withinPercentage(0.2));
      assertThat(profile.upper()).isCloseTo(fitted.evidence().upper(j), withinPercentage(0.2));
    }
  }

  @Test
  void of_singleExpiry_kappaIsOpen() {
    var random = new SplittableRandom(4);
    OptionGrid one = ReferenceQuotes.grid(new double[] {0.1}, 25, 1.8);
    ModelQuotes quotes =
        ReferenceQuotes.noisy(ReferenceQuotes.of(Heston.MODEL, TRUTH, one, 0.003), random);
    var fitted = (FittedModel) CalibrationProblem.of(Heston.MODEL, quotes).solve();
    assertThat(Profile.of(fitted, 1).isClosed()).isFalse();
  }

  @Test
  void of_heldParameter_isRefused() {
    ModelQuotes quotes = ReferenceQuotes.of(Heston.MODEL, TRUTH, GRID, 0.003);
    var fitted =
        (FittedModel) CalibrationProblem.of(Heston.MODEL, quotes).holding("kappa", 3).solve();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Profile.of(fitted, 1))
        .withMessageContaining("kappa");
  }

  @Test
  void of_hestonV0_coversTheTruth() {
    assertThat(coverage(60)).isBetween(0.87, 1.0);
  }

  @Test
  @Tag("slow")
  void of_hestonV0_coversTheTruthIn95Percent() {
    assertThat(coverage(500)).isBetween(0.93, 0.97);
  }

  private static double coverage(int count) {
    var random = new SplittableRandom(29);
    ModelQuotes exact = ReferenceQuotes.of(Heston.MODEL, TRUTH, GRID, 0.003);
    int inside = 0;
    for (int i = 0; i < count; i++) {
      var problem =
          CalibrationProblem.of(Heston.MODEL, ReferenceQuotes.noisy(exact, random))
              .with(Objective.IMPLIED_VOL)
              .startingFrom(TRUTH);
      Profile profile = Profile.of((FittedModel) ModelFit.of(problem).calibrate(1), 0);
      inside += profile.lower() <= TRUTH[0] && TRUTH[0] <= profile.upper() ? 1 : 0;
    }
    return inside / (double) count;
  }
}
