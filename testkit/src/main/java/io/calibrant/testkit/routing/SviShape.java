package io.calibrant.testkit.routing;

import io.calibrant.core.solve.SeparableProblem;

/// Raw SVI fitted to whitened total variances, linear in its first three parameters: w = a + c (k −
/// m) + b √((k − m)² + s²), x = (a, c, b, m, s), c = bρ.
final class SviShape implements SeparableProblem {
  private final double[] ks;
  private final double[] targets;
  private final double[] stdDevs;

  SviShape(double[] ks, double[] targets, double[] stdDevs) {
    this.ks = ks;
    this.targets = targets;
    this.stdDevs = stdDevs;
  }

  static double value(double[] x, double k) {
    double d = k - x[3];
    return x[0] + x[1] * d + x[2] * Math.sqrt(d * d + x[4] * x[4]);
  }

  @Override
  public int linearCount() {
    return 3;
  }

  @Override
  public int parameterCount() {
    return 5;
  }

  @Override
  public int residualCount() {
    return ks.length;
  }

  @Override
  public boolean evaluate(double[] x, double[] residuals, double[] jacobian) {
    for (int i = 0; i < ks.length; i++) {
      double d = ks[i] - x[3];
      double root = Math.sqrt(d * d + x[4] * x[4]);
      double weight = 1 / stdDevs[i];
      residuals[i] = (x[0] + x[1] * d + x[2] * root - targets[i]) * weight;
      int row = 5 * i;
      jacobian[row] = weight;
      jacobian[row + 1] = d * weight;
      jacobian[row + 2] = root * weight;
      jacobian[row + 3] = -(x[1] + x[2] * d / root) * weight;
      jacobian[row + 4] = x[2] * x[4] / root * weight;
    }
    return true;
  }

  @Override
  public boolean evaluateResiduals(double[] x, double[] residuals, double[] scratch) {
    for (int i = 0; i < ks.length; i++) {
      residuals[i] = (value(x, ks[i]) - targets[i]) / stdDevs[i];
    }
    return true;
  }
}
