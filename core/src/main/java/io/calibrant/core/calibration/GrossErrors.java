package io.calibrant.core.calibration;

import java.util.Arrays;

/// Which quotes of a slice are not its market's: a share of their weight that falls to zero far
/// from the smile, on the scale on which the majority of the quotes lies.
///
/// Student's t bounds a quote's influence, but a third of the quotes shifted to one side still
/// pull, and most where spreads are wide. With u = |r|/s, s = median |r|/0.6745 and at least 1, the
/// share is 1 up to [#FROM], (1 − ((u − FROM)/(TO − FROM))²)² to [#TO], 0 beyond (Hampel's idea
/// with Tukey's descent). A market without such quotes is not touched at all.
final class GrossErrors {
  /// Up to so many robust standard deviations a quote keeps its weight.
  static final double FROM = 6;

  /// Beyond so many it has none.
  static final double TO = 12;

  private static final double NORMAL_MEDIAN = 0.6744897501960817;

  private GrossErrors() {}

  /// s of the first `count` residuals; those inside an interval, 0, do not count.
  ///
  /// @param sizes |r|; sorted in place
  static double scale(double[] sizes, int count) {
    Arrays.sort(sizes, 0, count);
    int first = 0;
    while (first < count && sizes[first] == 0) {
      first++;
    }
    int n = count - first;
    if (n == 0) {
      return 1;
    }
    double median = 0.5 * (sizes[first + (n - 1) / 2] + sizes[first + n / 2]);
    return Math.max(1, median / NORMAL_MEDIAN);
  }

  /// The share of its weight that a residual keeps.
  static double share(double r, double scale) {
    double u = (Math.abs(r) / scale - FROM) / (TO - FROM);
    if (!(u > 0)) {
      return 1;
    }
    double left = Math.max(0, 1 - u * u);
    return left * left;
  }
}
