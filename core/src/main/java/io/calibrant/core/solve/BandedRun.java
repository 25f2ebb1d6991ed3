package io.calibrant.core.solve;

import io.calibrant.core.solve.Termination.Cause;
import io.calibrant.core.solve.Termination.Limit;
import io.calibrant.core.solve.Termination.Test;
import java.util.function.BooleanSupplier;

/// One run of Levenberg–Marquardt on banded normal equations.
final class BandedRun {
  private final LevenbergMarquardt settings;
  private final StructuredProblem problem;
  private final NormalEquations equations;
  private final double startCost;
  private final double[] step;
  private final double[] trial;
  private double[] x;
  private double cost;
  private double damping;
  private double growth = 2;
  private int iterations;
  private int evaluations = 1;

  BandedRun(LevenbergMarquardt settings, StructuredProblem problem, double[] start) {
    this.settings = settings;
    this.damping = settings.startDamping();
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
      if (iterations >= settings.maxIterations()) {
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
      if (before - cost <= settings.costTolerance() * (cost + settings.costTolerance())) {
        return finish(new Termination.Converged(Test.COST));
      }
    }
  }

  /// Takes one accepted step; returns why not when none exists.
  private @org.jspecify.annotations.Nullable Termination advance() {
    while (damping <= DenseRun.MAX_DAMPING) {
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
    damping = Math.max(DenseRun.MIN_DAMPING, damping * Math.max(1.0 / 9, 1 - t * t * t));
    growth = 2;
    System.arraycopy(trial, 0, x, 0, x.length);
    cost = trialCost;
    linearize();
  }

  /// Shortens the step to `settings.maxStep()` and returns the fall of the quadratic model.
  private double scaleAndPredict() {
    double largest = 0;
    for (double component : step) {
      largest = Math.max(largest, Math.abs(component));
    }
    double scale = largest > settings.maxStep() ? settings.maxStep() / largest : 1;
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
    double bound = settings.gradientTolerance() * Math.sqrt(1 + 2 * cost);
    for (int i = 0; i < x.length; i++) {
      if (Math.abs(equations.gradient(i)) > bound * Math.sqrt(equations.diagonal(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean stepIsSmall() {
    for (int i = 0; i < x.length; i++) {
      if (Math.abs(step[i])
          > settings.stepTolerance() * (Math.abs(x[i]) + settings.stepTolerance())) {
        return false;
      }
    }
    return true;
  }

  private LeastSquaresSolution finish(Termination termination) {
    return new LeastSquaresSolution(
        x, startCost, cost, iterations, evaluations, iterations + 1, termination, null);
  }
}
