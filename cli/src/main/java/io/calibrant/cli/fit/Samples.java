package io.calibrant.cli.fit;

import java.util.Arrays;

/// A growing sample of numbers of which quantiles are asked; NaN is left out.
///
/// Holds at most [#MAX_COUNT] numbers (32 MB); of more, every second one is kept, then every fourth
/// and so on, so that the kept ones stay spread over the whole run.
public final class Samples {
  static final int MAX_COUNT = 1 << 22;

  private double[] values = new double[64];
  private int size;
  private long seen;
  private long stride = 1;

  /// Adds a number, unless it is NaN.
  public void add(double value) {
    if (Double.isNaN(value)) {
      return;
    }
    if (seen++ % stride != 0) {
      return;
    }
    if (size == MAX_COUNT) {
      thin();
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.min(2 * size, MAX_COUNT));
    }
    values[size++] = value;
  }

  /// How many numbers were added.
  public long count() {
    return seen;
  }

  /// The smallest kept number with at least `share` of the kept ones at or below it; NaN of none.
  public double quantile(double share) {
    if (size == 0) {
      return Double.NaN;
    }
    double[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * size);
    return sorted[Math.max(0, Math.min(size - 1, rank - 1))];
  }

  /// The quantile of ½.
  public double median() {
    return quantile(0.5);
  }

  /// The share of the kept numbers at or below `limit`; NaN of none.
  public double shareAtMost(double limit) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      count += values[i] <= limit ? 1 : 0;
    }
    return (double) count / size;
  }

  private void thin() {
    for (int i = 0; 2 * i < size; i++) {
      values[i] = values[2 * i];
    }
    size = (size + 1) / 2;
    stride *= 2;
  }
}
