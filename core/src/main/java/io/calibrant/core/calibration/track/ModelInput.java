package io.calibrant.core.calibration.track;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.model.SurfaceQuotes;
import java.util.ArrayList;
import java.util.List;

/// What a step rests on: the core quotes of one published surface.
///
/// @param snapshotHash SHA-256 of the snapshot behind that surface, lower-case hex
/// @param expiryTimesNs instants of the expiries of `quotes`, ascending
/// @param quotes expiry by expiry; there may be none
public record ModelInput(
    String underlying,
    long asOfNs,
    String snapshotHash,
    List<Long> expiryTimesNs,
    ModelQuotes quotes) {
  public ModelInput {
    expiryTimesNs = List.copyOf(expiryTimesNs);
    if (expiryTimesNs.size() != quotes.grid().expiryCount()) {
      throw new IllegalArgumentException(
          "%d instants for %d expiries: give one each"
              .formatted(expiryTimesNs.size(), quotes.grid().expiryCount()));
    }
  }

  /// The input that `surface` gives, by [SurfaceQuotes#STANDARD].
  public static ModelInput of(CalibratedSurface surface) {
    ModelQuotes quotes = SurfaceQuotes.STANDARD.of(surface);
    List<Long> times = new ArrayList<>();
    for (int e = 0; e < quotes.grid().expiryCount(); e++) {
      times.add(instant(surface, quotes.grid().expiry(e)));
    }
    return new ModelInput(
        surface.underlying(), surface.asOfNs(), surface.snapshotHash(), times, quotes);
  }

  private static long instant(CalibratedSurface surface, double years) {
    return surface.slices().stream()
        .filter(slice -> slice.expiry() == years)
        .mapToLong(CalibratedSlice::expiryTimeNs)
        .findFirst()
        .orElseThrow();
  }
}
