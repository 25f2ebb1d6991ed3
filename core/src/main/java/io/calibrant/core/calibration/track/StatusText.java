package io.calibrant.core.calibration.track;

import io.calibrant.core.calibration.model.CalibrationStatus;
import java.util.Locale;

/// What a status adds to its word.
final class StatusText {
  private StatusText() {}

  static String of(CalibrationStatus status) {
    return switch (status) {
      case CalibrationStatus.Converged _ -> "";
      case CalibrationStatus.AtBound bound ->
          bound.value() == 0
              ? bound.parameter()
              : String.format(Locale.ROOT, "%s = %.4g", bound.parameter(), bound.value());
      case CalibrationStatus.Degenerate degenerate -> degenerate.reason();
      case CalibrationStatus.Unidentified unidentified ->
          "%s; %s".formatted(unidentified.parameter(), unidentified.direction());
      case CalibrationStatus.Stale stale -> stale.limit();
      case CalibrationStatus.Rejected rejected -> rejected.reason();
    };
  }
}
