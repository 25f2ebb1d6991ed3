package io.calibrant.core.calibration.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.calibrant.core.model.Heston;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.model.TransformModel;
import io.calibrant.core.model.TransformModels;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

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

  @TestFactory
  Stream<DynamicTest> noiselessQuotes_fromANearStart_giveTheTruth() {
    return TransformModels.all().stream()
        .map(model -> DynamicTest.dynamicTest(model.name(), () -> recovers(model)));
  }

  static double[] truth(String model) {
    return Objects.requireNonNull(TRUTHS.get(model), () -> "a truth for " + model);
  }

  private static void recovers(TransformModel model) {
    double[] truth = truth(model.name());
    OptionGrid grid = ReferenceQuotes.grid(new double[] {0.02, 0.08, 0.25, 0.6, 1.2}, 17, 2.2);
    ModelQuotes quotes = ReferenceQuotes.of(model, truth, grid, 1e-3);
    double[] start = truth.clone();
    var random = new SplittableRandom(3);
    for (int i = 0; i < start.length; i++) {
      start[i] *= 1 + 0.2 * (2 * random.nextDouble() - 1);
    }
    var fit =
        ModelFit.of(
            CalibrationProblem.of(model, quotes).with(Objective.IMPLIED_VOL),
            ModelFit.STANDARD.withCostTolerance(1e-13));
    assertThat(fit.fit(start).usable()).isTrue();
    // Once more on nodes that belong to the optimum.
    double[] near = new double[truth.length];
    Arrays.setAll(near, fit::parameter);
    fit.fit(near);
    double worst = 0;
    for (int i = 0; i < truth.length; i++) {
      worst = Math.max(worst, Math.abs(fit.parameter(i) / truth[i] - 1));
    }
    // Prices are accurate to 1e-12 of the forward; ten and more parameters see that through a
    // condition number of 1e5 and more.
    double tolerance = model.parameterCount() >= 10 ? 1e-6 : 1e-8;
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
