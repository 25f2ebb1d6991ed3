package io.calibrant.bench.accuracy;

import java.util.Locale;

/// How often errors fall below each power of two, with the largest.
final class ErrorHistogram {
  /// The upper ends of the bins, in units of 2⁻⁵².
  static final double[] ENDS = {0.5, 1, 2, 4, 8, 16, 32, 64, 450};

  private final long[] counts = new long[ENDS.length + 1];
  private long count;
  private double largest;

  /// @param error in units of 2⁻⁵²; what is no number counts as the largest
  void add(double error) {
    int bin = 0;
    while (bin < ENDS.length && !(error <= ENDS[bin])) {
      bin++;
    }
    counts[bin]++;
    count++;
    largest = error <= largest ? largest : Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  long count() {
    return count;
  }

  double largest() {
    return largest;
  }

  /// Shares in per cent, then the largest, as cells of a Markdown row.
  String cells() {
    var text = new StringBuilder();
    for (long inBin : counts) {
      double share = 100.0 * inBin / Math.max(1, count);
      text.append(
          inBin == 0
              ? " |"
              : String.format(Locale.ROOT, share < 0.01 ? " %.4f |" : " %.2f |", share));
    }
    return text + String.format(Locale.ROOT, " %.1f |", largest);
  }
}
