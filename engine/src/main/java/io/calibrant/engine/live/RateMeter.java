package io.calibrant.engine.live;

/// A growing count and how fast it grew over the last second. Safe for one writer and any readers.
public final class RateMeter {
  private static final int SAMPLES = 11;
  private static final long STEP_NS = 100_000_000L;

  private final long[] timesNs = new long[SAMPLES];
  private final long[] totals = new long[SAMPLES];
  private int next;
  private long total;

  /// Counts `n` more.
  public synchronized void add(long n, long nowNs) {
    total += n;
    sample(nowNs);
  }

  public synchronized long total() {
    return total;
  }

  /// Per second, over the second before `nowNs`.
  public synchronized double perSecond(long nowNs) {
    sample(nowNs);
    int newest = (next + SAMPLES - 1) % SAMPLES;
    int oldest = newest;
    for (int i = 0; i < SAMPLES; i++) {
      int at = (newest + SAMPLES - i) % SAMPLES;
      if (timesNs[at] == 0 || nowNs - timesNs[at] > SAMPLES * STEP_NS) {
        break;
      }
      oldest = at;
    }
    double seconds = Math.max(nowNs - timesNs[oldest], STEP_NS) / 1e9;
    return (total - totals[oldest]) / seconds;
  }

  private void sample(long nowNs) {
    int newest = (next + SAMPLES - 1) % SAMPLES;
    if (nowNs - timesNs[newest] >= STEP_NS) {
      timesNs[next] = nowNs;
      totals[next] = total;
      next = (next + 1) % SAMPLES;
    }
  }
}
