package io.calibrant.core.decision;

/// How much of a venue must have spoken before a surface rests on it.
///
/// After a start, or when a lost connection is back, quotes come one by one. A surface of the first
/// few can be ten vol points off the one that a second later rests on all. So publication waits
/// until both shares of [SnapshotCoverage] are reached, but never longer than `maxWaitNs` from the
/// first quote on: then what there is gets published, with its honest, wide bands.
///
/// @param contracts share of the contracts that have spoken, in [0, 1]
/// @param expiries share of the expiries of which half of the contracts have spoken, in [0, 1]
/// @param maxWaitNs longest wait by the snapshots' own times, ≥ 0
public record CoverageFloor(double contracts, double expiries, long maxWaitNs) {
  /// Every snapshot is judged as it is: for single snapshots, which nothing follows.
  public static final CoverageFloor NONE = new CoverageFloor(0, 0, 0);

  /// 80 % of the contracts and 90 % of the expiries, at most 10 s.
  public static final CoverageFloor LIVE = new CoverageFloor(0.8, 0.9, 10_000_000_000L);

  public CoverageFloor {
    if (!(contracts >= 0 && contracts <= 1)
        || !(expiries >= 0 && expiries <= 1)
        || !(maxWaitNs >= 0)) {
      throw new IllegalArgumentException(
          "contracts=%s and expiries=%s must be in [0, 1], maxWaitNs=%d ≥ 0"
              .formatted(contracts, expiries, maxWaitNs));
    }
  }

  /// Whether there is any floor at all.
  boolean asksForAnything() {
    return contracts > 0 || expiries > 0;
  }

  /// Whether `coverage` is enough to publish at once.
  boolean isMetBy(SnapshotCoverage coverage) {
    return coverage.contractShare() >= contracts && coverage.expiryShare() >= expiries;
  }
}
