package io.calibrant.core.solve;

import io.calibrant.core.solve.Termination.Converged;
import io.calibrant.core.solve.Termination.Limit;
import io.calibrant.core.solve.Termination.Stopped;
import io.calibrant.core.solve.Termination.Test;
import org.jspecify.annotations.Nullable;

/// One run of Levenberg–Marquardt on a dense problem within bounds; kept by the workspace.
///
/// A parameter at a bound with its gradient or its step pointing outwards is held for that step;
/// what then still leaves the box is cut off at it, and the predicted fall is that of the step as
/// cut.
final class DenseRun {
  static final double START_DAMPING = 1e-4;
  static final double MIN_DAMPING = 1e-12;
  static final double MAX_DAMPING = 1e16;

  /// Transtrum and Sethna's limit on 2‖a‖/‖δ‖ beyond which the acceleration is not believed.
  private static final double MAX_ACCELERATION = 0.75;

  /// Share of the step at which the second derivative along it is taken.
  private static final double PROBE = 0.1;

  private static final Converged GRADIENT = new Converged(Test.GRADIENT);
  private static final Converged STEP = new Converged(Test.STEP);
  private static final Converged COST = new Converged(Test.COST);
  private static final Stopped ITERATIONS = new Stopped(Limit.ITERATIONS);
  private static final double[] NOTHING = {};

  private final QuadraticModel model = new QuadraticModel();
  private LevenbergMarquardt settings = LevenbergMarquardt.DEFAULT;
  private double[] x = NOTHING;
  private double[] trial = NOTHING;
  private double[] step = NOTHING;
  private double[] bend = NOTHING;
  private double[] residuals = NOTHING;
  private double[] trialResiduals = NOTHING;
  private double[] jacobian = NOTHING;
  private double[] trialJacobian = NOTHING;
  private double cost;
  private double damping;
  private double growth;

  Termination run(LevenbergMarquardt solver, Workspace work) {
    settings = solver;
    int n = work.parameterCount();
    int m = work.residualCount();
    x = work.start();
    trial = work.array(n);
    step = work.array(n);
    bend = work.array(n);
    residuals = work.array(m);
    trialResiduals = work.array(m);
    jacobian = work.array(m * n);
    trialJacobian = work.array(m * n);
    model.begin(work);
    damping = START_DAMPING;
    growth = 2;
    cost = work.evaluate(x, residuals, jacobian);
    if (!(cost < Double.POSITIVE_INFINITY)) {
      return work.termination(GRADIENT);
    }
    model.linearize(residuals, jacobian);
    return work.termination(iterate(work));
  }

  private Termination iterate(Workspace work) {
    for (int i = 0; ; i++) {
      model.hold(x);
      if (model.gradientIsSmall(settings.gradientTolerance() * Math.sqrt(1 + 2 * cost))) {
        return GRADIENT;
      }
      if (i >= settings.maxIterations() || work.isStopped()) {
        return ITERATIONS;
      }
      double before = cost;
      Termination stalled = advance(work);
      if (stalled != null) {
        return stalled;
      }
      work.step();
      if (before - cost <= settings.costTolerance() * (cost + settings.costTolerance())) {
        return COST;
      }
    }
  }

  /// Takes one accepted step; returns why not when none exists.
  private @Nullable Termination advance(Workspace work) {
    while (damping <= MAX_DAMPING && !work.isStopped()) {
      if (model.solve(damping, x, step)) {
        if (settings.acceleration()) {
          accelerate(work);
        }
        shorten();
        if (model.cut(x, step, trial, settings.stepTolerance())) {
          return STEP;
        }
        double trialCost = work.evaluate(trial, trialResiduals, trialJacobian);
        if (trialCost < cost) {
          accept(trialCost, model.predictedFall(step));
          return null;
        }
      }
      damping *= growth;
      growth *= 2;
    }
    return STEP;
  }

  private void accept(double trialCost, double predicted) {
    double t = 2 * (cost - trialCost) / Math.max(predicted, Double.MIN_NORMAL) - 1;
    damping = Math.max(MIN_DAMPING, damping * Math.max(1.0 / 9, 1 - t * t * t));
    growth = 2;
    cost = trialCost;
    double[] swap = x;
    x = trial;
    trial = swap;
    swap = residuals;
    residuals = trialResiduals;
    trialResiduals = swap;
    swap = jacobian;
    jacobian = trialJacobian;
    trialJacobian = swap;
    model.linearize(residuals, jacobian);
  }

  private void shorten() {
    double largest = 0;
    for (double component : step) {
      largest = Math.max(largest, Math.abs(component));
    }
    if (largest > settings.maxStep()) {
      for (int i = 0; i < step.length; i++) {
        step[i] *= settings.maxStep() / largest;
      }
    }
  }

  /// Adds ½a to the step δ, where (JᵀJ + μD) a = −Jᵀr″ and r″ is the second derivative along δ, by
  /// a difference of one more evaluation of the residuals.
  private void accelerate(Workspace work) {
    for (int i = 0; i < x.length; i++) {
      trial[i] = x[i] + PROBE * step[i];
    }
    work.bounds().clamp(trial);
    if (!(work.cost(trial, trialResiduals) < Double.POSITIVE_INFINITY)) {
      return;
    }
    int n = x.length;
    for (int i = 0; i < residuals.length; i++) {
      double slope = 0;
      for (int j = 0; j < n; j++) {
        slope += jacobian[i * n + j] * step[j];
      }
      trialResiduals[i] = 2 / PROBE * ((trialResiduals[i] - residuals[i]) / PROBE - slope);
    }
    model.solveFactored(trialResiduals, jacobian, bend);
    double ratio = 4 * model.squareNorm(bend) / model.squareNorm(step);
    if (ratio <= MAX_ACCELERATION * MAX_ACCELERATION) {
      for (int i = 0; i < n; i++) {
        step[i] += 0.5 * bend[i];
      }
    }
  }
}
