package io.calibrant.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.solve.NormalEquations;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SurfaceProblemTest {
  private static final int N = SviCoordinates.N;
  private static final int QUOTES = 12;

  @Test
  void linearize_robustLoss_hasTheCostsGradient() {
    check(false, 101);
  }

  @Test
  void linearize_frozenWeights_hasTheCostsGradient() {
    check(true, 102);
  }

  /// The gradient at random points, most of which violate butterfly and calendar conditions.
  private static void check(boolean frozen, long seed) {
    var random = new SplittableRandom(seed);
    int violating = 0;
    for (int trial = 0; trial < 200; trial++) {
      List<SliceTarget> targets = List.of(target(random, 0.1), target(random, 0.2));
      double[] stdDevs =
          targets.stream().mapToDouble(t -> t.atmVol * Math.sqrt(t.expiry)).toArray();
      var problem = new SurfaceProblem(targets, new ConditionPoints(stdDevs), 11);
      double[] x = new double[2 * N];
      SviCoordinates.fromSvi(SviCoordinatesTest.draw(random), x, 0);
      SviCoordinates.fromSvi(SviCoordinatesTest.draw(random), x, N);
      problem.setPenalty(1e-9);
      double unconstrained = problem.cost(x);
      problem.setPenalty(100);
      violating += problem.cost(x) > unconstrained + 1e-6 ? 1 : 0;
      if (frozen) {
        problem.freezeWeights(x);
      }
      var equations = new NormalEquations(problem.parameterCount(), problem.bandwidth());
      assertThat(problem.cost(x)).isFinite();
      problem.linearize(x, equations);
      for (int j = 0; j < x.length; j++) {
        double h = 1e-6;
        double difference = (cost(problem, x, j, h) - cost(problem, x, j, -h)) / (2 * h);
        double scale = Math.abs(difference) + Math.abs(problem.cost(x)) + 1;
        assertThat(equations.gradient(j))
            .as("trial %d component %d at %s", trial, j, Arrays.toString(x))
            .isCloseTo(difference, within(2e-5 * scale));
      }
    }
    assertThat(violating).isGreaterThan(100);
  }

  @Test
  void cost_outsideTheDomain_isInfinite() {
    var random = new SplittableRandom(103);
    var target = target(random, 0.1);
    var problem = new SurfaceProblem(List.of(target), new ConditionPoints(new double[] {0.2}), 11);
    assertThat(problem.cost(new double[] {-3, 0.5, 0, -2, -2})).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(problem.bandwidth()).isEqualTo(N - 1);
  }

  /// Problems that follow each other in the same columns and conditions leave each other nothing.
  @Test
  void linearized_afterOthersInTheSameColumns_hasTheSameBits() {
    var random = new SplittableRandom(104);
    var columns = new SurfaceProblem.Columns();
    var conditions = new OneSidedCovariance.Conditions();
    int held = 0;
    for (int trial = 0; trial < 200; trial++) {
      var targets = List.of(target(random, 0.1));
      var points = new ConditionPoints(new double[] {0.2});
      if (trial % 3 == 0) {
        points.addButterfly(0, random.nextDouble(-2, 2));
      }
      double[] x = new double[N];
      SviCoordinates.fromSvi(SviCoordinatesTest.draw(random), x, 0);
      var alone = new SurfaceProblem(targets, points, 11);
      var shared = new SurfaceProblem(targets, points, 11, columns);
      var expected = new NormalEquations(N, N - 1);
      var found = new NormalEquations(N, N - 1);
      assertThat(shared.linearized(x, found)).isEqualTo(alone.linearized(x, expected));
      for (int j = 0; j < N; j++) {
        assertThat(found.gradient(j)).isEqualTo(expected.gradient(j));
      }
      assertThat(found.inverse(1e-9)).isEqualTo(expected.inverse(1e-9));
      double[] scales = {0.5};
      double[] covariance = OneSidedCovariance.of(alone, x, scales);
      assertThat(OneSidedCovariance.of(shared, x, scales, conditions)).isEqualTo(covariance);
      held += covariance == null ? 0 : 1;
    }
    assertThat(held).isGreaterThan(150);
  }

  private static double cost(SurfaceProblem problem, double[] x, int j, double h) {
    double[] at = x.clone();
    at[j] += h;
    return problem.cost(at);
  }

  /// Quotes scattered round a smile: mids, one-sided ones and intervals.
  private static SliceTarget target(SplittableRandom random, double expiry) {
    Svi smile = SviCoordinatesTest.draw(random);
    String[] names = new String[QUOTES];
    double[][] columns = new double[6][QUOTES];
    var types = new OptionType[QUOTES];
    var reasons = new ReasonCode[QUOTES];
    ReasonCode[] codes = {
      ReasonCode.USED,
      ReasonCode.USED,
      ReasonCode.USED_ASK_ONLY,
      ReasonCode.USED,
      ReasonCode.USED_BID_ONLY,
      ReasonCode.USED_INTERVAL
    };
    for (int i = 0; i < QUOTES; i++) {
      double k = 0.05 * (i - QUOTES / 2.0) + 0.01;
      double vol = smile.impliedVol(k, expiry) * random.nextDouble(0.9, 1.1);
      names[i] = "Q" + i;
      types[i] = k < 0 ? OptionType.PUT : OptionType.CALL;
      reasons[i] = codes[i % codes.length];
      columns[0][i] = StrictMath.exp(k);
      columns[1][i] = k;
      columns[2][i] = vol - 0.02;
      columns[3][i] = vol + 0.02;
      columns[4][i] = vol;
      columns[5][i] = random.nextDouble(0.005, 0.05);
    }
    var quotes =
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
    return SliceTarget.of(quotes, expiry, QuoteRange.DEFAULT, -1);
  }
}
