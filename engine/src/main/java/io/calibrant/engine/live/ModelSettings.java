package io.calibrant.engine.live;

import java.util.List;

/// Which models are fitted beside the surfaces, and how much they may cost.
///
/// @param families by name, see `ModelTrack`; empty for none
/// @param intervalNs from one fit of an underlying's models to the next, at least
/// @param deadlineNs time of a core for one fit of one family, and ten times as much by the clock;
///   the best point so far stands then
/// @param cpuShare of one core that all fits together may take, in ]0, 1], as long as a step costs
///   less than half a second of it
public record ModelSettings(
    List<String> families, long intervalNs, long deadlineNs, double cpuShare) {
  /// Smiles, Heston and Bates every two seconds, half a second a fit, a tenth of a core.
  public static final ModelSettings STANDARD =
      new ModelSettings(List.of("svi", "heston", "bates"), 2_000_000_000L, 500_000_000L, 0.1);

  /// No models.
  public static final ModelSettings NONE = STANDARD.withFamilies(List.of());

  public ModelSettings {
    families = List.copyOf(families);
    if (!(intervalNs >= 0 && deadlineNs > 0 && cpuShare > 0 && cpuShare <= 1)) {
      throw new IllegalArgumentException(
          "intervalNs=%d must be ≥ 0, deadlineNs=%d > 0, cpuShare=%s in ]0, 1]"
              .formatted(intervalNs, deadlineNs, cpuShare));
    }
  }

  /// These settings with other families.
  public ModelSettings withFamilies(List<String> others) {
    return new ModelSettings(others, intervalNs, deadlineNs, cpuShare);
  }

  /// These settings with another interval.
  public ModelSettings withIntervalNs(long otherNs) {
    return new ModelSettings(families, otherNs, deadlineNs, cpuShare);
  }

  /// These settings with another share.
  public ModelSettings withCpuShare(double other) {
    return new ModelSettings(families, intervalNs, deadlineNs, other);
  }
}
