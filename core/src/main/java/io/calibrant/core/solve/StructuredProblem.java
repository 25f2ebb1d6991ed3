package io.calibrant.core.solve;

/// A nonlinear least-squares problem that adds its own rows to banded normal equations.
///
/// Use it instead of [LeastSquaresProblem] where each residual touches few parameters, or where
/// rows come from a robust loss ρ(r): then the cost is ½Σρ and each row is scaled by √(ρ′/2r).
public interface StructuredProblem {
  int parameterCount();

  /// Largest |i − j| of two parameters that share a residual.
  int bandwidth();

  /// The cost at x; +∞ when x lies outside the domain.
  ///
  /// @param x the point; read only
  double cost(double[] x);

  /// Adds every row at x to `equations`, which the caller has cleared.
  ///
  /// @param x a point at which [#cost(double[])] was finite; read only
  void linearize(double[] x, NormalEquations equations);
}
