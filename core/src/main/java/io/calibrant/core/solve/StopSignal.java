package io.calibrant.core.solve;

/// Whether a solver must stop now and return the best point seen.
///
/// The solver asks before each evaluation but the first, with the number of evaluations done. A
/// signal may look at a clock (outside this module); what it did is then told by
/// [LeastSquaresSolution#evaluations()], and [#after] of that number stops a replay at the same
/// point, bit for bit.
@FunctionalInterface
public interface StopSignal {
  /// Never stops.
  StopSignal NEVER = evaluations -> false;

  /// Whether to stop after `evaluations` evaluations.
  boolean isRaised(int evaluations);

  /// Stops after `count` evaluations, ≥ 1.
  static StopSignal after(int count) {
    if (!(count >= 1)) {
      throw new IllegalArgumentException(
          "count=%d: must be ≥ 1, the start is always evaluated".formatted(count));
    }
    return evaluations -> evaluations >= count;
  }

  /// Stops when either does.
  default StopSignal or(StopSignal other) {
    return evaluations -> isRaised(evaluations) || other.isRaised(evaluations);
  }
}
