package io.calibrant.core.calibration.complexity;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.model.ScoredFamily;
import io.calibrant.core.model.OptionGrid;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FamilyEvidenceTest {
  /// Smiles that are all but parabolas between the quotes: raw SVI's wings are not told, and what
  /// ends them is freedom from butterflies.
  private static ModelQuotes parabolas(int seed) {
    double[] years = {0.02, 0.1, 0.4};
    int strikes = 25;
    double[][] ks = new double[years.length][strikes];
    double[] vols = new double[years.length * strikes];
    double[] errors = new double[vols.length];
    Arrays.fill(errors, 0.002);
    var random = new Random(seed);
    for (int e = 0; e < years.length; e++) {
      for (int j = 0; j < strikes; j++) {
        double z = (j - 12) / 6.0;
        ks[e][j] = z * 0.5 * Math.sqrt(years[e]);
        vols[e * strikes + j] = 0.5 - 0.02 * z + 0.01 * z * z + 0.002 * random.nextGaussian();
      }
    }
    return ModelQuotes.of(OptionGrid.of(years, ks), vols, errors);
  }

  @Test
  void of_smilesWhoseWingsAreNotTold_hasDensitiesThatMayBeBelieved() {
    for (int seed = 0; seed < 5; seed++) {
      for (String name : new String[] {"svi", "sabr", "essvi"}) {
        var evidence =
            FamilyEvidence.of(ScoredFamily.of(Ladder.named(name).orElseThrow(), parabolas(seed)));

        assertThat(evidence.isLooReliable()).as("%s, seed %d", name, seed).isTrue();
      }
    }
  }
}
