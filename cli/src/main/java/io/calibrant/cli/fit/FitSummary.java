package io.calibrant.cli.fit;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.SliceBootstrap;
import io.calibrant.core.calibration.SmileQuotes;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.decision.Decision.HoldCode;
import java.util.EnumMap;
import java.util.Map;

/// The figures of a whole run: how many surfaces, how well they fit, how fast.
public final class FitSummary {
  /// Expiries nearer than this are told apart: their quotes are coarse against their vols.
  public static final double SHORT_YEARS = 2 / 365.0;

  /// The expiries on one side of [#SHORT_YEARS].
  public static final class Band {
    private final Samples rmse = new Samples();
    private final Samples holdOutRmse = new Samples();
    private long sliceCount;
    private long twoSidedCount;
    private double insideCount;

    /// RMSE per expiry, in-sample, vol points.
    public Samples rmse() {
      return rmse;
    }

    /// RMSE per expiry on the strikes held out, vol points.
    public Samples holdOutRmse() {
      return holdOutRmse;
    }

    /// Expiries fitted.
    public long sliceCount() {
      return sliceCount;
    }

    /// Share of two-sided used quotes whose fitted vol lies inside bid–ask; NaN of none.
    public double insideShare() {
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

  private final Band near = new Band();
  private final Band far = new Band();
  private final Samples elapsedMs = new Samples();
  private final Map<HoldCode, Integer> held = new EnumMap<>(HoldCode.class);
  private int snapshotCount;
  private int surfaceCount;
  private int unfittedCount;
  private int butterflyCount;
  private int calendarCount;
  private int repairedCount;
  private int bootstrapCount;
  private int confirmedCount;

  /// Counts a snapshot.
  public void add(FittedSnapshot fitted) {
    snapshotCount++;
    for (SliceBootstrap bootstrap : fitted.bootstraps()) {
      bootstrapCount++;
      confirmedCount += bootstrap.agrees() ? 1 : 0;
    }
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

  /// The expiries nearer than [#SHORT_YEARS].
  public Band near() {
    return near;
  }

  /// All other expiries.
  public Band far() {
    return far;
  }

  /// Wall time of the decisions, milliseconds.
  public Samples elapsedMs() {
    return elapsedMs;
  }

  /// Snapshots read.
  public int snapshotCount() {
    return snapshotCount;
  }

  /// Snapshots that gave a surface.
  public int surfaceCount() {
    return surfaceCount;
  }

  /// Snapshots that were held, by the class of trouble.
  public Map<HoldCode, Integer> held() {
    return Map.copyOf(held);
  }

  /// Expiries without a smile in surfaces that were published.
  public int unfittedCount() {
    return unfittedCount;
  }

  /// Surfaces that the exact check found not butterfly-free.
  public int butterflyCount() {
    return butterflyCount;
  }

  /// Surfaces that the exact check found not calendar-free.
  public int calendarCount() {
    return calendarCount;
  }

  /// Surfaces that had to be moved to be free of arbitrage.
  public int repairedCount() {
    return repairedCount;
  }

  /// Expiries whose standard errors were bootstrapped.
  public int bootstrapCount() {
    return bootstrapCount;
  }

  /// Those of them whose delta method the bootstrap confirms.
  public int confirmedCount() {
    return confirmedCount;
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
