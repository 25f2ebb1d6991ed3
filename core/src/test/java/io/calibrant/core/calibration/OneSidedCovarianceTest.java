package io.calibrant.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.math.Normal;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import io.calibrant.core.solve.LevenbergMarquardt;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class OneSidedCovarianceTest {
  /// Variances 4 and 1, covariance 0.6.
  private static final double[] FREE = {4, 0.6, 0.6, 1};

  private static final double HARD = 1e4;
  private static final double EXPIRY = 0.25;
  private static final LevenbergMarquardt SOLVER = new LevenbergMarquardt(150, 1e-7, 1e-8, 1e-8, 1);

  @Test
  void remaining_anyConditionAndStiffness_isTheVarianceByQuadrature() {
    for (double alpha = -5; alpha <= 5; alpha += 0.5) {
      for (double share : new double[] {0.1, 0.5, 0.9, 1}) {
        double a = alpha;
        DoubleUnaryOperator held = u -> u - share * Math.max(a + u, 0);
        double mean = expectation(held, -alpha);
        double square =
            expectation(u -> (held.applyAsDouble(u) - mean) * (held.applyAsDouble(u) - mean), -a);
        assertThat(OneSidedCovariance.remaining(alpha, share)).isCloseTo(square, within(1e-10));
        assertThat(-share * OneSidedCovariance.excess(alpha)).isCloseTo(mean, within(1e-10));
      }
    }
  }

  /// ∫ f(u) n(u) du by Simpson's rule on either side of the kink.
  private static double expectation(DoubleUnaryOperator f, double kink) {
    return simpson(f, -12, kink) + simpson(f, kink, 12);
  }

  private static double simpson(DoubleUnaryOperator f, double from, double to) {
    int steps = 4_000;
    double h = (to - from) / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double u = from + i * h;
      double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * f.applyAsDouble(u) * Normal.density(u);
    }
    return sum * h / 3;
  }

  @Test
  void entries_noConditionNear_isTheFreeCovariance() {
    var held = new OneSidedCovariance(FREE, 2);
    held.add(0, new double[] {HARD, 0}, 2, -3 * 2 * HARD);
    assertThat(held.entries()).containsExactly(FREE);
  }

  @Test
  void entries_oneConditionThatJustHolds_narrowsItsNormalAlone() {
    var held = new OneSidedCovariance(FREE, 2);
    held.add(0, new double[] {HARD, 0}, 2, 0);
    double[] found = held.entries();
    double left = 0.5 - 0.5 / Math.PI;
    assertThat(found[0]).isCloseTo(4 * left, within(1e-6));
    assertThat(found[1]).isCloseTo(0.6 * left, within(1e-6));
    // What of y does not go with x keeps its variance.
    assertThat(found[3] - found[1] * found[1] / found[0]).isCloseTo(1 - 0.09, within(1e-6));
  }

  @Test
  void entries_conditionFarBeyondItsBound_isTwoSided() {
    var held = new OneSidedCovariance(FREE, 2);
    held.add(0, new double[] {3, 0}, 2, 200);
    // A row with residual noise 1: the variance of the Bayesian update.
    assertThat(held.entries()[0]).isCloseTo(4 / (1 + 9 * 4.0) / (1 + 9 * 4.0), within(1e-9));
  }

  @Test
  void entries_sameConditionAtTheNextPoint_countsOnce() {
    var one = new OneSidedCovariance(FREE, 2);
    one.add(0, new double[] {HARD, 0.1 * HARD}, 2, 0);
    var two = new OneSidedCovariance(FREE, 2);
    two.add(0, new double[] {HARD, 0.1 * HARD}, 2, 0);
    two.add(0, new double[] {HARD, 0.11 * HARD}, 2, -0.01 * HARD);
    assertThat(two.entries()).containsExactly(one.entries());
  }

  @Test
  void entries_twoConditionsAtAnyAngle_spreadAsProjectionsDo() {
    for (double degrees : new double[] {40, 60, 90, 120}) {
      for (double slack : new double[] {0, 0.7}) {
        double[] second = {Math.cos(Math.toRadians(degrees)), Math.sin(Math.toRadians(degrees))};
        var held = new OneSidedCovariance(new double[] {1, 0, 0, 1}, 2);
        held.add(0, new double[] {HARD, 0}, 2, 0);
        held.add(0, new double[] {HARD * second[0], HARD * second[1]}, 2, -slack * HARD);
        double[] found = held.entries();
        double[] drawn = projected(second, slack);
        for (int i = 0; i < 2; i++) {
          assertThat(Math.sqrt(found[3 * i] / drawn[i]))
              .as("%s degrees, slack %s, axis %d", degrees, slack, i)
              .isBetween(0.9, degrees > 90 ? 1.3 : 1.1); // too wide in narrow wedges
        }
      }
    }
  }

  /// Variances of (x, y) ~ N(0, 1) projected on x ≤ 0 and second·(x, y) ≤ slack.
  private static double[] projected(double[] second, double slack) {
    var random = new SplittableRandom(11);
    int draws = 40_000;
    double[] sum = new double[2];
    double[] squares = new double[2];
    for (int i = 0; i < draws; i++) {
      double[] at = {random.nextGaussian(), random.nextGaussian()};
      // Dykstra's alternating projections.
      double[] first = new double[2];
      double other = 0;
      for (int round = 0; round < 200; round++) {
        double x = at[0] + first[0];
        at[0] = Math.min(x, 0);
        first[0] = x - at[0];
        double over = second[0] * at[0] + second[1] * at[1] + other - slack;
        double back = Math.max(over, 0) - other;
        at[0] -= back * second[0];
        at[1] -= back * second[1];
        other = Math.max(over, 0);
      }
      for (int j = 0; j < 2; j++) {
        sum[j] += at[j];
        squares[j] += at[j] * at[j];
      }
    }
    return new double[] {
      squares[0] / draws - sum[0] * sum[0] / draws / draws,
      squares[1] / draws - sum[1] * sum[1] / draws / draws
    };
  }

  @Test
  void of_smileOnTheButterflyBound_spreadsAsRefitsDo() {
    Svi smile = smileOnTheBound();
    assertThat(SviButterfly.minimum(smile).g())
        .isCloseTo(SurfaceProblem.BUTTERFLY_MARGIN, within(1e-9));
    double[] truth = new double[SviCoordinates.N];
    SviCoordinates.fromSvi(smile, truth, 0);
    int refits = 600;
    var random = new SplittableRandom(5);
    var points = new ConditionPoints(new double[] {0.3 * Math.sqrt(EXPIRY)});
    points.addButterfly(0, (SviButterfly.minimum(smile).k() - smile.m()) / smile.sigma());
    double[] sum = new double[SviCoordinates.N];
    double[] squares = new double[SviCoordinates.N];
    for (int b = 0; b < refits; b++) {
      var problem = problem(smile, points, random);
      double[] x = truth;
      for (double penalty : new double[] {1e2, 1e3, 1e4, 1e5, 1e6}) {
        problem.setPenalty(penalty);
        x = SOLVER.solve(problem, x).toArray();
      }
      for (int i = 0; i < x.length; i++) {
        sum[i] += x[i] - truth[i];
        squares[i] += (x[i] - truth[i]) * (x[i] - truth[i]);
      }
    }
    var problem = problem(smile, points, random);
    problem.setPenalty(1e6);
    double[] found =
        Objects.requireNonNull(OneSidedCovariance.of(problem, truth, new double[] {1}));
    for (int i = 0; i < truth.length; i++) {
      double spread = Math.sqrt((squares[i] - sum[i] * sum[i] / refits) / (refits - 1));
      // 600 refits tell a spread to 3 %; the wings are logarithms and bend.
      assertThat(spread / Math.sqrt(found[(SviCoordinates.N + 1) * i]))
          .as("coordinate %d", i)
          .isBetween(0.9, 1.1);
    }
  }

  @Test
  void of_conditionsThatHoldNearby_countToo() {
    Svi smile = smileOnTheBound();
    Svi above = new Svi(smile.a() + 1e-4, smile.b(), smile.rho(), smile.m(), smile.sigma());
    assertThat(SviButterfly.minimum(above).g()).isGreaterThan(SurfaceProblem.BUTTERFLY_MARGIN);
    double[] held = covariance(1e6, 1, above);
    double[] free = covariance(0, 1, above);
    assertThat(held[12]).isLessThan(0.95 * free[12]);
    // A smile that lies above another by about the error of both moves with it.
    Svi safe = atLevel(0.03);
    Svi later = new Svi(safe.a() + 1e-4, safe.b(), safe.rho(), safe.m(), safe.sigma());
    assertThat(covariance(0, 1, safe, later)[5]).isZero();
    double[] pair = covariance(1e6, 1, safe, later);
    assertThat(pair[5]).isGreaterThan(0.1 * pair[0]);
  }

  @Test
  void of_scaledVariances_areWithoutConditionsSoManyTimesAsLarge() {
    Svi smile = atLevel(0.03);
    double[] one = covariance(0, 1, smile);
    double[] four = covariance(0, 4, smile);
    for (int i = 0; i < one.length; i++) {
      assertThat(four[i]).isCloseTo(4 * one[i], within(1e-12 * Math.abs(one[i])));
    }
  }

  private static double[] covariance(double penalty, double scale, Svi... smiles) {
    var random = new SplittableRandom(9);
    List<SliceTarget> targets = Arrays.stream(smiles).map(smile -> target(smile, random)).toList();
    double[] stdDevs = new double[smiles.length];
    double[] scales = new double[smiles.length];
    double[] x = new double[SviCoordinates.N * smiles.length];
    for (int i = 0; i < smiles.length; i++) {
      stdDevs[i] = 0.3 * Math.sqrt(EXPIRY);
      scales[i] = scale;
      SviCoordinates.fromSvi(smiles[i], x, SviCoordinates.N * i);
    }
    var problem = new SurfaceProblem(targets, new ConditionPoints(stdDevs), 11);
    problem.setPenalty(penalty);
    return Objects.requireNonNull(OneSidedCovariance.of(problem, x, scales));
  }

  /// The smile with least g at the margin of the penalty, by bisection in its level.
  private static Svi smileOnTheBound() {
    double low = 0.001;
    double high = 0.03;
    for (int i = 0; i < 60; i++) {
      double level = 0.5 * (low + high);
      if (SviButterfly.minimum(atLevel(level)).g() >= SurfaceProblem.BUTTERFLY_MARGIN) {
        high = level;
      } else {
        low = level;
      }
    }
    return atLevel(high);
  }

  private static Svi atLevel(double level) {
    return new Svi(level - 0.024, 0.25, -0.3, 0.05, 0.1);
  }

  private static SurfaceProblem problem(
      Svi smile, ConditionPoints points, SplittableRandom random) {
    SliceTarget target = target(smile, random);
    var problem = new SurfaceProblem(List.of(target), points, 11);
    double[] weights = new double[target.size];
    Arrays.fill(weights, 1);
    problem.setWeights(new double[][] {weights});
    return problem;
  }

  /// 41 mids about `smile`, each with its own error.
  private static SliceTarget target(Svi smile, SplittableRandom random) {
    int size = 41;
    var names = new String[size];
    var types = new OptionType[size];
    var reasons = new ReasonCode[size];
    double[][] columns = new double[6][size];
    for (int i = 0; i < size; i++) {
      double k = 0.02 * (i - size / 2);
      double vol = smile.impliedVol(k, EXPIRY) + 0.002 * random.nextGaussian();
      names[i] = "Q" + i;
      types[i] = k < 0 ? OptionType.PUT : OptionType.CALL;
      reasons[i] = ReasonCode.USED;
      columns[0][i] = StrictMath.exp(k);
      columns[1][i] = k;
      columns[2][i] = vol - 0.002;
      columns[3][i] = vol + 0.002;
      columns[4][i] = vol;
      columns[5][i] = 0.002;
    }
    SmileQuotes quotes =
        SmileQuotes.ofUnsafe(
            names,
            columns[0],
            types,
            columns[1],
            columns[2],
            columns[3],
            columns[4],
            columns[5],
            reasons);
    return SliceTarget.of(quotes, EXPIRY, CalibrationSettings.DEFAULT.range(), -1);
  }
}
