package io.calibrant.bench.work;

import java.util.Map;

/// One engine at one work, with its input prepared: what the clock runs around.
public interface Task {
  /// Does the work on its whole input once.
  ///
  /// @return a number that depends on every result, so that no compiler leaves the work out
  double run();

  /// How many units (options, fits) one [#run] is; times are divided by it.
  int unitCount();

  /// How many calls of the engine one [#run] makes; the allocation is divided by it.
  default int callCount() {
    return unitCount();
  }

  /// Figures on the results of a run, such as `maxRelativeError`, in the order to be shown.
  default Map<String, Double> figures() {
    return Map.of();
  }
}
