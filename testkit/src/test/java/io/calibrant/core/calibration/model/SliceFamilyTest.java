package io.calibrant.core.calibration.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.calibration.model.FamilyFit.Estimate;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.smile.Sabr;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SliceFamilyTest {
  @Test
  void fit_smilesOfAnotherExponent_areFoundByTheFreeOneOnly() {
    double[] expiries = {0.1, 0.5};
    double[][] ks = new double[2][31];
    double[] vols = new double[62];
    double[] errors = new double[62];
    Arrays.fill(errors, 1e-4);
    for (int e = 0; e < 2; e++) {
      var truth = new Sabr(0.5, 0.3, -0.3, 0.9, expiries[e]);
      for (int i = 0; i < 31; i++) {
        ks[e][i] = (i - 15) * 0.1 * Math.sqrt(expiries[e]);
        vols[31 * e + i] = truth.impliedVol(ks[e][i]);
      }
    }
    ModelQuotes quotes = ModelQuotes.of(OptionGrid.of(expiries, ks), vols, errors);

    FamilyFit free = Families.named("sabr-free").orElseThrow().fit(quotes);
    FamilyFit fixed = Families.named("sabr").orElseThrow().fit(quotes);

    assertThat(free.estimates().stream().map(Estimate::name))
        .containsExactly(
            "alpha#0", "rho#0", "volOfVol#0", "beta#0", "alpha#1", "rho#1", "volOfVol#1", "beta#1");
    assertThat(free.estimates().get(7).value()).isBetween(0.2, 0.4);
    assertThat(worst(free.vols(quotes), vols)).isLessThan(1e-4);
    assertThat(worst(free.vols(quotes), vols)).isLessThan(0.2 * worst(fixed.vols(quotes), vols));
  }

  private static double worst(double[] found, double[] vols) {
    double worst = 0;
    for (int i = 0; i < vols.length; i++) {
      worst = Math.max(worst, Math.abs(found[i] - vols[i]));
    }
    return worst;
  }
}
