package io.calibrant.engine.live;

import io.calibrant.engine.api.EngineHealth.StageTime;
import io.calibrant.engine.fold.EngineCounts;
import java.nio.LongBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What the engine's loop measures; written by it, read from any thread.
public final class LoopMeters {
  private final RateMeter quotes = new RateMeter();
  private final LatencyWindow tickToSurface = new LatencyWindow();
  private final Map<Stage, LatencyWindow> stages = new EnumMap<>(Stage.class);
  private volatile EngineCounts counts = EngineCounts.ZERO;
  private volatile EngineCounts atStart = EngineCounts.ZERO;
  private volatile long begunTwice;

  /// The parts of the way from a quote to a surface, in order.
  public enum Stage {
    /// From the receipt of a quote to the beginning of the run that is the first to hold it, every
    /// quote counted; of the other parts every run.
    WAIT,
    /// The snapshot, on the loop's thread.
    SNAPSHOT,
    /// From there until the stage's thread has begun.
    START,
    /// Forward, vols, fit, checks.
    DECIDE,
    /// The decision's hash.
    DIGEST,
    /// From there until the loop has taken the decision.
    RETURN,
    /// Journal and publication.
    PUBLISH
  }

  /// Meters that have seen nothing.
  public LoopMeters() {
    for (Stage stage : Stage.values()) {
      stages.put(stage, new LatencyWindow());
    }
  }

  void took(Stage stage, long durationNs, long nowNs) {
    Objects.requireNonNull(stages.get(stage)).record(durationNs, nowNs);
  }

  /// What each stage took, of the last minute.
  public List<StageTime> stageTimes(long nowNs) {
    return stages.entrySet().stream()
        .map(
            entry ->
                new StageTime(
                    entry.getKey().name(),
                    entry.getValue().quantileMs(0.5, nowNs),
                    entry.getValue().quantileMs(0.99, nowNs)))
        .toList();
  }

  /// What the fold counted before this run.
  void start(EngineCounts before) {
    atStart = before;
    counts = before;
  }

  void counts(EngineCounts now) {
    counts = now;
  }

  void begunTwice(long total) {
    begunTwice = total;
  }

  /// Runs of the stages that were begun a second time because they were late.
  public long begunTwice() {
    return begunTwice;
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

  /// The same over all quotes since the start.
  public double tickToSurfaceSinceStartMs(double quantile) {
    return tickToSurface.quantileEverMs(quantile);
  }
}
