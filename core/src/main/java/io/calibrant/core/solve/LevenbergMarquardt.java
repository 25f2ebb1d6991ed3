package io.calibrant.core.solve;

import io.calibrant.core.solve.Termination.Cause;
import io.calibrant.core.solve.Termination.Limit;
import io.calibrant.core.solve.Termination.Test;
import java.util.function.BooleanSupplier;

/// The Levenberg–Marquardt method with Marquardt scaling and Nielsen's damping update.
///
/// Each iteration solves (JᵀJ + μ diag JᵀJ) δ = −Jᵀr and accepts δ when the cost falls. With the
/// gain ϱ = (actual fall)/(predicted fall), an accepted step multiplies μ by max(1/9, 1 − (2ϱ −
/// 1)³); a rejected one by 2, 4, 8 … Madsen, Nielsen and Tingleff, *Methods for non-linear least
/// squares problems*, 2nd edition (2004), section 3.2.
///
/// It stops as converged when
/// - GRADIENT: maxᵢ |gᵢ| / √(JᵀJ)ᵢᵢ ≤ gradientTolerance · √(1 + 2·cost), or
/// - STEP: maxᵢ |δᵢ| ≤ stepTolerance · (|xᵢ| + stepTolerance) for every i, or
/// - COST: an accepted step lowers the cost by less than costTolerance · (cost + costTolerance).
///
/// @param maxIterations accepted steps at the most, ≥ 0
/// @param maxStep no component of x moves by more than this in one step; > 0
public record LevenbergMarquardt(
    int maxIterations,
    double gradientTolerance,
    double stepTolerance,
    double costTolerance,
    double maxStep) {
  /// Tight tolerances for problems that are solved once.
  public static final LevenbergMarquardt DEFAULT =
      new LevenbergMarquardt(100, 1e-10, 1e-10, 1e-12, Double.POSITIVE_INFINITY);

  private static final double START_DAMPING = 1e-4;
  private static final double MIN_DAMPING = 1e-12;
  private static final double MAX_DAMPING = 1e16;

  /// A solver with another limit on iterations.
  public LevenbergMarquardt withMaxIterations(int iterations) {
    return new LevenbergMarquardt(
        iterations, gradientTolerance, stepTolerance, costTolerance, maxStep);
  }

  /// A solver with another tolerance on the fall of the cost.
  public LevenbergMarquardt withCostTolerance(double tolerance) {
    return new LevenbergMarquardt(
        maxIterations, gradientTolerance, stepTolerance, tolerance, maxStep);
  }

  /// A solver with another limit on the largest component of a step.
  public LevenbergMarquardt withMaxStep(double step) {
    return new LevenbergMarquardt(
        maxIterations, gradientTolerance, stepTolerance, costTolerance, step);
  }

  /// Minimises ½‖r(x)‖² from `start`.
  public LeastSquaresSolution solve(LeastSquaresProblem problem, double[] start) {
    return new Run(new DenseProblem(problem), start, true).go(() -> false);
  }

  /// Minimises the problem's cost from `start`; the solution carries no covariance, which a
  /// structured problem's owner takes from its own [NormalEquations].
  public LeastSquaresSolution solve(StructuredProblem problem, double[] start) {
    return solve(problem, start, () -> false);
  }

  /// Minimises the problem's cost from `start` until done or `stop` says true.
  ///
  /// @param start length n; read only
  /// @param stop asked once an iteration; when true the best point so far is returned with
  ///   [Limit#DEADLINE]
  public LeastSquaresSolution solve(
      StructuredProblem problem, double[] start, BooleanSupplier stop) {
    return new Run(problem, start, false).go(stop);
  }

  /// One solve: the mutable state that the method needs.
  private final class Run {
    private final StructuredProblem problem;
    private final NormalEquations equations;
    private final double startCost;
    private final boolean withCovariance;
    private final double[] step;
    private final double[] trial;
    private double[] x;
    private double cost;
    private double damping = START_DAMPING;
    private double growth = 2;
    private int iterations;
    private int evaluations = 1;

    Run(StructuredProblem problem, double[] start, boolean withCovariance) {
      this.withCovariance = withCovariance;
      int n = problem.parameterCount();
      if (start.length != n) {
        throw new IllegalArgumentException(
            "start.length=%d: must equal the problem's parameter count %d"
                .formatted(start.length, n));
      }
      this.problem = problem;
      this.equations = new NormalEquations(n, problem.bandwidth());
      this.x = start.clone();
      this.step = new double[n];
      this.trial = new double[n];
      this.cost = problem.cost(x);
      this.startCost = cost;
    }

    LeastSquaresSolution go(BooleanSupplier stop) {
      if (!(cost < Double.POSITIVE_INFINITY)) {
        return finish(new Termination.Failed(Cause.START_OUTSIDE_DOMAIN));
      }
      linearize();
      while (true) {
        if (gradientIsSmall()) {
          return finish(new Termination.Converged(Test.GRADIENT));
        }
        if (iterations >= maxIterations) {
          return finish(new Termination.Stopped(Limit.ITERATIONS));
        }
        if (stop.getAsBoolean()) {
          return finish(new Termination.Stopped(Limit.DEADLINE));
        }
        double before = cost;
        Termination stalled = advance();
        if (stalled != null) {
          return finish(stalled);
        }
        iterations++;
        if (before - cost <= costTolerance * (cost + costTolerance)) {
          return finish(new Termination.Converged(Test.COST));
        }
      }
    }

    /// Takes one accepted step; returns why not when none exists.
    private @org.jspecify.annotations.Nullable Termination advance() {
      while (damping <= MAX_DAMPING) {
        if (equations.solve(damping, Double.MIN_NORMAL, step)) {
          double predicted = scaleAndPredict();
          if (stepIsSmall()) {
            return new Termination.Converged(Test.STEP);
          }
          for (int i = 0; i < x.length; i++) {
            trial[i] = x[i] + step[i];
          }
          double trialCost = problem.cost(trial);
          evaluations++;
          if (trialCost < cost) {
            accept(trialCost, predicted);
            return null;
          }
        }
        damping *= growth;
        growth *= 2;
      }
      return new Termination.Converged(Test.STEP);
    }

    private void accept(double trialCost, double predicted) {
      double gain = (cost - trialCost) / predicted;
      double t = 2 * gain - 1;
      damping = Math.max(MIN_DAMPING, damping * Math.max(1.0 / 9, 1 - t * t * t));
      growth = 2;
      System.arraycopy(trial, 0, x, 0, x.length);
      cost = trialCost;
      linearize();
    }

    /// Shortens the step to `maxStep` and returns the fall of the quadratic model.
    private double scaleAndPredict() {
      double largest = 0;
      for (double component : step) {
        largest = Math.max(largest, Math.abs(component));
      }
      double scale = largest > maxStep ? maxStep / largest : 1;
      double predicted = 0;
      for (int i = 0; i < step.length; i++) {
        step[i] *= scale;
        predicted +=
            0.5 * step[i] * (damping * equations.diagonal(i) * step[i] - equations.gradient(i));
      }
      return Math.max(predicted, Double.MIN_NORMAL);
    }

    private void linearize() {
      equations.clear();
      problem.linearize(x, equations);
    }

    private boolean gradientIsSmall() {
      double bound = gradientTolerance * Math.sqrt(1 + 2 * cost);
      for (int i = 0; i < x.length; i++) {
        if (Math.abs(equations.gradient(i)) > bound * Math.sqrt(equations.diagonal(i))) {
          return false;
        }
      }
      return true;
    }

    private boolean stepIsSmall() {
      for (int i = 0; i < x.length; i++) {
        if (Math.abs(step[i]) > stepTolerance * (Math.abs(x[i]) + stepTolerance)) {
          return false;
        }
      }
      return true;
    }

    private LeastSquaresSolution finish(Termination termination) {
      double[] covariance =
          withCovariance && termination.usable() ? equations.inverse(Double.MIN_NORMAL) : null;
      return new LeastSquaresSolution(
          x, startCost, cost, iterations, evaluations, termination, covariance);
    }
  }
}
