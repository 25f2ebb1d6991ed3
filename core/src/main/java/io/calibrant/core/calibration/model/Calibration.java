package io.calibrant.core.calibration.model;

import io.calibrant.core.solve.Termination;

/// What a calibration gave.
public sealed interface Calibration permits Calibration.Unfitted, FittedModel {
  /// The problem that was asked.
  CalibrationProblem problem();

  /// No parameters: the last good ones still stand.
  ///
  /// @param termination what made it fail
  /// @param reason one sentence that names the numbers
  record Unfitted(CalibrationProblem problem, Termination termination, String reason)
      implements Calibration {}
}
