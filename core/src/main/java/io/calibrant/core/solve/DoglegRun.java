package io.calibrant.core.solve;

import io.calibrant.core.solve.Termination.Converged;
import io.calibrant.core.solve.Termination.Limit;
import io.calibrant.core.solve.Termination.Stopped;
import io.calibrant.core.solve.Termination.Test;
import org.jspecify.annotations.Nullable;

/// One run of [TrustRegion]; kept by the workspace.
final class DoglegRun {
  private static final double LEAST_GAIN = 1e-4;
  private static final int MAX_REJECTIONS = 60;

  /// Where the plain model is singular, it is solved with this damping.
  private static final double SMALL_DAMPING = 1e-9;

  private static final Converged GRADIENT = new Converged(Test.GRADIENT);
  private static final Converged STEP = new Converged(Test.STEP);
  private static final Converged COST = new Converged(Test.COST);
  private static final Stopped ITERATIONS = new Stopped(Limit.ITERATIONS);
  private static final double[] NOTHING = {};

  private final QuadraticModel model = new QuadraticModel();
  private TrustRegion settings = TrustRegion.DEFAULT;
  private double[] x = NOTHING;
  private double[] trial = NOTHING;
  private double[] step = NOTHING;
  private double[] newton = NOTHING;
  private double[] descent = NOTHING;
  private double[] residuals = NOTHING;
  private double[] trialResiduals = NOTHING;
  private double[] jacobian = NOTHING;
  private double[] trialJacobian = NOTHING;
  private double cost;
  private double radius;

  Termination run(TrustRegion solver, Workspace work) {
    settings = solver;
    int n = work.parameterCount();
    int m = work.residualCount();
    x = work.start();
    trial = work.array(n);
    step = work.array(n);
    newton = work.array(n);
    descent = work.array(n);
    residuals = work.array(m);
    trialResiduals = work.array(m);
    jacobian = work.array(m * n);
    trialJacobian = work.array(m * n);
    model.begin(work);
    cost = work.evaluate(x, residuals, jacobian);
    if (!(cost < Double.POSITIVE_INFINITY)) {
      return work.termination(GRADIENT);
    }
    model.linearize(residuals, jacobian);
    double length = Math.sqrt(model.squareNorm(x));
    radius = length > 0 ? 100 * length : 100;
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

  private @Nullable Termination advance(Workspace work) {
    if (!model.solve(0, x, newton) && !model.solve(SMALL_DAMPING, x, newton)) {
      return STEP;
    }
    model.steepest(descent);
    for (int rejections = 0; rejections < MAX_REJECTIONS && !work.isStopped(); rejections++) {
      dogleg();
      if (model.cut(x, step, trial, settings.stepTolerance())) {
        return STEP;
      }
      double length = Math.sqrt(model.squareNorm(step));
      double trialCost = work.evaluate(trial, trialResiduals, trialJacobian);
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
    double newtonLength = Math.sqrt(model.squareNorm(newton));
    double descentLength = Math.sqrt(model.squareNorm(descent));
    double toDescent;
    double toNewton = 0;
    if (newtonLength <= radius) {
      toDescent = 0;
      toNewton = 1;
    } else if (descentLength >= radius) {
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

  private void accept(double trialCost) {
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
}
