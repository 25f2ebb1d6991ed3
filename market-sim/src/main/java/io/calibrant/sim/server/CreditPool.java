package io.calibrant.sim.server;

/// The venue's rate limit of subscribe calls: 3,000 credits each out of 30,000, refilled at 10,000
/// a second.
final class CreditPool {
  private static final double MAX = 30_000;
  private static final double COST = 3_000;
  private static final double REFILL_PER_SECOND = 10_000;

  private double credits = MAX;
  private long lastNs;

  CreditPool(long nowNs) {
    lastNs = nowNs;
  }

  /// Pays for one call; false when the pool is empty.
  boolean pay(long nowNs) {
    credits = Math.min(MAX, credits + Math.max(0, nowNs - lastNs) * 1e-9 * REFILL_PER_SECOND);
    lastNs = nowNs;
    if (credits < COST) {
      return false;
    }
    credits -= COST;
    return true;
  }
}
