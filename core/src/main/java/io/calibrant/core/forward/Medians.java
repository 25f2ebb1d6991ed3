package io.calibrant.core.forward;

import java.util.Arrays;

/// Medians of short samples.
final class Medians {
  private Medians() {}

  /// The middle value, or the mean of the two middle ones; NaN of nothing.
  static double median(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
  }

  /// The median of the distances from `centre`.
  static double deviation(double[] values, double centre) {
    double[] distances = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      distances[i] = Math.abs(values[i] - centre);
    }
    return median(distances);
  }
}
