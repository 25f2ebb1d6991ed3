package io.calibrant.engine.live;

/// Quantiles of durations over the last minute and since the beginning, to within 4 %.
///
/// Twelve histograms of five seconds each and one of all, with 18 buckets for every doubling from 1
/// µs to 100 s; memory is fixed. Safe for one writer and any readers.
public final class LatencyWindow {
  private static final int SLOTS = 12;
  private static final long SLOT_NS = 5_000_000_000L;
  private static final double LOWEST_NS = 1_000;
  private static final double BUCKETS_PER_E = 26;
  private static final int BUCKETS = 480;

  private final long[][] counts = new long[SLOTS][BUCKETS];
  private final long[] slotNumbers = new long[SLOTS];
  private final long[] ever = new long[BUCKETS];

  /// Adds one duration that ended at `nowNs`.
  public synchronized void record(long durationNs, long nowNs) {
    long number = nowNs / SLOT_NS;
    int slot = (int) (number % SLOTS);
    if (slotNumbers[slot] != number) {
      slotNumbers[slot] = number;
      java.util.Arrays.fill(counts[slot], 0);
    }
    int bucket = bucket(durationNs);
    counts[slot][bucket]++;
    ever[bucket]++;
  }

  /// The `q`-quantile of the minute before `nowNs`, ms; NaN when nothing was recorded.
  public synchronized double quantileMs(double q, long nowNs) {
    long newest = nowNs / SLOT_NS;
    long[] sum = new long[BUCKETS];
    for (int slot = 0; slot < SLOTS; slot++) {
      if (newest - slotNumbers[slot] < SLOTS) {
        for (int i = 0; i < BUCKETS; i++) {
          sum[i] += counts[slot][i];
        }
      }
    }
    return quantileMs(sum, q);
  }

  /// The `q`-quantile of all that was ever recorded, ms; NaN when nothing was.
  public synchronized double quantileEverMs(double q) {
    return quantileMs(ever, q);
  }

  private static double quantileMs(long[] histogram, double q) {
    long total = 0;
    for (long count : histogram) {
      total += count;
    }
    long rank = (long) Math.ceil(q * total);
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += histogram[i];
      if (total > 0 && seen >= rank) {
        return upperNs(i) / 1e6;
      }
    }
    return Double.NaN;
  }

  private static int bucket(long durationNs) {
    double above = Math.log(Math.max((double) durationNs, LOWEST_NS) / LOWEST_NS);
    return Math.min(BUCKETS - 1, (int) (above * BUCKETS_PER_E));
  }

  private static double upperNs(int bucket) {
    return LOWEST_NS * Math.exp((bucket + 1) / BUCKETS_PER_E);
  }
}
