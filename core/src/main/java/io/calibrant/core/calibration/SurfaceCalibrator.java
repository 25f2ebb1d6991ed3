package io.calibrant.core.calibration;

import io.calibrant.core.forward.Forward;
import io.calibrant.core.surface.ExpiryQuotes;
import io.calibrant.core.surface.SurfaceSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The stage from a snapshot and its forwards to an arbitrage-free surface: one raw SVI smile an
/// expiry, all fitted together. A pure function of its arguments.
///
/// The method, its alternatives and figures: docs/models/joint-svi.md.
///
/// @param settings what to fit with
public record SurfaceCalibrator(CalibrationSettings settings) {
  /// A calibrator with the standard settings.
  public static final SurfaceCalibrator DEFAULT =
      new SurfaceCalibrator(CalibrationSettings.DEFAULT);

  /// Fits the surface of `snapshot`.
  ///
  /// @param forwards by instant of expiry; an expiry without one is reported as unfitted
  /// @param previous the last published surface, from which the fit starts; null for a cold start
  public SurfaceCalibration calibrate(
      SurfaceSnapshot snapshot, Map<Long, Forward> forwards, @Nullable CalibratedSurface previous) {
    List<PreparedSlice> prepared = new ArrayList<>();
    List<UnfittedSlice> unfitted = new ArrayList<>();
    for (ExpiryQuotes quotes : snapshot.expiries()) {
      prepare(quotes, forwards.get(quotes.expiryTimeNs()), prepared, unfitted);
    }
    if (prepared.isEmpty()) {
      return new SurfaceCalibration.Unfitted(
          unfitted,
          "none of %d expiries has a forward and %d usable two-sided quotes"
              .formatted(unfitted.size(), settings.range().minTwoSided()));
    }
    List<CalibratedSlice> slices = new ArrayList<>();
    ArbitrageReport arbitrage = new SurfaceAssembly(settings, prepared, previous).fitInto(slices);
    return new SurfaceCalibration.Fitted(
        new CalibratedSurface(
            snapshot.underlying(),
            snapshot.asOfNs(),
            snapshot.hash(),
            snapshot.index(),
            slices,
            unfitted,
            arbitrage));
  }

  private void prepare(
      ExpiryQuotes quotes,
      @Nullable Forward forward,
      List<PreparedSlice> prepared,
      List<UnfittedSlice> unfitted) {
    SmileQuotes vols = ImpliedQuotes.of(quotes, forward, settings.range(), settings.weighting());
    int twoSided = vols.twoSidedCount();
    if (forward != null && twoSided >= settings.range().minTwoSided()) {
      prepared.add(new PreparedSlice(forward, vols));
      return;
    }
    String reason =
        forward == null
            ? "no forward could be found for this expiry"
            : "%d usable two-sided out-of-the-money quotes; a smile needs %d"
                .formatted(twoSided, settings.range().minTwoSided());
    unfitted.add(
        new UnfittedSlice(
            quotes.expiryTimeNs(), quotes.expiry(), forward, vols.withUsedSetAside(), reason));
  }
}
