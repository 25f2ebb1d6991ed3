package io.calibrant.cli.fit;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.SmileQuotes;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.decision.Decision.HoldCode;
import java.util.EnumMap;
import java.util.Map;

/// The figures of a whole run: how many surfaces, how well they fit, how fast.
final class FitSummary {
  /// Expiries nearer than this are told apart: their quotes are coarse against their vols.
  static final double SHORT_YEARS = 2 / 365.0;

  /// The expiries on one side of [#SHORT_YEARS].
  static final class Band {
    final Samples rmse = new Samples();
    final Samples holdOutRmse = new Samples();
    long sliceCount;
    long twoSidedCount;
    double insideCount;

    /// Share of two-sided used quotes whose fitted vol lies inside bid–ask; NaN of none.
    double insideShare() {
      return insideCount / twoSidedCount;
    }

    private void add(CalibratedSlice slice) {
      sliceCount++;
      rmse.add(slice.quality().rmseVolPoints());
      holdOutRmse.add(slice.quality().holdOutRmseVolPoints());
      int twoSided = twoSided(slice.quotes());
      if (twoSided > 0 && Double.isFinite(slice.quality().insideSpread())) {
        twoSidedCount += twoSided;
        insideCount += slice.quality().insideSpread() * twoSided;
      }
    }
  }

  final Band near = new Band();
  final Band far = new Band();
  final Samples elapsedMs = new Samples();
  private final Map<HoldCode, Integer> held = new EnumMap<>(HoldCode.class);
  private int snapshotCount;
  private int surfaceCount;
  private int unfittedCount;
  private int butterflyCount;
  private int calendarCount;
  private int repairedCount;

  void add(FittedSnapshot fitted) {
    snapshotCount++;
    elapsedMs.add(fitted.elapsedMs());
    switch (fitted.decision()) {
      case Decision.Publish(CalibratedSurface surface) -> add(surface);
      case Decision.Hold hold -> held.merge(hold.code(), 1, Integer::sum);
    }
  }

  private void add(CalibratedSurface surface) {
    surfaceCount++;
    unfittedCount += surface.thin().size();
    butterflyCount += surface.arbitrage().butterflyFree() ? 0 : 1;
    calendarCount += surface.arbitrage().calendarFree() ? 0 : 1;
    repairedCount += surface.arbitrage().repaired() ? 1 : 0;
    for (CalibratedSlice slice : surface.slices()) {
      (slice.expiry() < SHORT_YEARS ? near : far).add(slice);
    }
  }

  int snapshotCount() {
    return snapshotCount;
  }

  /// Snapshots that gave a surface.
  int surfaceCount() {
    return surfaceCount;
  }

  /// Snapshots that were held, by the class of trouble.
  Map<HoldCode, Integer> held() {
    return Map.copyOf(held);
  }

  /// Expiries without a smile in surfaces that were published.
  int unfittedCount() {
    return unfittedCount;
  }

  /// Surfaces that the exact check found not butterfly-free.
  int butterflyCount() {
    return butterflyCount;
  }

  /// Surfaces that the exact check found not calendar-free.
  int calendarCount() {
    return calendarCount;
  }

  int repairedCount() {
    return repairedCount;
  }

  private static int twoSided(SmileQuotes quotes) {
    int count = 0;
    for (int i = 0; i < quotes.size(); i++) {
      boolean twoSided = quotes.bidVol(i) > 0 && quotes.askVol(i) > 0;
      count += quotes.reason(i).isUsed() && twoSided ? 1 : 0;
    }
    return count;
  }
}
