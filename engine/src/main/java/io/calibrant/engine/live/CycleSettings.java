package io.calibrant.engine.live;

/// When the stages run.
///
/// They run for an underlying when its quotes have changed, the burst that changed them is over (or
/// has lasted `maxDelayNs`), and the last run is long enough ago: at least `minIntervalNs`, and at
/// least `restFactor` times what a run costs, so that fitting never starves reading.
///
/// @param heartbeatNs they also run after so long without any change, because time alone changes a
///   surface
public record CycleSettings(
    long minIntervalNs, long maxDelayNs, double restFactor, long heartbeatNs) {
  /// 1 ms apart, 1 ms of burst, at most half of one core for one underlying.
  public static final CycleSettings STANDARD =
      new CycleSettings(1_000_000L, 1_000_000L, 1.0, 5_000_000_000L);

  public CycleSettings {
    if (minIntervalNs < 0 || maxDelayNs < 0 || !(restFactor >= 0) || heartbeatNs <= 0) {
      throw new IllegalArgumentException(
          "minIntervalNs=%d, maxDelayNs=%d, restFactor=%s must be ≥ 0, heartbeatNs=%d > 0"
              .formatted(minIntervalNs, maxDelayNs, restFactor, heartbeatNs));
    }
  }
}
