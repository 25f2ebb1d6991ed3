package io.calibrant.core.calibration;

import java.util.List;

/// What a surface calibration gave.
public sealed interface SurfaceCalibration {
  /// A surface that passes every exact no-arbitrage check.
  record Fitted(CalibratedSurface surface) implements SurfaceCalibration {}

  /// No expiry could be fitted.
  ///
  /// @param slices every expiry with its quotes and the reason
  /// @param reason one sentence that names the numbers
  record Unfitted(List<UnfittedSlice> slices, String reason) implements SurfaceCalibration {
    public Unfitted {
      slices = List.copyOf(slices);
    }
  }
}
