package io.calibrant.core.calibration.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.smile.Svi;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SequentialSmileTest {
  private static final Svi TRUTH = new Svi(0.01, 0.1, -0.3, 0.02, 0.15);
  private static final double YEARS = 0.1;

  private static ModelQuotes quotes(Random random, double noise) {
    double[] k = new double[21];
    double[] vols = new double[k.length];
    double[] std = new double[k.length];
    for (int i = 0; i < k.length; i++) {
      k[i] = -0.4 + 0.04 * i;
      vols[i] = Math.sqrt(TRUTH.totalVariance(k[i]) / YEARS) + noise * random.nextGaussian();
      std[i] = 0.005;
    }
    return ModelQuotes.of(OptionGrid.of(new double[] {YEARS}, new double[][] {k}), vols, std);
  }

  private static double[] sumOfJumps(SequentialSmile rule) {
    var random = new Random(7);
    SmileBelief before = null;
    double jumps = 0;
    double loss = 0;
    for (int step = 0; step < 40; step++) {
      ModelQuotes quotes = quotes(random, 0.005);
      SmileBelief after = Objects.requireNonNull(rule.step(before, quotes, 0));
      if (after == null) {
        throw new AssertionError("no smile at step " + step);
      }
      for (SviCoordinate j : SviCoordinate.values()) {
        jumps += before == null ? 0 : Math.abs(after.mean(j) - before.mean(j));
      }
      for (int i = 0; i < quotes.size(); i++) {
        double off = after.impliedVol(quotes.k(i)) - quotes.vol(i);
        loss += off * off;
      }
      before = after;
    }
    return new double[] {jumps, Math.sqrt(loss)};
  }

  @Test
  void step_noisyQuotesOfOneSmile_isManyTimesCalmerWithThePriorAtLittleLoss() {
    double[] alone = sumOfJumps(new SequentialSmile(UpdateRule.INDEPENDENT, ProcessNoise.STANDARD));
    double[] prior = sumOfJumps(new SequentialSmile(UpdateRule.PRIOR, ProcessNoise.STANDARD));
    double[] bounded =
        sumOfJumps(new SequentialSmile(UpdateRule.PRIOR.boundedBy(0.1), ProcessNoise.STANDARD));
    assertThat(alone[0]).isGreaterThan(4 * prior[0]);
    assertThat(prior[1]).isLessThan(1.2 * alone[1]);
    assertThat(bounded[0]).isLessThan(prior[0]);
  }

  @Test
  void step_hugeProcessNoise_isTheFitOfTheQuotesAlone() {
    ModelQuotes quotes = quotes(new Random(3), 0.001);
    var alone = new SequentialSmile(UpdateRule.INDEPENDENT, ProcessNoise.STANDARD);
    SmileBelief first = alone.step(null, quotes(new Random(4), 0.001), 0);
    SmileBelief free = Objects.requireNonNull(alone.step(null, quotes, 0));
    SmileBelief loose =
        Objects.requireNonNull(
            new SequentialSmile(UpdateRule.PRIOR, new ProcessNoise(1e12)).step(first, quotes, 0));
    for (double k = -0.4; k <= 0.4; k += 0.1) {
      assertThat(loose.impliedVol(k)).isCloseTo(free.impliedVol(k), within(1e-6));
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double tolerance) {
    return org.assertj.core.data.Offset.offset(tolerance);
  }

  @Test
  void step_boundOfTheRule_isKeptByEveryCoordinate() {
    var rule =
        new SequentialSmile(UpdateRule.PRIOR.boundedBy(0.5).shrunkBy(0.5), ProcessNoise.STANDARD);
    SmileBelief before = Objects.requireNonNull(rule.step(null, quotes(new Random(5), 0.001), 0));
    ModelQuotes quotes = quotes(new Random(6), 0.03);
    SmileBelief after = Objects.requireNonNull(rule.step(before, quotes, 0));
    double[] noise = ProcessNoise.STANDARD.variances(before.svi().b());
    for (SviCoordinate j : SviCoordinate.values()) {
      int n = j.index();
      double sd = Math.sqrt(before.covariance(n, n) + noise[n]);
      assertThat(Math.abs(after.mean(j) - before.mean(j))).isLessThanOrEqualTo(0.25 * sd + 1e-12);
    }
    assertThat(after.isLimited()).isTrue();
  }

  @Test
  void volVariance_againstDifferences_isTheDeltaMethod() {
    SmileBelief belief =
        Objects.requireNonNull(
            new SequentialSmile(UpdateRule.PRIOR, ProcessNoise.STANDARD)
                .step(null, quotes(new Random(5), 0.001), 0));
    double k = 0.13;
    double expected = 0;
    double[] slope = new double[SviCoordinate.COUNT];
    for (int j = 0; j < slope.length; j++) {
      double[] up = belief.means();
      double[] down = belief.means();
      up[j] += 1e-6;
      down[j] -= 1e-6;
      slope[j] =
          (Math.sqrt(SviCoordinate.smile(up).totalVariance(k) / YEARS)
                  - Math.sqrt(SviCoordinate.smile(down).totalVariance(k) / YEARS))
              / 2e-6;
    }
    for (int i = 0; i < slope.length; i++) {
      for (int j = 0; j < slope.length; j++) {
        expected += slope[i] * slope[j] * belief.covariance(i, j);
      }
    }
    assertThat(belief.volVariance(k, new double[5])).isCloseTo(expected, within(1e-6 * expected));
  }

  @Test
  void stability_jumpsBeyondTheirError_areOverfitOnlyWhereHeldOutQuotesSuffer() {
    assertThat(verdict(0.1, 1)).isEqualTo(Stability.Verdict.STABLE);
    assertThat(verdict(3, 3)).isEqualTo(Stability.Verdict.OVERFIT);
    assertThat(verdict(3, 1)).isEqualTo(Stability.Verdict.WRONG_ASSUMPTION);
    assertThat(new StabilityIndex(List.of("a")).stability().verdict())
        .isEqualTo(Stability.Verdict.TOO_EARLY);
    assertThatThrownBy(
            () -> new StabilityIndex(List.of("a")).accept(new double[2], new double[2], 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Stability.Verdict verdict(double jump, double lossOut) {
    var index = new StabilityIndex(List.of("a", "b"));
    for (int i = 0; i < 50; i++) {
      index.accept(new double[] {0, jump * (i % 2)}, new double[] {1, 1}, 1, lossOut);
    }
    return index.stability().verdict();
  }
}
