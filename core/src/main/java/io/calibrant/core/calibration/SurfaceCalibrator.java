package io.calibrant.core.calibration;

import io.calibrant.core.forward.Forward;
import io.calibrant.core.surface.ExpiryQuotes;
import io.calibrant.core.surface.SurfaceSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The stage from a snapshot and its forwards to an arbitrage-free surface: one raw SVI smile an
/// expiry, all fitted together. A pure function of its arguments.
///
/// The method, its alternatives and figures: docs/models/joint-svi.md.
///
/// @param settings what to fit with
public record SurfaceCalibrator(CalibrationSettings settings) {
  /// Older surfaces are no start for single slices.
  private static final long MAX_PAUSE_NS = 30_000_000_000L;

  /// A calibrator that follows a market: slices that nothing was said about stay as they were.
  public static final SurfaceCalibrator LIVE = new SurfaceCalibrator(CalibrationSettings.LIVE);

  /// A calibrator with the standard settings.
  public static final SurfaceCalibrator DEFAULT =
      new SurfaceCalibrator(CalibrationSettings.DEFAULT);

  /// Fits the surface of `snapshot`, every slice anew.
  ///
  /// @param forwards by instant of expiry; an expiry without one is reported as unfitted
  /// @param previous the last published surface, from which the fit starts; null for a cold start
  public SurfaceCalibration calibrate(
      SurfaceSnapshot snapshot, Map<Long, Forward> forwards, @Nullable CalibratedSurface previous) {
    return calibrate(snapshot, forwards, previous, Set.of());
  }

  /// Fits the surface of `snapshot`, of which some expiries need not be looked at again.
  ///
  /// A slice whose quotes and forward are those of `previous` stays as it was. The others are each
  /// fitted between their neighbours ([SliceBetween]); where that does not explain the quotes, and
  /// where expiries are new or `previous` is old, all are fitted together as in a single snapshot.
  ///
  /// @param unchanged instants of expiries about which nothing new was said since `previous`
  public SurfaceCalibration calibrate(
      SurfaceSnapshot snapshot,
      Map<Long, Forward> forwards,
      @Nullable CalibratedSurface previous,
      Set<Long> unchanged) {
    Map<Long, CalibratedSlice> known = previous == null ? Map.of() : WarmStart.byExpiry(previous);
    Map<Long, UnfittedSlice> thin = new HashMap<>();
    if (previous != null) {
      previous.thin().forEach(slice -> thin.put(slice.expiryTimeNs(), slice));
    }
    List<PreparedSlice> prepared = new ArrayList<>();
    List<@Nullable CalibratedSlice> kept = new ArrayList<>();
    List<UnfittedSlice> unfitted = new ArrayList<>();
    for (ExpiryQuotes quotes : snapshot.expiries()) {
      long expiryTimeNs = quotes.expiryTimeNs();
      boolean stands = unchanged.contains(expiryTimeNs);
      CalibratedSlice slice = known.get(expiryTimeNs);
      UnfittedSlice silent = thin.get(expiryTimeNs);
      if (stands && slice != null) {
        prepared.add(
            new PreparedSlice(slice.forward(), slice.quotes(), slice.lateness().ageSeconds()));
        kept.add(slice);
      } else if (stands && silent != null) {
        unfitted.add(silent);
      } else {
        var ageing = settings.incremental() ? QuoteAgeing.of(quotes, slice) : QuoteAgeing.NONE;
        prepare(snapshot.asOfNs(), quotes, forwards.get(expiryTimeNs), ageing, prepared, unfitted);
        if (prepared.size() > kept.size()) {
          kept.add(null);
        }
      }
    }
    if (prepared.isEmpty()) {
      return new SurfaceCalibration.Unfitted(
          unfitted,
          "none of %d expiries has a forward and %d usable two-sided quotes"
              .formatted(unfitted.size(), settings.range().minTwoSided()));
    }
    List<CalibratedSlice> slices = new ArrayList<>();
    ArbitrageReport arbitrage = null;
    if (settings.incremental()
        && previous != null
        && snapshot.asOfNs() - previous.asOfNs() < MAX_PAUSE_NS) {
      var update = new SurfaceUpdate(settings, prepared, kept, known, snapshot.asOfNs());
      arbitrage = update.fitInto(slices);
    }
    if (arbitrage == null) {
      arbitrage =
          new SurfaceAssembly(settings, prepared, previous, snapshot.asOfNs()).fitInto(slices);
    }
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
      long asOfNs,
      ExpiryQuotes quotes,
      @Nullable Forward forward,
      QuoteAgeing ageing,
      List<PreparedSlice> prepared,
      List<UnfittedSlice> unfitted) {
    SmileQuotes vols =
        ImpliedQuotes.of(quotes, forward, settings.range(), settings.weighting(), ageing);
    int twoSided = vols.twoSidedCount();
    if (forward != null && twoSided >= settings.range().minTwoSided()) {
      prepared.add(new PreparedSlice(forward, vols, ageSeconds(quotes, asOfNs)));
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

  /// From the exchange's time of the newest quote; 0 when no time is known.
  private static double ageSeconds(ExpiryQuotes quotes, long asOfNs) {
    long newest = QuoteAgeing.newestNs(quotes);
    return newest <= 0 ? 0 : Math.max(0, asOfNs - newest) / 1e9;
  }
}
