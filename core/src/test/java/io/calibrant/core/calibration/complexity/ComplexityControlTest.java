package io.calibrant.core.calibration.complexity;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.model.ScoredFamily;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.smile.Ssvi;
import io.calibrant.core.smile.Svi;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ComplexityControlTest {
  private static final double[] YEARS = {0.05, 0.12, 0.25, 0.5, 1};
  private static final int STRIKES = 24;
  private static final double NOISE = 0.004;
  private static final List<String> SMILES = List.of("black", "ssvi", "sabr", "svi");

  private static OptionGrid grid() {
    double[][] ks = new double[YEARS.length][STRIKES];
    for (int e = 0; e < YEARS.length; e++) {
      for (int j = 0; j < STRIKES; j++) {
        ks[e][j] = (j - 11.5) / 11.5 * 1.2 * Math.sqrt(YEARS[e]);
      }
    }
    return OptionGrid.of(YEARS, ks);
  }

  private static ModelQuotes market(Random random, IntToDoubleFunction truth) {
    double[] vols = new double[grid().size()];
    double[] std = new double[vols.length];
    for (int i = 0; i < vols.length; i++) {
      vols[i] = truth.applyAsDouble(i) + NOISE * random.nextGaussian();
      std[i] = NOISE;
    }
    return ModelQuotes.of(grid(), vols, std);
  }

  private static double flat(int i) {
    return 0.6;
  }

  private static double ssvi(int i) {
    double years = YEARS[i / STRIKES];
    return Math.sqrt(new Ssvi(-0.4, 1.1, 0.4).slice(0.36 * years).totalVariance(k(i)) / years);
  }

  private static double svi(int i) {
    int e = i / STRIKES;
    double years = YEARS[e];
    double scale = Math.sqrt(years);
    var smile =
        new Svi(
            0.2 * years,
            0.12 * scale,
            e % 2 == 0 ? -0.6 : 0.5,
            (e % 2 == 0 ? 0.35 : -0.3) * scale,
            0.25 * scale);
    return Math.sqrt(smile.totalVariance(k(i)) / years);
  }

  private static double k(int i) {
    return grid().k(i / STRIKES, i % STRIKES);
  }

  private static List<ScoredFamily> scored(ModelQuotes quotes, List<String> names) {
    return names.stream()
        .map(name -> ScoredFamily.of(Ladder.named(name).orElseThrow(), quotes))
        .toList();
  }

  @Test
  void accept_noiseAlone_neverRaisesComplexity() {
    assertThat(raised(List.of("black", "sabr"), 15)).isZero();
  }

  @Test
  @Tag("slow")
  void accept_noiseAloneWholeLadder_neverRaisesComplexity() {
    assertThat(raised(SMILES, 200)).isZero();
  }

  private static int raised(List<String> names, int runs) {
    int raised = 0;
    for (int run = 0; run < runs; run++) {
      var random = new Random(run);
      var control = new ComplexityControl("black");
      for (int update = 0; update < 8; update++) {
        ModelQuotes quotes = market(random, ComplexityControlTest::flat);
        raised += control.accept(scored(quotes, names)).switched() ? 1 : 0;
      }
    }
    return raised;
  }

  @Test
  void accept_structuralChange_isFollowedAfterDwellUpdatesBothWays() {
    for (int run = 0; run < 5; run++) {
      var random = new Random(run);
      var control = new ComplexityControl();
      for (int update = 0; update < 3; update++) {
        control.accept(scored(market(random, ComplexityControlTest::flat), SMILES));
      }
      ComplexityControl.Step step = null;
      for (int update = 0; update < ComplexityControl.DWELL; update++) {
        step = control.accept(scored(market(random, ComplexityControlTest::svi), SMILES));
      }
      assertThat(step).isNotNull();
      assertThat(Objects.requireNonNull(step).family()).isEqualTo("svi");
      assertThat(step.switched()).isTrue();
      for (int update = 0; update < ComplexityControl.DWELL + 2; update++) {
        step = control.accept(scored(market(random, ComplexityControlTest::flat), SMILES));
      }
      assertThat(Objects.requireNonNull(step).family()).isNotEqualTo("svi");
    }
  }

  @Test
  void of_markets_isTheFamilyThatMadeThem() {
    int found = 0;
    int markets = 0;
    for (int run = 0; run < 11; run++) {
      var random = new Random(1000 + run);
      found += named(market(random, ComplexityControlTest::flat), "black");
      found += named(market(random, ComplexityControlTest::ssvi), "ssvi");
      found += named(market(random, ComplexityControlTest::svi), "svi");
      markets += 3;
    }
    assertThat(found).isGreaterThanOrEqualTo((int) Math.ceil(0.9 * markets));
  }

  private static int named(ModelQuotes quotes, String name) {
    ScoredFamily chosen =
        EvidenceChoice.of(scored(quotes, SMILES).stream().map(FamilyEvidence::of).toList())
            .chosen()
            .scored();
    return chosen.family().name().equals(name) ? 1 : 0;
  }
}
