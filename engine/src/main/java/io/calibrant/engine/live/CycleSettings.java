package io.calibrant.engine.live;

/// When the stages run.
///
/// They run for an underlying when its quotes have changed, the burst that changed them is over (or
/// has lasted `maxDelayNs`), and the last run ended at least `minIntervalNs` ago. Each run is
/// followed by a rest of `restFactor` times what it took, so that fitting never starves reading;
/// rests may be put off until `creditNs` of them are due, since quotes that come while a run is
/// under way would otherwise wait for its end, for its rest and for their own run.
///
/// Venues send quotes in bursts: one run that waits for the end of a burst shows all of it sooner
/// than two, of which the second waits for the first.
///
/// @param quietNs a burst is over when nothing has come for so long
/// @param creditNs of runs and their rests that may lie ahead of the clock
/// @param heartbeatNs they also run after so long without any change, because time alone changes a
///   surface
public record CycleSettings(
    long minIntervalNs,
    long quietNs,
    long maxDelayNs,
    double restFactor,
    long creditNs,
    long heartbeatNs) {
  /// 0.1 ms apart, 0.15 ms of quiet, 2 ms of burst, at most half of one core for one underlying but
  /// for 20 ms.
  public static final CycleSettings STANDARD =
      new CycleSettings(100_000L, 150_000L, 2_000_000L, 1.0, 20_000_000L, 5_000_000_000L);

  public CycleSettings {
    if (minIntervalNs < 0
        || quietNs < 0
        || maxDelayNs < 0
        || !(restFactor >= 0)
        || creditNs < 0
        || heartbeatNs <= 0) {
      throw new IllegalArgumentException(
          ("minIntervalNs=%d, quietNs=%d, maxDelayNs=%d, restFactor=%s, creditNs=%d must be ≥ 0,"
                  + " heartbeatNs=%d > 0")
              .formatted(minIntervalNs, quietNs, maxDelayNs, restFactor, creditNs, heartbeatNs));
    }
  }
}
