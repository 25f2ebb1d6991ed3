package io.calibrant.testkit.routing;

import io.calibrant.core.solve.LeastSquaresProblem;
import java.util.Arrays;

/// Chained Rosenbrock valleys with their own bends, and on request jumping residuals: r =
/// (bend·(xᵢ₊₁ − c xᵢ²), 1 − xᵢ, …), Σr² = 0 at the chain that starts with 1.
final class ValleyProblem implements LeastSquaresProblem {
  private final int n;
  private final double bend;
  private final double curve;
  private final double jitter;

  ValleyProblem(int n, double bend, double curve, double jitter) {
    this.n = n;
    this.bend = bend;
    this.curve = curve;
    this.jitter = jitter;
  }

  @Override
  public int parameterCount() {
    return n;
  }

  @Override
  public int residualCount() {
    return 2 * n - 1;
  }

  @Override
  public boolean evaluate(double[] x, double[] residuals, double[] jacobian) {
    Arrays.fill(jacobian, 0);
    double target = 1;
    for (int i = 0; i < n; i++) {
      residuals[i] = target - x[i];
      jacobian[i * n + i] = -1;
      target = curve * target * target;
    }
    for (int i = 0; i + 1 < n; i++) {
      int row = n + i;
      residuals[row] = bend * (x[i + 1] - curve * x[i] * x[i]);
      jacobian[row * n + i] = -2 * bend * curve * x[i];
      jacobian[row * n + i + 1] = bend;
    }
    if (jitter > 0) {
      for (int i = 0; i < residuals.length; i++) {
        long bits = Double.doubleToLongBits(residuals[i]) * 0x9E3779B97F4A7C15L;
        residuals[i] += jitter * ((bits >>> 11) * 0x1p-53 - 0.5);
      }
    }
    return true;
  }
}
