package io.calibrant.core.calibration.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.model.TransformModel;
import io.calibrant.core.model.TransformModels;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// With bid–ask noise the true parameters lie inside the 95 % intervals as often as that says, for
/// every model.
class CoverageTest {
  private static final OptionGrid GRID =
      ReferenceQuotes.grid(new double[] {0.02, 0.08, 0.25, 0.6, 1.2}, 17, 2.2);
  private static final double NOISE = 0.002;
  private static final List<String> ALL =
      Stream.concat(
              TransformModels.all().stream().map(TransformModel::name),
              Stream.of("svi", "sabr", "essvi"))
          .toList();

  /// Outcomes of one market go together, so that 200 markets tell the share to √(0.95 · 0.05/200),
  /// 1.5 percent; the bounds are three of these away.
  @TestFactory
  Stream<DynamicTest> intervals_fewMarkets_coverTheTruth() {
    return tests(
        List.of("heston", "merton", "vg", "nig", "svi", "sabr", "essvi"), 200, 0.904, 0.996);
  }

  @TestFactory
  @Tag("slow")
  Stream<DynamicTest> intervals_manyMarkets_coverTheTruthIn95Percent() {
    return tests(ALL, 400, 0.93, 0.97);
  }

  /// The likelihood of SVCJ is bent and has two valleys: intervals that are even in a coordinate
  /// hold the truth of muV, muJ and rhoJ in 86 to 89 % here.
  @Test
  void intervals_bentLikelihood_coverTheTruthOfEachParameter() {
    assertThat(Arrays.stream(shares("svcj", 60, 41)).min().orElseThrow()).isGreaterThan(0.88);
  }

  private static Stream<DynamicTest> tests(
      List<String> names, int markets, double from, double to) {
    return names.stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name, () -> assertThat(share(name, markets)).isBetween(from, to)));
  }

  private static double share(String name, int markets) {
    double share =
        TransformModels.all().stream()
            .filter(model -> model.name().equals(name))
            .findFirst()
            .map(model -> model(model, markets))
            .orElseGet(() -> smiles(name, markets));
    System.out.printf("%s: 95 %% intervals hold the truth in %.1f %%%n", name, 100 * share);
    return share;
  }

  private static double model(TransformModel model, int markets) {
    return Arrays.stream(shares(model.name(), markets, 41)).average().orElseThrow();
  }

  /// By parameter: how often its interval holds the truth, of those that have one.
  private static double[] shares(String name, int markets, long seed) {
    TransformModel model =
        TransformModels.all().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    var random = new SplittableRandom(seed);
    double[] truth = RecoveryTest.truth(name);
    ModelQuotes exact = ReferenceQuotes.of(model, truth, GRID, NOISE);
    int[] inside = new int[truth.length];
    int[] told = new int[truth.length];
    for (int i = 0; i < markets; i++) {
      var problem =
          CalibrationProblem.of(model, ReferenceQuotes.noisy(exact, random))
              .with(Objective.IMPLIED_VOL)
              .startingFrom(truth);
      var fitted = (FittedModel) ModelFit.of(problem).calibrate(1);
      List<FamilyFit.Estimate> estimates = new TransformFamily.Solved(fitted).estimates();
      for (int j = 0; j < truth.length; j++) {
        FamilyFit.Estimate estimate = estimates.get(j);
        if (estimate.stdDev() > 0) {
          told[j]++;
          inside[j] += estimate.lower() <= truth[j] && truth[j] <= estimate.upper() ? 1 : 0;
        }
      }
    }
    double[] shares = new double[truth.length];
    Arrays.setAll(shares, j -> inside[j] / (double) told[j]);
    System.out.printf("%s, %d markets: %s%n", name, markets, Arrays.toString(shares));
    return shares;
  }

  private static double smiles(String name, int markets) {
    var random = new SplittableRandom(43);
    Family family = Families.named(name).orElseThrow();
    SmileTruth truth = SmileTruth.of(name, GRID, NOISE);
    int inside = 0;
    int told = 0;
    for (int i = 0; i < markets; i++) {
      List<FamilyFit.Estimate> estimates =
          family.fit(ReferenceQuotes.noisy(truth.quotes(), random)).estimates();
      for (FamilyFit.Estimate estimate : estimates) {
        double value = truth.parameters().get(told % estimates.size());
        told++;
        inside += estimate.lower() <= value && value <= estimate.upper() ? 1 : 0;
      }
    }
    return inside / (double) told;
  }
}
