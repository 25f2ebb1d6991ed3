package io.calibrant.core.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.solve.Termination.Cause;
import io.calibrant.core.solve.Termination.Limit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LevenbergMarquardtTest {
  /// Residuals and their Jacobian in closed form.
  private interface Functions {
    void at(double[] x, double[] r, double[] j);
  }

  @Test
  void solve_misra1a_reachesTheCertifiedValues() {
    check(
        NistProblem.of(
            "misra1a",
            (x, b, d) -> {
              double e = StrictMath.exp(-b[1] * x);
              d[0] = 1 - e;
              d[1] = b[0] * x * e;
              return b[0] * (1 - e);
            }));
  }

  @Test
  void solve_mgh09_reachesTheCertifiedValues() {
    check(
        NistProblem.of(
            "mgh09",
            (x, b, d) -> {
              double top = x * x + x * b[1];
              double bottom = x * x + x * b[2] + b[3];
              d[0] = top / bottom;
              d[1] = b[0] * x / bottom;
              d[2] = -b[0] * top * x / (bottom * bottom);
              d[3] = -b[0] * top / (bottom * bottom);
              return b[0] * top / bottom;
            }));
  }

  @Test
  void solve_thurber_reachesTheCertifiedValues() {
    check(
        NistProblem.of(
            "thurber",
            (x, b, d) -> {
              double top = b[0] + x * (b[1] + x * (b[2] + x * b[3]));
              double bottom = 1 + x * (b[4] + x * (b[5] + x * b[6]));
              double power = 1;
              for (int i = 0; i < 4; i++) {
                d[i] = power / bottom;
                power *= x;
                if (i < 3) {
                  d[4 + i] = -top * power / (bottom * bottom);
                }
              }
              return top / bottom;
            }));
  }

  private static void check(NistProblem problem) {
    LeastSquaresSolution found =
        new LevenbergMarquardt(500, 1e-12, 1e-14, 0, Double.POSITIVE_INFINITY)
            .solve(problem, problem.named("start"));
    double[] certified = problem.named("certified");
    double rss = problem.named("rss")[0];
    assertThat(2 * found.cost() / rss).isCloseTo(1, within(1e-9));
    for (int i = 0; i < certified.length; i++) {
      assertThat(found.x(i) / certified[i]).as("b%d", i + 1).isCloseTo(1, within(1e-7));
    }
    if (certified.length == 4) {
      return;
    }
    double[] stdDev = problem.named("stddev");
    double scale = rss / (problem.residualCount() - certified.length);
    for (int i = 0; i < certified.length; i++) {
      assertThat(Math.sqrt(found.covariance(i, i) * scale) / stdDev[i])
          .as("standard deviation of b%d", i + 1)
          .isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void solve_rosenbrock_findsTheMinimum() {
    LeastSquaresSolution found = LevenbergMarquardt.DEFAULT.solve(rosenbrock(), at(-1.2, 1));
    // GRADIENT holds at |r| of 1e-10; the condition number there is 2500.
    assertThat(found.x(0)).isCloseTo(1, within(1e-8));
    assertThat(found.x(1)).isCloseTo(1, within(1e-8));
    assertThat(found.startCost()).isCloseTo(12.1, within(1e-12));
  }

  @Test
  void solve_powellsSingularFunction_findsTheMinimum() {
    var problem =
        problem(
            4,
            4,
            (x, r, j) -> {
              double five = Math.sqrt(5);
              double ten = Math.sqrt(10);
              double u = x[1] - 2 * x[2];
              double v = x[0] - x[3];
              fill(r, x[0] + 10 * x[1], five * (x[2] - x[3]), u * u, ten * v * v);
              fill(
                  j,
                  1,
                  10,
                  0,
                  0,
                  0,
                  0,
                  five,
                  -five,
                  0,
                  2 * u,
                  -4 * u,
                  0,
                  2 * ten * v,
                  0,
                  0,
                  -2 * ten * v);
            });
    LeastSquaresSolution found = LevenbergMarquardt.DEFAULT.solve(problem, at(3, -1, 0, 1));
    assertThat(found.cost()).isLessThan(1e-13);
    for (int i = 0; i < 4; i++) {
      assertThat(found.x(i)).isCloseTo(0, within(1e-3));
    }
  }

  @Test
  void solve_beale_findsTheMinimum() {
    double[] y = {1.5, 2.25, 2.625};
    var problem =
        problem(
            2,
            3,
            (x, r, j) -> {
              double power = 1;
              for (int i = 0; i < 3; i++) {
                j[2 * i + 1] = x[0] * (i + 1) * power;
                power *= x[1];
                r[i] = y[i] - x[0] * (1 - power);
                j[2 * i] = power - 1;
              }
            });
    LeastSquaresSolution found = LevenbergMarquardt.DEFAULT.solve(problem, at(1, 1));
    assertThat(found.x(0)).isCloseTo(3, within(1e-8));
    assertThat(found.x(1)).isCloseTo(0.5, within(1e-8));
  }

  @Test
  void solve_linearProblem_hasTheClosedFormAndItsCovariance() {
    // A straight line through y = 2 + 3t + noise at t = −2 … 2: (JᵀJ)⁻¹ = diag(1/5, 1/10).
    double[] noise = {0.1, -0.2, 0.05, 0.15, -0.1};
    var problem =
        problem(
            2,
            5,
            (x, r, j) -> {
              for (int i = 0; i < 5; i++) {
                double t = i - 2;
                r[i] = x[0] + x[1] * t - (2 + 3 * t + noise[i]);
                j[2 * i] = 1;
                j[2 * i + 1] = t;
              }
            });
    LeastSquaresSolution found = LevenbergMarquardt.DEFAULT.solve(problem, at(-7, 40));
    assertThat(found.x(0)).isCloseTo(2, within(1e-9));
    assertThat(found.x(1)).isCloseTo(3 + (-0.2 + 0.2 + 0.15 - 0.2) / 10, within(1e-9));
    assertThat(found.covariance(0, 0)).isCloseTo(0.2, within(1e-15));
    assertThat(found.covariance(1, 1)).isCloseTo(0.1, within(1e-15));
    assertThat(found.covariance(0, 1)).isCloseTo(0, within(1e-16));
  }

  @Test
  void solve_atTheMinimum_convergesByGradient() {
    assertThat(LevenbergMarquardt.DEFAULT.solve(rosenbrock(), at(1, 1)).termination())
        .isEqualTo(new Termination.Converged(Termination.Test.GRADIENT));
  }

  @Test
  void solve_looseStepTolerance_convergesByStep() {
    var solver = new LevenbergMarquardt(100, 0, 10, 0, Double.POSITIVE_INFINITY);
    assertThat(solver.solve(rosenbrock(), at(-1.2, 1)).termination())
        .isEqualTo(new Termination.Converged(Termination.Test.STEP));
  }

  @Test
  void solve_looseCostTolerance_convergesByCost() {
    var solver = new LevenbergMarquardt(100, 0, 0, 0.99, Double.POSITIVE_INFINITY);
    assertThat(solver.solve(rosenbrock(), at(-1.2, 1)).termination())
        .isEqualTo(new Termination.Converged(Termination.Test.COST));
  }

  @Test
  void solve_fewIterations_stopsWithTheBestPoint() {
    LeastSquaresSolution found =
        LevenbergMarquardt.DEFAULT.withMaxIterations(2).solve(rosenbrock(), at(-1.2, 1));
    assertThat(found.termination()).isEqualTo(new Termination.Stopped(Limit.ITERATIONS));
    assertThat(found.iterations()).isEqualTo(2);
    assertThat(found.cost()).isLessThan(found.startCost());
  }

  @Test
  void solve_askedToStop_stopsWithTheStart() {
    LeastSquaresSolution found =
        LevenbergMarquardt.DEFAULT.solve(
            rosenbrock(), at(-1.2, 1), Bounds.NONE, StopSignal.after(1), new Workspace());
    assertThat(found.termination()).isEqualTo(new Termination.Stopped(Limit.DEADLINE));
    assertThat(found.toArray()).containsExactly(-1.2, 1);
  }

  @Test
  void solve_startNotFinite_fails() {
    LeastSquaresSolution found =
        LevenbergMarquardt.DEFAULT.solve(problem(1, 1, (x, r, j) -> fill(r, Double.NaN)), at(1));
    assertThat(found.termination()).isEqualTo(new Termination.Failed(Cause.NOT_FINITE));
    assertThat(found.covariance(0, 0)).isNaN();
  }

  @Test
  void solve_maxStep_isKept() {
    double[] widest = {0};
    double[] last = {Double.NaN};
    var problem =
        problem(
            1,
            1,
            (x, r, j) -> {
              fill(r, x[0] - 100);
              fill(j, 1);
              if (x[0] != last[0]) {
                widest[0] = Math.max(widest[0], Math.abs(x[0] - last[0]));
                last[0] = x[0];
              }
            });
    last[0] = 0;
    LeastSquaresSolution found = LevenbergMarquardt.DEFAULT.withMaxStep(3).solve(problem, at(0));
    assertThat(found.x(0)).isCloseTo(100, within(1e-6));
    assertThat(widest[0]).isLessThanOrEqualTo(3 + 1e-12);
  }

  /// Where one component is cut, the others are the best given it: with the whole step made shorter
  /// the second would end at 50/3.
  @Test
  void solve_oneStepTooLong_doesNotShortenTheOthers() {
    var problem =
        problem(
            2,
            2,
            (x, r, j) -> {
              r[0] = x[0] - 30;
              r[1] = x[1] + 0.1 * x[0] - 5;
              System.arraycopy(new double[] {1, 0, 0.1, 1}, 0, j, 0, 4);
            });
    var solver = new LevenbergMarquardt(1, 0, 0, 0, 10).finishing();
    LeastSquaresSolution found = solver.solve(problem, at(0, 0));
    assertThat(found.x(0)).isEqualTo(10);
    assertThat(found.x(1)).isCloseTo(4, within(1e-9));
  }

  @Test
  void finishing_nearTheEnd_confirmsByResidualsAlone() {
    var start = LevenbergMarquardt.DEFAULT.solve(rosenbrock(), at(-1.2, 1));
    double[] near = at(start.x(0) + 1e-7, start.x(1) + 2e-7);
    LeastSquaresSolution found =
        new LevenbergMarquardt(100, 1e-10, 1e-13, 1e-8, 10).finishing().solve(rosenbrock(), near);
    assertThat(found.termination()).isEqualTo(new Termination.Converged(Termination.Test.COST));
    assertThat(found.evaluations()).isEqualTo(2);
    assertThat(found.jacobianEvaluations()).isEqualTo(1);
    assertThat(found.x(0)).isCloseTo(1, within(1e-12));
  }

  /// In a bent valley the cost after a step is not the predicted one: nothing is cut short.
  @Test
  void finishing_farFromTheEnd_goesOnToIt() {
    LeastSquaresSolution found =
        new LevenbergMarquardt(100, 1e-12, 1e-12, 1e-8, 10)
            .finishing()
            .solve(rosenbrock(), at(-1.2, 1));
    assertThat(found.x(0)).isCloseTo(1, within(1e-9));
    assertThat(found.x(1)).isCloseTo(1, within(1e-9));
  }

  @Test
  void approach_linearProblem_leapsWithoutEvaluating() {
    var problem =
        problem(
            1,
            1,
            (x, r, j) -> {
              fill(r, x[0] - 7);
              fill(j, 1);
            });
    var work = new Workspace();
    double[] beyond = new double[1];
    work.begin(problem, at(6.9), Bounds.NONE, StopSignal.NEVER);
    var solver = LevenbergMarquardt.DEFAULT.withCostTolerance(0.1).finishing();
    assertThat(solver.approach(work, 0, beyond).usable()).isTrue();
    assertThat(beyond[0]).isCloseTo(7, within(1e-9));
    assertThat(work.evaluations()).isEqualTo(1);
  }

  @Test
  void approach_stepNotWorthWhile_staysWhereItIs() {
    var problem =
        problem(
            1,
            2,
            (x, r, j) -> {
              r[0] = x[0] - 7;
              r[1] = 5;
              j[0] = 1;
              j[1] = 0;
            });
    var work = new Workspace();
    double[] beyond = new double[1];
    work.begin(problem, at(5), Bounds.NONE, StopSignal.NEVER);
    LevenbergMarquardt.DEFAULT.approach(work, 0.9, beyond);
    assertThat(beyond[0]).isEqualTo(5);
    assertThat(work.evaluations()).isEqualTo(1);
  }

  @Test
  void solve_wrongStartLength_namesBoth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LevenbergMarquardt.DEFAULT.solve(rosenbrock(), at(1)))
        .withMessageContaining("start.length=1");
  }

  @Test
  void normalEquations_randomBands_agreeWithGaussianElimination() {
    var random = new SplittableRandom(71);
    for (int trial = 0; trial < 300; trial++) {
      int n = random.nextInt(1, 13);
      int width = random.nextInt(1, n + 1);
      var equations = new NormalEquations(n, width - 1);
      double[][] full = new double[n][n + 1];
      for (int row = 0; row < 3 * n + 3; row++) {
        int offset = random.nextInt(0, n - width + 1);
        double[] values = random.doubles(width, -1, 1).toArray();
        double r = random.nextDouble(-1, 1);
        equations.add(offset, values, width, r);
        for (int i = 0; i < width; i++) {
          full[offset + i][n] -= values[i] * r;
          for (int j = 0; j < width; j++) {
            full[offset + i][offset + j] += values[i] * values[j];
          }
        }
      }
      double damping = random.nextDouble(0.01, 1);
      for (int i = 0; i < n; i++) {
        full[i][i] += damping * full[i][i] + 1e-3;
      }
      double[] step = new double[n];
      assertThat(equations.solve(damping, 1e-3, step)).isTrue();
      double[] expected = eliminate(full);
      for (int i = 0; i < n; i++) {
        assertThat(step[i]).isCloseTo(expected[i], within(1e-8 * (1 + Math.abs(expected[i]))));
      }
    }
  }

  /// Solves the augmented system by Gaussian elimination with partial pivoting.
  private static double[] eliminate(double[][] a) {
    int n = a.length;
    for (int p = 0; p < n; p++) {
      int best = p;
      for (int i = p + 1; i < n; i++) {
        best = Math.abs(a[i][p]) > Math.abs(a[best][p]) ? i : best;
      }
      double[] swap = a[p];
      a[p] = a[best];
      a[best] = swap;
      for (int i = 0; i < n; i++) {
        double factor = i == p ? 0 : a[i][p] / a[p][p];
        for (int j = p; j <= n; j++) {
          a[i][j] -= factor * a[p][j];
        }
      }
    }
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = a[i][n] / a[i][i];
    }
    return x;
  }

  private static LeastSquaresProblem rosenbrock() {
    return problem(
        2,
        2,
        (x, r, j) -> {
          fill(r, 10 * (x[1] - x[0] * x[0]), 1 - x[0]);
          fill(j, -20 * x[0], 10, -1, 0);
        });
  }

  private static double[] at(double... x) {
    return x;
  }

  private static void fill(double[] to, double... values) {
    System.arraycopy(values, 0, to, 0, values.length);
  }

  private static LeastSquaresProblem problem(int n, int m, Functions functions) {
    return new LeastSquaresProblem() {
      @Override
      public int parameterCount() {
        return n;
      }

      @Override
      public int residualCount() {
        return m;
      }

      @Override
      public boolean evaluate(double[] x, double[] residuals, double[] jacobian) {
        functions.at(x, residuals, jacobian);
        return true;
      }
    };
  }
}
