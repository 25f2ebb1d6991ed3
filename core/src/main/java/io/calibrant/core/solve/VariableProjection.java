package io.calibrant.core.solve;

import io.calibrant.core.math.Cholesky;

/// Variable projection: the linear parameters of a [SeparableProblem] are solved for exactly at
/// each set of the others, which alone are searched for.
///
/// Golub and Pereyra, *SIAM Journal on Numerical Analysis* 10 (1973) 413–432, with Kaufman's
/// Jacobian P⊥ ∂r/∂α (*BIT* 15 (1975) 49–57), where P⊥ projects off the columns of Φ; by normal
/// equations with columns scaled to one. The linear parameters must have no bounds. An evaluation
/// of the reduced problem costs two of the whole.
///
/// It stops as `reduced` does.
///
/// @param reduced solves for the nonlinear parameters
public record VariableProjection(Solver reduced) implements Solver {
  /// With Levenberg–Marquardt.
  public static final VariableProjection DEFAULT =
      new VariableProjection(LevenbergMarquardt.DEFAULT);

  @Override
  public String name() {
    return "variable-projection";
  }

  @Override
  public Termination minimize(Workspace work) {
    if (!(work.problem() instanceof SeparableProblem separable)) {
      throw new IllegalArgumentException(
          "variable projection needs a SeparableProblem: say which parameters are linear");
    }
    int linear = separable.linearCount();
    int n = work.parameterCount();
    if (!(linear >= 1 && linear < n)) {
      throw new IllegalArgumentException(
          "linearCount=%d of %d parameters: must leave at least one of each kind"
              .formatted(linear, n));
    }
    double[] lower = new double[n - linear];
    double[] upper = new double[n - linear];
    for (int i = 0; i < n; i++) {
      if (i < linear) {
        checkFree(work.bounds(), i);
      } else {
        lower[i - linear] = work.bounds().lower(i);
        upper[i - linear] = work.bounds().upper(i);
      }
    }
    double[] full = work.start();
    double[] start = work.array(n - linear);
    System.arraycopy(full, linear, start, 0, n - linear);
    var inner = new Workspace();
    inner.begin(
        new Reduced(work, linear, full),
        start,
        Bounds.of(lower, upper),
        evaluations -> work.isStopped());
    Termination end = reduced.minimize(inner);
    for (int i = 0; i < inner.iterations(); i++) {
      work.step();
    }
    return work.termination(end);
  }

  private static void checkFree(Bounds bounds, int i) {
    if (bounds.lower(i) > Double.NEGATIVE_INFINITY || bounds.upper(i) < Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "linear parameter %d has bounds [%s, %s]: use a solver that holds them"
              .formatted(i, bounds.lower(i), bounds.upper(i)));
    }
  }

  /// r as a function of α alone.
  private static final class Reduced implements LeastSquaresProblem {
    private final Workspace work;
    private final int linear;
    private final int n;
    private final double[] full;
    private final double[] jacobian;
    private final double[] gram;
    private final double[] scales;
    private final double[] right;

    Reduced(Workspace work, int linear, double[] full) {
      this.work = work;
      this.linear = linear;
      this.full = full;
      n = work.parameterCount();
      jacobian = work.array(work.residualCount() * n);
      gram = work.array(linear * linear);
      scales = work.array(linear);
      right = work.array(linear);
    }

    @Override
    public int parameterCount() {
      return n - linear;
    }

    @Override
    public int residualCount() {
      return work.residualCount();
    }

    @Override
    public boolean evaluate(double[] alpha, double[] residuals, double[] reducedJacobian) {
      System.arraycopy(alpha, 0, full, linear, n - linear);
      if (!(work.evaluate(full, residuals, jacobian) < Double.POSITIVE_INFINITY) || !factor()) {
        return false;
      }
      solve(residuals, 1, 0);
      for (int i = 0; i < linear; i++) {
        full[i] -= right[i];
      }
      if (!(work.evaluate(full, residuals, jacobian) < Double.POSITIVE_INFINITY)) {
        return false;
      }
      int columns = n - linear;
      for (int j = 0; j < columns; j++) {
        solve(jacobian, n, linear + j);
        for (int i = 0; i < residuals.length; i++) {
          double value = jacobian[i * n + linear + j];
          for (int k = 0; k < linear; k++) {
            value -= jacobian[i * n + k] * right[k];
          }
          reducedJacobian[i * columns + j] = value;
        }
      }
      return true;
    }

    /// ΦᵀΦ with columns scaled to one.
    private boolean factor() {
      int m = work.residualCount();
      for (int j = 0; j < linear; j++) {
        double square = 0;
        for (int i = 0; i < m; i++) {
          square += jacobian[i * n + j] * jacobian[i * n + j];
        }
        if (!(square > 0)) {
          return false;
        }
        scales[j] = 1 / Math.sqrt(square);
      }
      for (int j = 0; j < linear; j++) {
        for (int k = 0; k <= j; k++) {
          double sum = 0;
          for (int i = 0; i < m; i++) {
            sum += jacobian[i * n + j] * jacobian[i * n + k];
          }
          gram[j * linear + k] = sum * scales[j] * scales[k];
        }
      }
      return Cholesky.factor(gram, linear);
    }

    /// right = argmin ‖Φ·right − v‖, v a strided column.
    private void solve(double[] v, int stride, int offset) {
      for (int j = 0; j < linear; j++) {
        double sum = 0;
        for (int i = 0; i < work.residualCount(); i++) {
          sum += jacobian[i * n + j] * v[i * stride + offset];
        }
        right[j] = sum * scales[j];
      }
      Cholesky.solve(gram, linear, right);
      for (int j = 0; j < linear; j++) {
        right[j] *= scales[j];
      }
    }
  }
}
