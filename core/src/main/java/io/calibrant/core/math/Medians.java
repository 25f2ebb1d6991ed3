package io.calibrant.core.math;

/// Medians of short samples without NaN, by selection: the very values that sorting would put in
/// the middle.
public final class Medians {
  private Medians() {}

  /// The middle value, or the mean of the two middle ones; NaN of nothing. Leaves `values` in
  /// another order.
  public static double median(double[] values) {
    return median(values, values.length);
  }

  /// The same of the first `size` values; leaves these in another order.
  public static double median(double[] values, int size) {
    if (size == 0) {
      return Double.NaN;
    }
    int half = size / 2;
    select(values, size, half);
    if (size % 2 == 1) {
      return values[half];
    }
    double below = values[0];
    for (int i = 1; i < half; i++) {
      below = Math.max(below, values[i]);
    }
    return 0.5 * (below + values[half]);
  }

  /// The middle one of the first `count` values, of two middle ones the larger; NaN of nothing.
  /// Leaves these `values` in another order.
  public static double upper(double[] values, int count) {
    if (count == 0) {
      return Double.NaN;
    }
    select(values, count, count / 2);
    return values[count / 2];
  }

  /// The median of the distances of the first `size` values from `centre`; leaves the distances in
  /// their place, in another order.
  public static double deviation(double[] values, int size, double centre) {
    for (int i = 0; i < size; i++) {
      values[i] = Math.abs(values[i] - centre);
    }
    return median(values, size);
  }

  /// Puts the value of `rank` of the first `count` in its place, none that is larger before it and
  /// none that is smaller after it (Hoare 1961, Algorithm 65).
  private static void select(double[] values, int count, int rank) {
    int low = 0;
    int high = count - 1;
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
