package io.calibrant.core.solve;

import org.jspecify.annotations.Nullable;

/// One run of [TrustRegion]; kept by the workspace.
final class DoglegRun extends DescentRun {
  private static final double LEAST_GAIN = 1e-4;
  private static final int MAX_REJECTIONS = 60;

  /// Where the plain model is singular, it is solved with this damping.
  private static final double SMALL_DAMPING = 1e-9;

  private static final double[] NOTHING = {};

  private TrustRegion settings = TrustRegion.DEFAULT;
  private double[] newton = NOTHING;
  private double newtonLength;
  private double[] descent = NOTHING;
  private double descentLength;

  /// Whether the steepest descent has been found for this step: the path needs it only where it
  /// leaves the region before its end.
  private boolean descends;

  private double radius;

  Termination run(TrustRegion solver, Workspace work) {
    settings = solver;
    begin(work);
    newton = work.array(work.parameterCount());
    descent = work.array(work.parameterCount());
    double length = Math.sqrt(model.squareNorm(x));
    radius = length > 0 ? 100 * length : 100;
    return descend(
        work, solver.maxIterations(), solver.gradientTolerance(), solver.costTolerance());
  }

  @Override
  @Nullable Termination advance(Workspace work) {
    if (!model.solve(0, x, newton) && !model.solve(SMALL_DAMPING, x, newton)) {
      return STEP;
    }
    newtonLength = Math.sqrt(model.squareNorm(newton));
    descends = false;
    for (int rejections = 0; rejections < MAX_REJECTIONS && !work.isStopped(); rejections++) {
      dogleg();
      if (model.cut(x, step, trial, settings.stepTolerance())) {
        return STEP;
      }
      double length = Math.sqrt(model.squareNorm(step));
      double trialCost = evaluateTrial(work);
      double gain = (cost - trialCost) / Math.max(model.predictedFall(step), Double.MIN_NORMAL);
      if (!(gain >= 0.25)) {
        radius = 0.25 * length;
      } else if (gain > 0.75) {
        radius = Math.max(radius, 3 * length);
      }
      if (gain > LEAST_GAIN && trialCost < cost) {
        accept(trialCost);
        return null;
      }
    }
    return STEP;
  }

  /// The point of the path where it leaves the region.
  private void dogleg() {
    if (newtonLength <= radius) {
      System.arraycopy(newton, 0, step, 0, step.length);
      return;
    }
    if (!descends) {
      model.steepest(descent);
      descentLength = Math.sqrt(model.squareNorm(descent));
      descends = true;
    }
    double toDescent;
    double toNewton = 0;
    if (descentLength >= radius) {
      toDescent = radius / descentLength;
    } else {
      // ‖p + t (q − p)‖ = Δ for t in [0, 1].
      double inner = model.innerProduct(descent, newton);
      double a = newtonLength * newtonLength - 2 * inner + descentLength * descentLength;
      double b = inner - descentLength * descentLength;
      double c = (radius - descentLength) * (radius + descentLength);
      double root = Math.sqrt(Math.max(0, b * b + a * c));
      toNewton = Math.min(1, b > 0 ? c / (b + root) : (root - b) / Math.max(a, Double.MIN_NORMAL));
      toDescent = 1 - toNewton;
    }
    for (int i = 0; i < step.length; i++) {
      step[i] = toDescent * descent[i] + toNewton * newton[i];
    }
  }
}
