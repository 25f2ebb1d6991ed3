package io.calibrant.core.forward;

/// Medians of short samples without NaN, by selection: the very values that sorting would put in
/// the middle.
final class Medians {
  private Medians() {}

  /// The middle value, or the mean of the two middle ones; NaN of nothing. Leaves `values` in
  /// another order.
  static double median(double[] values) {
    int size = values.length;
    if (size == 0) {
      return Double.NaN;
    }
    int half = size / 2;
    select(values, half);
    if (size % 2 == 1) {
      return values[half];
    }
    double below = values[0];
    for (int i = 1; i < half; i++) {
      below = Math.max(below, values[i]);
    }
    return 0.5 * (below + values[half]);
  }

  /// The median of the distances from `centre`.
  static double deviation(double[] values, double centre) {
    double[] distances = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      distances[i] = Math.abs(values[i] - centre);
    }
    return median(distances);
  }

  /// Puts the value of `rank` in its place, none that is larger before it and none that is smaller
  /// after it (Hoare 1961, Algorithm 65).
  private static void select(double[] values, int rank) {
    int low = 0;
    int high = values.length - 1;
    while (low < high) {
      double pivot = middle(values[low], values[(low + high) >>> 1], values[high]);
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double swapped = values[i];
          values[i++] = values[j];
          values[j--] = swapped;
        }
      }
      if (rank <= j) {
        high = j;
      } else if (rank >= i) {
        low = i;
      } else {
        return;
      }
    }
  }

  private static double middle(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
