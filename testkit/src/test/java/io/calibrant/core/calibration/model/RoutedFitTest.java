package io.calibrant.core.calibration.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.calibrant.core.model.Bates;
import io.calibrant.core.model.Heston;
import io.calibrant.core.model.Model;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.solve.route.History;
import io.calibrant.core.solve.route.RouteRecord;
import io.calibrant.core.solve.route.Router;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A fit through the router ends where one from many starts does, and says why.
class RoutedFitTest {
  private static final OptionGrid GRID =
      ReferenceQuotes.grid(new double[] {0.05, 0.2, 0.5, 1}, 13, 1.6);

  @Test
  void calibrate_throughTheRouter_endsInTheMinimumOfManyStarts() {
    compare(Heston.MODEL, new double[] {0.3, 3, 0.4, 1.2, -0.25});
    compare(Bates.MODEL, new double[] {0.3, 3, 0.4, 1.2, -0.25, 0.8, -0.1, 0.15});
  }

  private static void compare(Model model, double[] truth) {
    var random = new SplittableRandom(5);
    ModelQuotes quotes =
        ReferenceQuotes.noisy(ReferenceQuotes.of(model, truth, GRID, 0.003), random);
    var problem = CalibrationProblem.of(model, quotes).with(Objective.IMPLIED_VOL);
    var routed = (FittedModel) ModelFit.of(problem).calibrate(Router.DEFAULT, new History());
    var started = (FittedModel) problem.solve();
    assertThat(routed.cost()).isLessThanOrEqualTo(started.cost() * (1 + 1e-4));
    assertThat(routed.status().word()).isEqualTo(started.status().word());
    RouteRecord route = Objects.requireNonNull(routed.route());
    assertThat(routed.reason()).startsWith(route.reason());
    assertThat(RouteRecord.parse(route.toText())).isEqualTo(route);
  }

  @Test
  void calibrate_noiselessQuotes_givesTheTruth() {
    double[] truth = {0.3, 3, 0.4, 1.2, -0.25};
    var problem =
        CalibrationProblem.of(Heston.MODEL, ReferenceQuotes.of(Heston.MODEL, truth, GRID, 0.003));
    var fitted = (FittedModel) ModelFit.of(problem).calibrate(Router.DEFAULT, new History());
    for (int j = 0; j < truth.length; j++) {
      assertThat(fitted.parameter(j)).isCloseTo(truth[j], withinPercentage(1e-6));
    }
    assertThat(fitted.cost()).isCloseTo(0, within(1e-9));
  }
}
