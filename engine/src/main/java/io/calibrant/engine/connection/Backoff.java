package io.calibrant.engine.connection;

import java.util.random.RandomGenerator;

/// How long to wait before the next attempt: 1, 2, 4 … 30 s, each times a random factor in [½, 1],
/// so that many clients do not come back at once.
public final class Backoff {
  static final long FIRST_NS = 1_000_000_000L;
  static final long LAST_NS = 30_000_000_000L;

  private final RandomGenerator random;
  private int failures;

  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /// One more attempt failed.
  ///
  /// @return how long to wait, ns
  public long nextDelayNs() {
    long whole = failures >= 5 ? LAST_NS : Math.min(LAST_NS, FIRST_NS << failures);
    failures++;
    return (long) (whole * (0.5 + 0.5 * random.nextDouble()));
  }

  /// An attempt held.
  public void reset() {
    failures = 0;
  }
}
