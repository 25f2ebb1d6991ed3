package io.calibrant.core.calibration.model;

import io.calibrant.core.math.Cholesky;
import io.calibrant.core.solve.LeastSquaresProblem;
import io.calibrant.core.solve.Termination;
import io.calibrant.core.solve.Termination.Cause;
import io.calibrant.core.solve.Termination.Limit;
import io.calibrant.core.solve.Termination.Test;

/// The Levenberg-Marquardt method on arrays that are made once: for fits that are repeated.
///
/// Each iteration solves (JᵀJ + μ diag JᵀJ) δ = −Jᵀr, cuts each component of δ to ±[#MAX_STEP] and
/// accepts it when the cost falls; μ follows Nielsen's rule (Madsen, Nielsen and Tingleff 2004,
/// section 3.2). Residuals and Jacobian come from one evaluation, so that an accepted step costs
/// one. It stops when the predicted fall of the cost is below 10⁻¹² of it, or below what residuals
/// of 3·10⁻⁹ make. No call allocates.
final class DampedFit {
  /// In logarithms and logits: no factor above 4.5 at a time.
  private static final double MAX_STEP = 1.5;

  private static final double SHARE = 1e-12;
  private static final double NEGLIGIBLE = 1e-17;
  private static final double FIRST_DAMPING = 1e-3;
  private static final double LEAST_DAMPING = 1e-14;
  private static final double MOST_DAMPING = 1e12;
  private static final double SMALLEST = 1e-14;

  private static final Termination CONVERGED = new Termination.Converged(Test.COST);
  private static final Termination STALLED = new Termination.Converged(Test.STEP);
  private static final Termination LIMITED = new Termination.Stopped(Limit.ITERATIONS);
  private static final Termination OUTSIDE = new Termination.Failed(Cause.START_OUTSIDE_DOMAIN);

  private final LeastSquaresProblem problem;
  private final int n;
  private final int m;
  private double[] y;
  private double[] trial;
  private double[] residuals;
  private double[] trialResiduals;
  private double[] jacobian;
  private double[] trialJacobian;
  private final double[] gram;
  private final double[] gradient;
  private final double[] factor;
  private final double[] step;
  private double cost = Double.POSITIVE_INFINITY;

  DampedFit(LeastSquaresProblem problem) {
    this.problem = problem;
    n = problem.parameterCount();
    m = problem.residualCount();
    y = new double[n];
    trial = new double[n];
    residuals = new double[m];
    trialResiduals = new double[m];
    jacobian = new double[m * n];
    trialJacobian = new double[m * n];
    gram = new double[n * n];
    gradient = new double[n];
    factor = new double[n * n];
    step = new double[n];
  }

  /// Minimises from `start`.
  ///
  /// @param limit most steps tried
  Termination run(double[] start, int limit) {
    System.arraycopy(start, 0, y, 0, n);
    cost = Double.POSITIVE_INFINITY;
    if (!problem.evaluate(y, residuals, jacobian)) {
      return OUTSIDE;
    }
    cost = half(residuals);
    if (!(cost < Double.POSITIVE_INFINITY)) {
      return OUTSIDE;
    }
    normalEquations();
    double damping = FIRST_DAMPING;
    double growth = 2;
    for (int i = 0; i < limit; i++) {
      double predicted = propose(damping);
      if (predicted >= 0 && predicted <= SHARE * cost + NEGLIGIBLE * m) {
        return CONVERGED;
      }
      if (predicted > 0 && tryStep(predicted)) {
        double gain = 2 * this.gain - 1;
        damping = Math.max(LEAST_DAMPING, damping * Math.max(0.05, 1 - gain * gain * gain));
        growth = 2;
        continue;
      }
      damping *= growth;
      growth *= 2;
      if (damping > MOST_DAMPING || isSmall()) {
        return STALLED;
      }
    }
    return LIMITED;
  }

  private double gain;

  private boolean tryStep(double predicted) {
    for (int j = 0; j < n; j++) {
      trial[j] = y[j] + step[j];
    }
    if (!problem.evaluate(trial, trialResiduals, trialJacobian)) {
      return false;
    }
    double found = half(trialResiduals);
    if (!(found < cost)) {
      return false;
    }
    gain = Math.min(1, (cost - found) / predicted);
    cost = found;
    double[] swap = y;
    y = trial;
    trial = swap;
    swap = residuals;
    residuals = trialResiduals;
    trialResiduals = swap;
    swap = jacobian;
    jacobian = trialJacobian;
    trialJacobian = swap;
    normalEquations();
    return true;
  }

  private boolean isSmall() {
    for (int j = 0; j < n; j++) {
      if (Math.abs(step[j]) > SMALLEST * (1 + Math.abs(y[j]))) {
        return false;
      }
    }
    return true;
  }

  /// The predicted fall of the cost along the step; −1 where there is none.
  private double propose(double damping) {
    System.arraycopy(gram, 0, factor, 0, factor.length);
    for (int j = 0; j < n; j++) {
      factor[j * n + j] += damping * gram[j * n + j] + Double.MIN_NORMAL;
      step[j] = -gradient[j];
    }
    if (!Cholesky.factor(factor, n)) {
      return -1;
    }
    Cholesky.solve(factor, n, step);
    double predicted = 0;
    for (int j = 0; j < n; j++) {
      step[j] = Math.max(-MAX_STEP, Math.min(MAX_STEP, step[j]));
    }
    for (int j = 0; j < n; j++) {
      double product = 0;
      for (int k = 0; k < n; k++) {
        product += gram[Math.max(j, k) * n + Math.min(j, k)] * step[k];
      }
      predicted -= step[j] * (gradient[j] + 0.5 * product);
    }
    return predicted;
  }

  private void normalEquations() {
    java.util.Arrays.fill(gram, 0);
    java.util.Arrays.fill(gradient, 0);
    for (int i = 0; i < m; i++) {
      double r = residuals[i];
      int row = i * n;
      for (int j = 0; j < n; j++) {
        double value = jacobian[row + j];
        gradient[j] += value * r;
        for (int k = 0; k <= j; k++) {
          gram[j * n + k] = Math.fma(value, jacobian[row + k], gram[j * n + k]);
        }
      }
    }
  }

  private static double half(double[] residuals) {
    double sum = 0;
    for (double r : residuals) {
      sum = Math.fma(r, r, sum);
    }
    return 0.5 * sum;
  }

  /// ½‖r‖² at the best point.
  double cost() {
    return cost;
  }

  /// The best point; the array is this one's own.
  double[] point() {
    return y;
  }
}
