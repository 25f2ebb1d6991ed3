package io.calibrant.testkit.routing;

import io.calibrant.core.solve.LeastSquaresProblem;

/// A curve with a gradient fitted to points: rᵢ = (f(tᵢ; x) − yᵢ)/std.
final class CurveProblem implements LeastSquaresProblem {
  /// A curve.
  interface Curve {
    /// f(t; x); writes ∂f/∂x to `gradient`.
    double at(double t, double[] x, double[] gradient);
  }

  private final Curve curve;
  private final double[] ts;
  private final double[] ys;
  private final double std;
  private final double[] gradient;

  CurveProblem(Curve curve, int parameterCount, double[] ts, double[] ys, double std) {
    this.curve = curve;
    this.ts = ts;
    this.ys = ys;
    this.std = std;
    gradient = new double[parameterCount];
  }

  @Override
  public int parameterCount() {
    return gradient.length;
  }

  @Override
  public int residualCount() {
    return ts.length;
  }

  @Override
  public boolean evaluate(double[] x, double[] residuals, double[] jacobian) {
    int n = gradient.length;
    for (int i = 0; i < ts.length; i++) {
      residuals[i] = (curve.at(ts[i], x, gradient) - ys[i]) / std;
      for (int j = 0; j < n; j++) {
        jacobian[i * n + j] = gradient[j] / std;
      }
    }
    return true;
  }
}
