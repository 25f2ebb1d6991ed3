package io.calibrant.core.solve;

/// A least-squares problem whose first parameters enter linearly: r(c, α) = Φ(α)·c − y(α).
///
/// Nothing else is asked: the first columns of its Jacobian are Φ(α).
public interface SeparableProblem extends LeastSquaresProblem {
  /// Number of leading parameters that enter linearly, 1 … n − 1.
  int linearCount();
}
