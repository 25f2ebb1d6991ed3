package io.calibrant.core.solve;

/// Why a solver stopped, and what that means for the point it returns.
public sealed interface Termination {
  /// An optimality test held.
  record Converged(Test test) implements Termination {}

  /// A limit was reached; the point is the best one seen.
  record Stopped(Limit limit) implements Termination {}

  /// No usable point exists.
  record Failed(Cause cause) implements Termination {}

  /// The test that held; inequalities are documented at the solver.
  enum Test {
    GRADIENT,
    STEP,
    COST,
    /// A simplex or a population has collapsed to a point.
    SPREAD,
    /// Independent starts have reached the same cost.
    AGREEMENT,
    /// The cost that was asked for is reached.
    TARGET
  }

  /// The limit that was reached.
  enum Limit {
    ITERATIONS,
    /// A stop was asked for from outside.
    DEADLINE,
    /// The solver's own number of evaluations is used up.
    EVALUATIONS
  }

  /// What made the problem unsolvable.
  enum Cause {
    START_OUTSIDE_DOMAIN,
    NOT_FINITE,
    TOO_FEW_RESIDUALS
  }

  /// Whether the point may be used at all. Whether it may be *published* is for validation to say.
  default boolean usable() {
    return !(this instanceof Failed);
  }
}
