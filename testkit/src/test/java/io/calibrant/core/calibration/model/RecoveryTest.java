package io.calibrant.core.calibration.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.sun.management.ThreadMXBean;
import io.calibrant.core.model.Heston;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.model.TransformModel;
import io.calibrant.core.model.TransformModels;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every model finds the parameters that made its quotes.
class RecoveryTest {
  private static final Map<String, double[]> TRUTHS =
      Map.of(
          "heston", new double[] {0.3, 3, 0.4, 1.2, -0.25},
          "bates", new double[] {0.25, 3, 0.3, 1, -0.4, 2, -0.1, 0.12},
          "merton", new double[] {0.45, 3, -0.1, 0.15},
          "kou", new double[] {0.45, 5, 0.4, 15, 10},
          "vg", new double[] {0.5, -0.15, 0.1},
          "nig", new double[] {8, -2, 2},
          "svcj", new double[] {0.25, 4, 0.25, 0.8, -0.4, 2, -0.08, 0.1, 0.15, -0.2},
          "double-heston", new double[] {0.15, 8, 0.12, 1.2, -0.5, 0.12, 0.8, 0.2, 0.4, -0.2});

  private static final OptionGrid GRID =
      ReferenceQuotes.grid(new double[] {0.02, 0.08, 0.25, 0.6, 1.2}, 17, 2.2);

  @TestFactory
  Stream<DynamicTest> noiselessQuotes_fromANearStart_giveTheTruth() {
    return each(
        (model, quotes) -> CalibrationProblem.of(model, quotes).startingFrom(near(model)), false);
  }

  @TestFactory
  Stream<DynamicTest> noiselessQuotes_withoutAStart_giveTheTruth() {
    return each(CalibrationProblem::of, false);
  }

  /// The quotes hold the second integrator's rounding and the first one's error, 10⁻¹¹ of the
  /// forward, which the condition of the problem magnifies.
  @TestFactory
  Stream<DynamicTest> noiselessQuotesOfAnotherIntegrator_giveTheTruth() {
    return each(CalibrationProblem::of, true);
  }

  private static Stream<DynamicTest> each(
      BiFunction<TransformModel, ModelQuotes, CalibrationProblem> asked, boolean another) {
    return TransformModels.all().stream()
        .map(
            model ->
                DynamicTest.dynamicTest(
                    model.name(),
                    () -> {
                      double[] truth = truth(model.name());
                      ModelQuotes own = ReferenceQuotes.of(model, truth, GRID, 1e-3);
                      ModelQuotes quotes =
                          another ? ReferenceQuotes.onContour(model, truth, own) : own;
                      recovers(asked.apply(model, quotes), truth, another ? 1e-7 : 1e-8);
                    }));
  }

  static double[] truth(String model) {
    return Objects.requireNonNull(TRUTHS.get(model), () -> "a truth for " + model);
  }

  @ParameterizedTest
  @ValueSource(strings = {"svi", "sabr", "essvi"})
  void noiselessSmiles_giveTheTruth(String name) {
    SmileTruth truth = SmileTruth.of(name, GRID, 1e-3);

    List<FamilyFit.Estimate> found =
        Families.named(name).orElseThrow().fit(truth.quotes()).estimates();

    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).value())
          .as(found.get(i).name())
          .isCloseTo(truth.parameters().get(i), withinPercentage(1e-6));
    }
  }

  /// Up to a fifth off.
  private static double[] near(TransformModel model) {
    double[] start = truth(model.name()).clone();
    var random = new SplittableRandom(3);
    for (int i = 0; i < start.length; i++) {
      start[i] *= 1 + 0.2 * (2 * random.nextDouble() - 1);
    }
    return start;
  }

  private static void recovers(CalibrationProblem problem, double[] truth, double tolerance) {
    var fitted = (FittedModel) problem.with(Objective.IMPLIED_VOL).solve();
    assertThat(fitted.status()).isInstanceOf(CalibrationStatus.Converged.class);
    double worst = 0;
    for (int i = 0; i < truth.length; i++) {
      worst = Math.max(worst, Math.abs(fitted.parameter(i) / truth[i] - 1));
    }
    assertThat(worst).isLessThan(tolerance);
  }

  @Test
  void heston_randomStarts_recoverCuisTruth() {
    assertThat(failures(20)).isZero();
  }

  @Test
  @Tag("slow")
  void heston_aThousandRandomStarts_recoverCuisTruth() {
    assertThat(failures(1000)).isZero();
  }

  private static int failures(int count) {
    ModelQuotes quotes = ReferenceQuotes.cui();
    var random = new SplittableRandom(7);
    int failures = 0;
    for (int i = 0; i < count; i++) {
      // The ranges of Cui and others, table 5.
      double[] start = {
        0.05 + 0.9 * random.nextDouble(),
        0.5 + 4.5 * random.nextDouble(),
        0.05 + 0.9 * random.nextDouble(),
        0.05 + 0.9 * random.nextDouble(),
        -0.9 + 0.8 * random.nextDouble()
      };
      var fitted =
          (FittedModel) CalibrationProblem.of(Heston.MODEL, quotes).startingFrom(start).solve();
      double worst = 0;
      for (int j = 0; j < 5; j++) {
        worst = Math.max(worst, Math.abs(fitted.parameter(j) / ReferenceQuotes.CUI_TRUTH[j] - 1));
      }
      failures += worst < 1e-6 ? 0 : 1;
    }
    return failures;
  }

  @Test
  void refit_afterTheFirst_allocatesNothing() {
    OptionGrid grid = ReferenceQuotes.grid(new double[] {0.1, 0.5}, 9, 1.5);
    double[] truth = truth("heston");
    double[] near = {0.31, 2.8, 0.42, 1.1, -0.3};
    ModelQuotes quotes = ReferenceQuotes.of(Heston.MODEL, truth, grid, 1e-3);
    var fit = ModelFit.of(CalibrationProblem.of(Heston.MODEL, quotes).with(Objective.IMPLIED_VOL));
    fit.fit(near);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    // Vectors are boxed until the compiler has seen the kernels often enough.
    for (int i = 0; i < 50_000 && least > 0; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      fit.refit(near);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isZero();
  }
}
