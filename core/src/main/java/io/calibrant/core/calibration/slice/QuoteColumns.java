package io.calibrant.core.calibration.slice;

/// The quotes of one expiry as columns: what a slice fit reads, refilled in place at every tick.
///
/// A quote is a point or an interval [lower, upper], with a standard deviation, all in the unit of
/// the fit: total variance w for [SviFit] and [EssviFit], decimal vol for [SabrFit]. Inside its
/// interval a quote has no say; outside, its residual is the distance to the nearer end divided by
/// the standard deviation. `lower` may be −∞ and `upper` +∞, not both. Not thread-safe.
public final class QuoteColumns {
  final double[] k;
  final double[] lower;
  final double[] upper;

  /// 1/std².
  final double[] weight;

  private int size;
  private int intervals;

  /// Empty columns.
  ///
  /// @param capacity most quotes they can hold, > 0
  public QuoteColumns(int capacity) {
    if (!(capacity > 0)) {
      throw new IllegalArgumentException("capacity=%d: must be > 0".formatted(capacity));
    }
    k = new double[capacity];
    lower = new double[capacity];
    upper = new double[capacity];
    weight = new double[capacity];
  }

  /// Removes all quotes.
  public void clear() {
    size = 0;
    intervals = 0;
  }

  /// Appends a point.
  ///
  /// @param logMoneyness k, finite
  /// @param value finite, > 0
  /// @param stdDev in the unit of `value`, > 0
  public void add(double logMoneyness, double value, double stdDev) {
    addInterval(logMoneyness, value, value, stdDev);
  }

  /// Appends an interval.
  ///
  /// @param from lower end, or −∞
  /// @param to upper end ≥ `from`, or +∞
  public void addInterval(double logMoneyness, double from, double to, double stdDev) {
    double w = 1 / (stdDev * stdDev);
    boolean ends = from <= to && to > 0 && (Math.abs(from) < MAX || to < MAX);
    if (!(Math.abs(logMoneyness) < MAX && ends && stdDev > 0 && w > 0 && w < MAX)) {
      throw new IllegalArgumentException(
          "quote %d: k=%s [%s, %s] stdDev=%s; needs finite k, lower ≤ upper, one of them finite, upper > 0, stdDev > 0"
              .formatted(size, logMoneyness, from, to, stdDev));
    }
    if (size == k.length) {
      throw new IllegalArgumentException(
          "quote %d: the columns hold %d; make them larger".formatted(size, k.length));
    }
    k[size] = logMoneyness;
    lower[size] = from;
    upper[size] = to;
    weight[size] = w;
    intervals += from < to ? 1 : 0;
    size++;
  }

  /// Number of quotes.
  public int size() {
    return size;
  }

  /// Whether every quote is a point.
  boolean isPoints() {
    return intervals == 0;
  }

  /// Number of points.
  int points() {
    return size - intervals;
  }

  private static final double MAX = Double.POSITIVE_INFINITY;
}
