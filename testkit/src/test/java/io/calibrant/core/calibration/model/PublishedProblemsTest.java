package io.calibrant.core.calibration.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.model.Bates;
import io.calibrant.core.model.Heston;
import org.junit.jupiter.api.Test;

/// Calibrations whose answers others have published.
class PublishedProblemsTest {
  @Test
  void heston_dax_reachesQuantLibsOptimum() {
    var problem =
        CalibrationProblem.of(Heston.MODEL, ReferenceQuotes.dax())
            .with(Objective.EQUAL_VOLS)
            .startingFrom(ReferenceQuotes.DAX_START);
    var fitted = (FittedModel) problem.solve();
    assertThat(2 * fitted.cost()).isLessThanOrEqualTo(177.24);
    assertThat(fitted.parameter(1)).isCloseTo(15.66, within(0.05));
  }

  @Test
  void bates_dax_reachesQuantLibsOptimum() {
    var problem =
        CalibrationProblem.of(Bates.MODEL, ReferenceQuotes.dax()).with(Objective.EQUAL_VOLS);
    var fitted = (FittedModel) problem.solve();
    assertThat(2 * fitted.cost()).isLessThanOrEqualTo(38.9);
  }

  @Test
  void heston_cui_recoversTheTruthFromTheirStart() {
    var problem =
        CalibrationProblem.of(Heston.MODEL, ReferenceQuotes.cui())
            .startingFrom(ReferenceQuotes.CUI_START);
    var fitted = (FittedModel) problem.solve();
    for (int i = 0; i < 5; i++) {
      assertThat(fitted.parameter(i) / ReferenceQuotes.CUI_TRUTH[i]).isCloseTo(1, within(1e-7));
    }
  }
}
