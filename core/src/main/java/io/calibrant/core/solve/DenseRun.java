package io.calibrant.core.solve;

import org.jspecify.annotations.Nullable;

/// One run of Levenberg–Marquardt on a dense problem within bounds; kept by the workspace.
///
/// A parameter at a bound with its gradient or its step pointing outwards is held for that step;
/// what then still leaves the box is cut off at it, and the predicted fall is that of the step as
/// cut.
final class DenseRun extends DescentRun {
  static final double MIN_DAMPING = 1e-12;
  static final double MAX_DAMPING = 1e16;

  /// Transtrum and Sethna's limit on 2‖a‖/‖δ‖ beyond which the acceleration is not believed.
  private static final double MAX_ACCELERATION = 0.75;

  /// Share of the step at which the second derivative along it is taken.
  private static final double PROBE = 0.1;

  private static final double[] NOTHING = {};

  /// Up to this damping a step goes to the minimum of the model.
  private static final double UNDAMPED = 1e-9;

  private LevenbergMarquardt settings = LevenbergMarquardt.DEFAULT;
  private double[] bend = NOTHING;
  private double[] beyond = NOTHING;
  private double worth;
  private boolean leapt;
  private double damping;
  private double growth;

  /// How far the residuals leave their tangent plane, per predicted fall of the cost.
  private double bending;

  Termination run(LevenbergMarquardt solver, Workspace work) {
    beyond = NOTHING;
    return start(solver, work);
  }

  Termination approach(LevenbergMarquardt solver, Workspace work, double share, double[] point) {
    beyond = point;
    worth = share;
    Termination end = start(solver, work);
    if (!leapt) {
      work.copyBest(point);
    }
    return end;
  }

  private Termination start(LevenbergMarquardt solver, Workspace work) {
    settings = solver;
    damping = solver.startDamping();
    growth = 2;
    bending = 1;
    leapt = false;
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
        model.limit(damping, step, settings.maxStep());
        if (model.cut(x, step, trial, settings.stepTolerance())) {
          return STEP;
        }
        double predicted = model.predictedFall(step);
        if (beyond.length > 0 && isFarEnough(predicted)) {
          System.arraycopy(predicted < worth * cost ? x : trial, 0, beyond, 0, x.length);
          leapt = true;
          return COST;
        }
        if (settings.lastByValues() && mayBeLast(predicted) && isLast(work, predicted)) {
          return COST;
        }
        double trialCost = evaluateTrial(work);
        if (trialCost < cost) {
          accept(trialCost, predicted);
          return null;
        }
      }
      damping *= growth;
      growth *= 2;
    }
    return STEP;
  }

  private boolean isFarEnough(double predicted) {
    return predicted <= allowed(cost) || predicted < worth * cost;
  }

  /// The fall that is none, at a cost.
  private double allowed(double cost) {
    return settings.costTolerance() * (cost + settings.costTolerance());
  }

  /// Whether the cost after the step is expected to be the one predicted: with r₊ the residuals
  /// predicted and q what bends them away from that, it differs by r₊ᵀq + ½‖q‖².
  private boolean mayBeLast(double predicted) {
    if (damping > UNDAMPED || model.isLimited()) {
      return false;
    }
    double left = Math.max(cost - predicted, 0);
    double bent = bending * predicted;
    return bent * (Math.sqrt(2 * left) + 0.5 * bent) <= allowed(left);
  }

  /// Looks at the residuals after the step alone. The next step could lower the cost by about as
  /// much as it differs from the one predicted.
  private boolean isLast(Workspace work, double predicted) {
    double trialCost = work.cost(trial, trialResiduals);
    double left = Math.max(cost - predicted, 0);
    if (trialCost < cost && Math.abs(trialCost - left) <= allowed(trialCost)) {
      work.step();
      return true;
    }
    bending *= 100;
    return false;
  }

  private void accept(double trialCost, double predicted) {
    double t = 2 * (cost - trialCost) / Math.max(predicted, Double.MIN_NORMAL) - 1;
    damping = Math.max(MIN_DAMPING, damping * Math.max(1.0 / 9, 1 - t * t * t));
    growth = 2;
    double left = Math.max(cost - predicted, 0);
    double root = Math.sqrt(2 * left);
    double bent = Math.sqrt(2 * left + 2 * Math.abs(trialCost - left)) - root;
    bending = bent / Math.max(predicted, Double.MIN_NORMAL);
    accept(trialCost);
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
