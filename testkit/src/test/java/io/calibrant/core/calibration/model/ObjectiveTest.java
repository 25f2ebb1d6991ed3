package io.calibrant.core.calibration.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.black.Black76;
import io.calibrant.core.calibration.slice.Loss;
import io.calibrant.core.model.Heston;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.solve.LevenbergMarquardt;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Objectives, priors, bounds and held parameters mean what they say.
class ObjectiveTest {
  private static final double[] START = {0.01, 0, 0};
  private static final int N = 21;

  private final OptionGrid grid = ReferenceQuotes.grid(new double[] {0.25}, N, 1.5);

  private ModelQuotes linearQuotes(double[] stdDevs, double outlier) {
    var random = new SplittableRandom(5);
    double[] vols = new double[N];
    for (int i = 0; i < N; i++) {
      vols[i] = 0.5 + 0.002 * random.nextGaussian() + (i % 7 == 3 ? outlier : 0);
    }
    return ModelQuotes.of(grid, vols, stdDevs);
  }

  private static double[] stdDevs() {
    double[] stdDevs = new double[N];
    for (int i = 0; i < N; i++) {
      stdDevs[i] = 0.005 * (1 + i % 5);
    }
    return stdDevs;
  }

  private static FittedModel solve(CalibrationProblem problem) {
    return (FittedModel) problem.solve();
  }

  @Test
  void weightedLeastSquares_linearModel_isTheClosedForm() {
    ModelQuotes quotes = linearQuotes(stdDevs(), 0);
    for (Measure measure : new Measure[] {Measure.PRICE, Measure.VEGA_PRICE}) {
      var problem =
          CalibrationProblem.of(new LinearModel(), quotes)
              .with(Objective.STANDARD.withMeasure(measure))
              .startingFrom(START);
      double[] expected = closedForm(quotes, new double[] {0, 0, 0}, new double[3]);
      var tight = new LevenbergMarquardt(100, 1e-15, 1e-15, 0, Double.POSITIVE_INFINITY);
      double[] found = ((FittedModel) problem.solveWith(tight)).parameters();
      for (int i = 0; i < 3; i++) {
        assertThat(found[i])
            .isCloseTo(expected[i], within(1e-12 * Math.max(1, Math.abs(expected[i]))));
      }
    }
  }

  @Test
  void ridge_linearModel_isTheClosedForm() {
    ModelQuotes quotes = linearQuotes(stdDevs(), 0);
    double[] mean = {0.2, 0.3, -0.1};
    double[] precision = {1e4, 0, 1e6};
    var prior = GaussianPrior.ridge(mean, new double[] {1e-2, Double.POSITIVE_INFINITY, 1e-3});
    double[] found =
        solve(
                CalibrationProblem.of(new LinearModel(), quotes)
                    .startingFrom(START)
                    .pulledTowards(prior))
            .parameters();
    double[] expected = closedForm(quotes, mean, precision);
    for (int i = 0; i < 3; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-11));
    }
  }

  /// The normal equations by Cramer's rule.
  private double[] closedForm(ModelQuotes quotes, double[] mean, double[] precision) {
    double[][] a = new double[3][4];
    for (int i = 0; i < N; i++) {
      double k = quotes.k(i);
      double v = quotes.vol(i) * Math.sqrt(0.25);
      double price = k >= 0 ? Black76.normalizedCall(k, v) : Black76.normalizedPut(k, v);
      double d1 = -k / v + v / 2;
      double vega = Math.exp(-d1 * d1 / 2) / Math.sqrt(2 * Math.PI) * Math.sqrt(0.25);
      double weight = 1 / Math.pow(quotes.stdDev(i) * vega, 2);
      double[] row = {1, k, k * k, price - LinearModel.base(k)};
      for (int r = 0; r < 3; r++) {
        for (int c = 0; c < 4; c++) {
          a[r][c] += weight * row[r] * row[c];
        }
      }
    }
    for (int r = 0; r < 3; r++) {
      a[r][r] += precision[r];
      a[r][3] += precision[r] * mean[r];
    }
    double[] x = new double[3];
    double whole = determinant(a, -1);
    for (int c = 0; c < 3; c++) {
      x[c] = determinant(a, c) / whole;
    }
    return x;
  }

  private static double determinant(double[][] a, int replaced) {
    double[][] m = new double[3][3];
    for (int r = 0; r < 3; r++) {
      for (int c = 0; c < 3; c++) {
        m[r][c] = a[r][c == replaced ? 3 : c];
      }
    }
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
  }

  @Test
  void robustLosses_outliers_areIgnored() {
    double[] stdDevs = new double[N];
    Arrays.fill(stdDevs, 0.02);
    double[] clean = solve(problem(linearQuotes(stdDevs, 0), Loss.LEAST_SQUARES)).parameters();
    ModelQuotes dirty = linearQuotes(stdDevs, 0.5);
    double pulled = distance(clean, problem(dirty, Loss.LEAST_SQUARES));
    assertThat(distance(clean, problem(dirty, Loss.huber(1.345)))).isLessThan(pulled / 2);
    assertThat(distance(clean, problem(dirty, Loss.studentT(4)))).isLessThan(pulled / 8);
    assertThat(distance(clean, problem(dirty, Loss.cauchy(1)))).isLessThan(pulled / 10);
    var cauchy = solve(problem(dirty, Loss.cauchy(1)));
    var tukey = problem(dirty, Loss.tukey(4.685)).startingFrom(cauchy.parameters());
    assertThat(distance(clean, tukey)).isLessThan(pulled / 20);
  }

  private CalibrationProblem problem(ModelQuotes quotes, Loss loss) {
    return CalibrationProblem.of(new LinearModel(), quotes)
        .with(Objective.STANDARD.withLoss(loss))
        .startingFrom(START);
  }

  private static double distance(double[] x, CalibrationProblem problem) {
    double[] other = solve(problem).parameters();
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += (x[i] - other[i]) * (x[i] - other[i]);
    }
    return Math.sqrt(sum);
  }

  @Test
  void intervals_metByTheModel_haveNoSay() {
    OptionGrid surface = ReferenceQuotes.grid(new double[] {0.1, 0.5}, 9, 1.5);
    double[] truth = {0.3, 2, 0.4, 0.9, -0.4};
    ModelQuotes exact = ReferenceQuotes.of(Heston.MODEL, truth, surface, 0.002);
    double[] lower = new double[exact.size()];
    double[] upper = new double[exact.size()];
    double[] std = new double[exact.size()];
    for (int i = 0; i < lower.length; i++) {
      boolean wide = i % 3 == 1;
      lower[i] = wide ? exact.vol(i) - 0.002 : exact.vol(i);
      upper[i] = wide ? (i % 2 == 0 ? Double.POSITIVE_INFINITY : exact.vol(i) + 0.1) : exact.vol(i);
      std[i] = 0.002;
    }
    var quotes = ModelQuotes.of(surface, lower, upper, std, std);
    var fitted = solve(CalibrationProblem.of(Heston.MODEL, quotes).with(Objective.IMPLIED_VOL));
    for (int i = 0; i < 5; i++) {
      assertThat(fitted.parameter(i) / truth[i]).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void held_andBounded_areKept() {
    OptionGrid surface = ReferenceQuotes.grid(new double[] {0.1, 0.5}, 9, 1.5);
    double[] truth = {0.3, 2, 0.4, 0.9, -0.4};
    ModelQuotes quotes = ReferenceQuotes.of(Heston.MODEL, truth, surface, 0.002);
    var fitted =
        solve(
            CalibrationProblem.of(Heston.MODEL, quotes)
                .holding("kappa", 5)
                .bounding("rho", -0.3, 0.3));
    assertThat(fitted.parameter(1)).isEqualTo(5);
    assertThat(fitted.parameter(4)).isBetween(-0.3, 0.3).isCloseTo(-0.3, within(1e-3));
    assertThat(fitted.status()).isInstanceOf(CalibrationStatus.AtBound.class);
    assertThat(fitted.evidence().stdDev(1)).isZero();
  }

  @Test
  void problem_isAValue_withTextAndHash() {
    ModelQuotes quotes = linearQuotes(stdDevs(), 0);
    var problem = CalibrationProblem.of(new LinearModel(), quotes).startingFrom(START);
    assertThat(problem.hash()).isEqualTo(problem.startingFrom(START).hash()).hasSize(64);
    assertThat(problem.holding("a", 1).hash()).isNotEqualTo(problem.hash());
    assertThat(problem.with(Objective.EQUAL_VOLS).hash()).isNotEqualTo(problem.hash());
    assertThat(problem.text()).startsWith("calibration-problem 1\nmodel linear\n");
    assertThatThrownBy(() -> problem.holding("kappa", 1))
        .hasMessageContaining("kappa")
        .hasMessageContaining("[a, b, c]");
  }

  @Test
  void tooFewQuotes_areUnfitted_withTheNumbers() {
    ModelQuotes two = linearQuotes(stdDevs(), 0).where(i -> i < 2);
    Calibration outcome = CalibrationProblem.of(new LinearModel(), two).solve();
    assertThat(outcome).isInstanceOf(Calibration.Unfitted.class);
    assertThat(((Calibration.Unfitted) outcome).reason()).contains("2 quotes for 3");
  }
}
