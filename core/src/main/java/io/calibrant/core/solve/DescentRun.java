package io.calibrant.core.solve;

import io.calibrant.core.solve.Termination.Converged;
import io.calibrant.core.solve.Termination.Limit;
import io.calibrant.core.solve.Termination.Stopped;
import io.calibrant.core.solve.Termination.Test;
import org.jspecify.annotations.Nullable;

/// One descent along Gauss–Newton models of the cost within bounds: what [DenseRun] and [DoglegRun]
/// share. They say how a step is found; this keeps the points and says when to stop.
abstract class DescentRun {
  private static final Converged GRADIENT = new Converged(Test.GRADIENT);
  static final Converged STEP = new Converged(Test.STEP);
  static final Converged COST = new Converged(Test.COST);
  private static final Stopped ITERATIONS = new Stopped(Limit.ITERATIONS);
  private static final double[] NOTHING = {};

  final QuadraticModel model = new QuadraticModel();
  double[] x = NOTHING;
  double[] trial = NOTHING;
  double[] step = NOTHING;
  double[] residuals = NOTHING;
  double[] trialResiduals = NOTHING;
  double[] jacobian = NOTHING;
  double cost;
  private double[] trialJacobian = NOTHING;

  /// Evaluates the start.
  final void begin(Workspace work) {
    int n = work.parameterCount();
    int m = work.residualCount();
    x = work.start();
    trial = work.array(n);
    step = work.array(n);
    residuals = work.isAhead() ? work.startResiduals() : work.array(m);
    trialResiduals = work.array(m);
    jacobian = work.isAhead() ? work.startJacobian() : work.array(m * n);
    trialJacobian = work.array(m * n);
    model.begin(work);
    cost = work.evaluate(x, residuals, jacobian);
    if (cost < Double.POSITIVE_INFINITY) {
      model.linearize(residuals, jacobian);
    }
  }

  /// Steps until a test holds or a limit is reached; after a start that is no usable point the
  /// workspace says why.
  final Termination descend(
      Workspace work, int maxIterations, double gradientTolerance, double costTolerance) {
    if (!(cost < Double.POSITIVE_INFINITY)) {
      return work.termination(GRADIENT);
    }
    for (int i = 0; ; i++) {
      model.hold(x);
      if (model.gradientIsSmall(gradientTolerance * Math.sqrt(1 + 2 * cost))) {
        return work.termination(GRADIENT);
      }
      if (i >= maxIterations || work.isStopped()) {
        return work.termination(ITERATIONS);
      }
      double before = cost;
      Termination stalled = advance(work);
      if (stalled != null) {
        return work.termination(stalled);
      }
      work.step();
      if (before - cost <= costTolerance * (cost + costTolerance)) {
        return work.termination(COST);
      }
    }
  }

  /// Takes one accepted step; returns why not when none exists.
  abstract @Nullable Termination advance(Workspace work);

  /// The cost at the trial point, kept for [#accept].
  final double evaluateTrial(Workspace work) {
    return work.evaluate(trial, trialResiduals, trialJacobian);
  }

  /// Makes the trial point the point.
  final void accept(double trialCost) {
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
