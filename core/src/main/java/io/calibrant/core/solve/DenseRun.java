package io.calibrant.core.solve;

import org.jspecify.annotations.Nullable;

/// One run of Levenberg–Marquardt on a dense problem within bounds; kept by the workspace.
///
/// A parameter at a bound with its gradient or its step pointing outwards is held for that step;
/// what then still leaves the box is cut off at it, and the predicted fall is that of the step as
/// cut.
final class DenseRun extends DescentRun {
  static final double START_DAMPING = 1e-4;
  static final double MIN_DAMPING = 1e-12;
  static final double MAX_DAMPING = 1e16;

  /// Transtrum and Sethna's limit on 2‖a‖/‖δ‖ beyond which the acceleration is not believed.
  private static final double MAX_ACCELERATION = 0.75;

  /// Share of the step at which the second derivative along it is taken.
  private static final double PROBE = 0.1;

  private static final double[] NOTHING = {};

  private LevenbergMarquardt settings = LevenbergMarquardt.DEFAULT;
  private double[] bend = NOTHING;
  private double damping;
  private double growth;

  Termination run(LevenbergMarquardt solver, Workspace work) {
    settings = solver;
    damping = START_DAMPING;
    growth = 2;
    begin(work);
    bend = work.array(work.parameterCount());
    return descend(
        work, solver.maxIterations(), solver.gradientTolerance(), solver.costTolerance());
  }

  @Override
  @Nullable Termination advance(Workspace work) {
    while (damping <= MAX_DAMPING && !work.isStopped()) {
      if (model.solve(damping, x, step)) {
        if (settings.acceleration()) {
          accelerate(work);
        }
        shorten();
        if (model.cut(x, step, trial, settings.stepTolerance())) {
          return STEP;
        }
        double trialCost = evaluateTrial(work);
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
    accept(trialCost);
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
