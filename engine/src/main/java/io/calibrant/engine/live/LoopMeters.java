package io.calibrant.engine.live;

import io.calibrant.engine.fold.EngineCounts;

/// What the engine's loop measures; written by it, read from any thread.
public final class LoopMeters {
  private final RateMeter quotes = new RateMeter();
  private final LatencyWindow tickToSurface = new LatencyWindow();
  private volatile EngineCounts counts = EngineCounts.ZERO;
  private volatile EngineCounts atStart = EngineCounts.ZERO;

  /// What the fold counted before this run.
  void start(EngineCounts before) {
    atStart = before;
    counts = before;
  }

  void counts(EngineCounts now) {
    counts = now;
  }

  void quotes(long more, long nowNs) {
    quotes.add(more, nowNs);
  }

  void published(long tickToSurfaceNs, long nowNs) {
    tickToSurface.record(tickToSurfaceNs, nowNs);
  }

  long quotesSeen() {
    return counts.quotes();
  }

  /// What the fold counted in this run.
  public EngineCounts sinceStart() {
    return counts.minus(atStart);
  }

  /// Quotes accepted over the last second.
  public double quotesPerSecond(long nowNs) {
    return quotes.perSecond(nowNs);
  }

  /// From receipt of the newest quote in a snapshot to its publication, last minute; NaN when
  /// nothing was published in it.
  public double tickToSurfaceMs(double quantile, long nowNs) {
    return tickToSurface.quantileMs(quantile, nowNs);
  }
}
