package io.calibrant.core.solve;

/// A nonlinear least-squares problem: find x ∈ ℝⁿ that minimises ½‖r(x)‖², where r : ℝⁿ → ℝᵐ.
///
/// Residuals are already whitened: each is a misfit divided by its own standard deviation, so that
/// (JᵀJ)⁻¹ at the solution is the covariance of x.
public interface LeastSquaresProblem {
  int parameterCount();

  int residualCount();

  /// Evaluates residuals and Jacobian.
  ///
  /// @param x the point, length n; read only
  /// @param residuals receives rᵢ(x), length m
  /// @param jacobian receives ∂rᵢ/∂xⱼ at index i·n + j, length m·n
  /// @return false if x lies outside the domain of r; the solver then rejects the step
  boolean evaluate(double[] x, double[] residuals, double[] jacobian);

  /// Evaluates residuals alone; override it where that is cheaper. Both evaluations must give the
  /// same residuals to the last bit.
  ///
  /// @param x the point, length n; read only
  /// @param residuals receives rᵢ(x), length m
  /// @param scratch length m·n, for whatever is left over
  /// @return as above
  default boolean evaluateResiduals(double[] x, double[] residuals, double[] scratch) {
    return evaluate(x, residuals, scratch);
  }
}
