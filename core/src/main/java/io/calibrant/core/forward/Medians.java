package io.calibrant.core.forward;

import java.util.Arrays;

/// Medians of short samples.
final class Medians {
  private Medians() {}

  /// The middle value, or the mean of the two middle ones; NaN of nothing.
  static double median(double[] values) {
    return sorting(values.clone());
  }

  /// The same; sorts `values`.
  static double sorting(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
  }

  /// The median of the distances from `centre`.
  static double deviation(double[] values, double centre) {
    double[] distances = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      distances[i] = Math.abs(values[i] - centre);
    }
    return sorting(distances);
  }
}
