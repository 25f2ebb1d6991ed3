package io.calibrant.core.solve;

import io.calibrant.core.solve.Termination.Converged;
import io.calibrant.core.solve.Termination.Limit;
import io.calibrant.core.solve.Termination.Stopped;
import io.calibrant.core.solve.Termination.Test;
import java.util.Arrays;

/// One run of [ProjectedLbfgs]; kept by the workspace. Pairs lie in rings, pair j at row j mod
/// memory.
final class LbfgsRun {
  private static final double ARMIJO = 1e-4;
  private static final double LEAST_CURVATURE = 1e-12;
  private static final int MAX_HALVINGS = 60;
  private static final int SLOW_STEPS = 3;

  private static final Converged GRADIENT = new Converged(Test.GRADIENT);
  private static final Converged STEP = new Converged(Test.STEP);
  private static final Converged COST = new Converged(Test.COST);
  private static final Stopped ITERATIONS = new Stopped(Limit.ITERATIONS);
  private static final double[] NOTHING = {};

  private ProjectedLbfgs settings = ProjectedLbfgs.DEFAULT;
  private Bounds bounds = Bounds.NONE;
  private int n;
  private double[] x = NOTHING;
  private double[] trial = NOTHING;
  private double[] direction = NOTHING;
  private double[] gradient = NOTHING;
  private double[] trialGradient = NOTHING;
  private double[] norms = NOTHING;
  private double[] scale = NOTHING;
  private double[] residuals = NOTHING;
  private double[] jacobian = NOTHING;
  private double[] steps = NOTHING;
  private double[] changes = NOTHING;
  private double[] weights = NOTHING;
  private boolean[] held = {};
  private int pairs;
  private double cost;

  Termination run(ProjectedLbfgs solver, Workspace work) {
    settings = solver;
    bounds = work.bounds();
    n = work.parameterCount();
    x = work.start();
    trial = work.array(n);
    direction = work.array(n);
    gradient = work.array(n);
    trialGradient = work.array(n);
    norms = work.array(n);
    scale = work.array(n);
    Arrays.fill(scale, 0);
    residuals = work.array(work.residualCount());
    jacobian = work.array(n * work.residualCount());
    steps = work.array(n * solver.memory());
    changes = work.array(n * solver.memory());
    weights = work.array(solver.memory());
    if (held.length != n) {
      held = new boolean[n];
    }
    pairs = 0;
    cost = work.evaluate(x, residuals, jacobian);
    if (!(cost < Double.POSITIVE_INFINITY)) {
      return work.termination(GRADIENT);
    }
    differentiate(gradient);
    return work.termination(iterate(work));
  }

  private Termination iterate(Workspace work) {
    int slow = 0;
    for (int i = 0; ; i++) {
      if (holdAndTest()) {
        return GRADIENT;
      }
      if (i >= settings.maxIterations() || work.isStopped()) {
        return ITERATIONS;
      }
      double before = cost;
      chooseDirection();
      if (!search(work)) {
        if (pairs == 0 || work.isStopped()) {
          return STEP;
        }
        pairs = 0; // once more along the plain gradient
        continue;
      }
      work.step();
      boolean isSlow =
          before - cost <= settings.costTolerance() * (cost + settings.costTolerance());
      slow = isSlow ? slow + 1 : 0;
      if (slow == SLOW_STEPS) {
        return COST;
      }
    }
  }

  /// Gradient Jᵀr and the columns' norms.
  private void differentiate(double[] g) {
    for (int j = 0; j < n; j++) {
      double sum = 0;
      double square = 0;
      for (int i = 0; i < residuals.length; i++) {
        double value = jacobian[i * n + j];
        sum += value * residuals[i];
        square += value * value;
      }
      g[j] = sum;
      norms[j] = Math.sqrt(square);
      scale[j] = Math.max(scale[j], square);
    }
  }

  private boolean holdAndTest() {
    double limit = settings.gradientTolerance() * Math.sqrt(1 + 2 * cost);
    boolean small = true;
    for (int i = 0; i < n; i++) {
      held[i] =
          (x[i] <= bounds.lower(i) && gradient[i] >= 0)
              || (x[i] >= bounds.upper(i) && gradient[i] <= 0);
      small &= held[i] || Math.abs(gradient[i]) <= limit * norms[i];
    }
    return small;
  }

  private void chooseDirection() {
    for (int i = 0; i < n; i++) {
      direction[i] = held[i] ? 0 : -gradient[i];
    }
    int memory = settings.memory();
    int first = Math.max(0, pairs - memory);
    double length = 0;
    for (int j = pairs - 1; j >= first; j--) {
      int row = j % memory * n;
      double curvature = dot(steps, row, changes, row);
      weights[j % memory] = 0;
      if (curvature > 0) {
        weights[j % memory] = dot(steps, row, direction, 0) / curvature;
        add(-weights[j % memory], changes, row);
        length = length == 0 ? curvature / scaledSquare(row) : length;
      }
    }
    if (length == 0) {
      length = firstScale();
    }
    for (int i = 0; i < n; i++) {
      direction[i] *= length * metric(i);
    }
    for (int j = first; j < pairs; j++) {
      int row = j % memory * n;
      double curvature = dot(steps, row, changes, row);
      if (curvature > 0) {
        add(weights[j % memory] - dot(changes, row, direction, 0) / curvature, steps, row);
      }
    }
    if (!(dot(gradient, 0, direction, 0) < 0)) {
      pairs = 0;
      double plain = firstScale();
      for (int i = 0; i < n; i++) {
        direction[i] = held[i] ? 0 : -plain * metric(i) * gradient[i];
      }
    }
  }

  /// 1/(JᵀJ)ᵢᵢ, the largest seen: steps are measured in each parameter's own unit.
  private double metric(int i) {
    return 1 / Math.max(scale[i], Double.MIN_NORMAL);
  }

  private double scaledSquare(int row) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += held[i] ? 0 : changes[row + i] * changes[row + i] * metric(i);
    }
    return sum;
  }

  /// The Gauss–Newton minimum along the scaled gradient Dg: gᵀDg/‖JDg‖².
  private double firstScale() {
    double bend = 0;
    double fall = 0;
    for (int i = 0; i < residuals.length; i++) {
      double slope = 0;
      for (int j = 0; j < n; j++) {
        slope += held[j] ? 0 : jacobian[i * n + j] * metric(j) * gradient[j];
      }
      bend += slope * slope;
    }
    for (int j = 0; j < n; j++) {
      fall += held[j] ? 0 : gradient[j] * metric(j) * gradient[j];
    }
    return fall / Math.max(bend, Double.MIN_NORMAL);
  }

  private boolean search(Workspace work) {
    double t = 1;
    for (int halvings = 0; halvings < MAX_HALVINGS && !work.isStopped(); halvings++) {
      double promised = 0;
      boolean small = true;
      for (int i = 0; i < n; i++) {
        trial[i] = bounds.clamp(i, x[i] + t * direction[i]);
        double move = trial[i] - x[i];
        promised += gradient[i] * move;
        small &=
            Math.abs(move)
                <= settings.stepTolerance() * (Math.abs(x[i]) + settings.stepTolerance());
      }
      if (small) {
        return false;
      }
      double trialCost = work.evaluate(trial, residuals, jacobian);
      if (trialCost <= cost + ARMIJO * promised && trialCost < cost) {
        accept(trialCost);
        return true;
      }
      double bend = 2 * (trialCost - cost - promised);
      double shrink = bend > 0 && bend < Double.POSITIVE_INFINITY ? -promised / bend : 0.1;
      t *= Math.max(0.1, Math.min(0.5, shrink));
    }
    return false;
  }

  private void accept(double trialCost) {
    differentiate(trialGradient);
    int row = pairs % settings.memory() * n;
    double curvature = 0;
    double stepSquare = 0;
    double changeSquare = 0;
    for (int i = 0; i < n; i++) {
      steps[row + i] = trial[i] - x[i];
      changes[row + i] = trialGradient[i] - gradient[i];
      curvature += steps[row + i] * changes[row + i];
      stepSquare += steps[row + i] * steps[row + i];
      changeSquare += changes[row + i] * changes[row + i];
    }
    pairs += curvature > LEAST_CURVATURE * Math.sqrt(stepSquare * changeSquare) ? 1 : 0;
    double[] swap = x;
    x = trial;
    trial = swap;
    swap = gradient;
    gradient = trialGradient;
    trialGradient = swap;
    cost = trialCost;
  }

  /// Over the parameters that are not held.
  private double dot(double[] a, int fromA, double[] b, int fromB) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += held[i] ? 0 : a[fromA + i] * b[fromB + i];
    }
    return sum;
  }

  private void add(double factor, double[] row, int from) {
    for (int i = 0; i < n; i++) {
      direction[i] += held[i] ? 0 : factor * row[from + i];
    }
  }
}
