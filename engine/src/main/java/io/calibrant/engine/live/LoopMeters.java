package io.calibrant.engine.live;

import io.calibrant.engine.fold.EngineCounts;
import java.nio.LongBuffer;

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

  /// A surface is out.
  ///
  /// @param receipts of every quote that it is the first to hold
  void published(LongBuffer receipts, long nowNs) {
    for (int i = 0; i < receipts.limit(); i++) {
      tickToSurface.record(nowNs - receipts.get(i), nowNs);
    }
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

  /// From the receipt of a quote to the publication of the first surface that holds it, over all
  /// quotes of the last minute; NaN when nothing was published in it.
  public double tickToSurfaceMs(double quantile, long nowNs) {
    return tickToSurface.quantileMs(quantile, nowNs);
  }
}
