package io.calibrant.engine.fold;

import io.calibrant.core.decision.Decision;

/// What running the stages once came to.
public sealed interface CycleOutcome {
  /// A decision was made.
  record Made(Decision decision) implements CycleOutcome {}

  /// A stage broke one of its own invariants; the state is as before but for the count.
  record Broken(String underlying, Throwable cause) implements CycleOutcome {}
}
