package io.calibrant.core.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.calibrant.core.solve.Termination.Limit;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What every solver promises.
class SolverContractTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  static final List<Solver> ALL =
      List.of(
          LevenbergMarquardt.DEFAULT,
          LevenbergMarquardt.DEFAULT.withAcceleration(true),
          TrustRegion.DEFAULT,
          ProjectedLbfgs.DEFAULT,
          NelderMead.DEFAULT,
          CmaEs.DEFAULT,
          DifferentialEvolution.DEFAULT,
          MultiStart.DEFAULT,
          new Polished(new CmaEs(600, 0, 1e-3, 1e-3, 7), LevenbergMarquardt.DEFAULT));

  static final List<Solver> HOT = ALL;

  @ParameterizedTest
  @FieldSource("ALL")
  void solve_rosenbrock_findsTheMinimum(Solver solver) {
    LeastSquaresSolution found =
        solver.solve(Problems.rosenbrock(), at(-1.2, 1), box(-5, 5, -5, 5));
    assertThat(found.x(0)).isCloseTo(1, within(1e-6));
    assertThat(found.x(1)).isCloseTo(1, within(1e-6));
  }

  /// With x₁ ≤ 0.5 the constrained minimum is (0.5, 0.25): r = (0, 0.5).
  @ParameterizedTest
  @FieldSource("ALL")
  void solve_rosenbrockBounded_findsTheMinimumAtTheBound(Solver solver) {
    LeastSquaresSolution found =
        solver.solve(Problems.rosenbrock(), at(-1.2, 1), box(-5, 0.5, -5, 5));
    assertThat(found.cost()).isCloseTo(0.125, within(1e-9));
    assertThat(found.x(0)).isCloseTo(0.5, within(1e-7));
    assertThat(found.x(1)).isCloseTo(0.25, within(1e-6));
  }

  /// Stops after each number of evaluations: the point is the best of those seen, again the same
  /// when replayed with that number, and never worse than with fewer evaluations.
  @ParameterizedTest
  @FieldSource("ALL")
  void solve_stoppedAnywhere_replaysTheSamePoint(Solver solver) {
    Bounds box = box(-5, 5, -5, 5);
    int all = Math.min(300, solver.solve(Problems.rosenbrock(), at(-1.2, 1), box).evaluations());
    double before = INFINITE;
    for (int k = 1; k < all; k++) {
      long[] asked = {0};
      int at = k;
      StopSignal clock = evaluations -> ++asked[0] >= at;
      LeastSquaresSolution live =
          solver.solve(Problems.rosenbrock(), at(-1.2, 1), box, clock, new Workspace());
      assertThat(live.termination()).isEqualTo(new Termination.Stopped(Limit.DEADLINE));
      LeastSquaresSolution replayed =
          solver.solve(
              Problems.rosenbrock(),
              at(-1.2, 1),
              box,
              StopSignal.after(live.evaluations()),
              new Workspace());
      assertThat(replayed.toArray()).containsExactly(live.toArray());
      assertThat(replayed.evaluations()).isEqualTo(live.evaluations()).isEqualTo(k);
      assertThat(live.cost()).isLessThanOrEqualTo(before);
      before = live.cost();
    }
  }

  /// Half the plane is outside the domain, and next to the border the residuals are not finite.
  @ParameterizedTest
  @FieldSource("ALL")
  void solve_holesInTheDomain_keepsOut(Solver solver) {
    LeastSquaresProblem plain = Problems.rosenbrock();
    LeastSquaresProblem holed =
        new LeastSquaresProblem() {
          @Override
          public int parameterCount() {
            return 2;
          }

          @Override
          public int residualCount() {
            return 2;
          }

          @Override
          public boolean evaluate(double[] x, double[] residuals, double[] jacobian) {
            plain.evaluate(x, residuals, jacobian);
            if (x[0] > 1.6) {
              residuals[1] = Double.NaN;
            }
            if (x[1] > 2.2) {
              jacobian[0] = INFINITE;
              residuals[0] = INFINITE;
            }
            return x[0] > -1.5;
          }
        };
    LeastSquaresSolution found = solver.solve(holed, at(-1.2, 1), box(-5, 5, -5, 5));
    assertThat(found.x(0)).isCloseTo(1, within(1e-6));
    assertThat(found.x(1)).isCloseTo(1, within(1e-6));
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void solve_twiceInOneWorkspace_givesTheSameBits(Solver solver) {
    var work = new Workspace();
    Bounds box = box(-5, 5, -5, 5);
    LeastSquaresSolution first =
        solver.solve(Problems.rosenbrock(), at(-1.2, 1), box, StopSignal.NEVER, work);
    solver.solve(Problems.rosenbrock(), at(0.3, -2), box, StopSignal.NEVER, work);
    LeastSquaresSolution again =
        solver.solve(Problems.rosenbrock(), at(-1.2, 1), box, StopSignal.NEVER, work);
    assertThat(again.toArray()).containsExactly(first.toArray());
    assertThat(again.evaluations()).isEqualTo(first.evaluations());
    assertThat(again.covariance(0, 1)).isEqualTo(first.covariance(0, 1));
  }

  @ParameterizedTest
  @FieldSource("HOT")
  void minimize_afterWarmUp_allocatesNothing(Solver solver) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    var work = new Workspace();
    LeastSquaresProblem problem = Problems.rosenbrock();
    double[] start = at(-1.2, 1);
    Bounds box = box(-5, 5, -5, 0.9);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 100; i++) {
        work.begin(problem, start, box, StopSignal.NEVER);
        solver.minimize(work);
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    // What asking for the count itself allocates is less than a byte a solve.
    assertThat(least).isLessThan(100);
  }

  @Test
  void bounds_outOfOrder_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bounds.of(at(1), at(0)))
        .withMessageContaining("lower[0]=1.0, upper[0]=0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bounds.of(at(Double.NaN), at(0)))
        .withMessageContaining("in order");
  }

  private static double[] at(double... x) {
    return x;
  }

  private static Bounds box(double x0, double x1, double y0, double y1) {
    return Bounds.of(at(x0, y0), at(x1, y1));
  }
}
