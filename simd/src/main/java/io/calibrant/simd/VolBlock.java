package io.calibrant.simd;

import java.util.Arrays;

/// The scratch of one block of options and the iteration of one class of them.
final class VolBlock {
  /// Options a block; some ten columns of it lie in the first-level cache.
  static final int SIZE = 256;

  private static final int ROUNDS = 4;

  final double[] h = column();
  final double[] c = column();
  final double[] v = column();
  final int[] index = new int[SIZE + 8];
  int count;

  private final double[] x = column();
  private final double[] y = column();
  private final double[] first = column();
  private final double[] second = column();
  private final double[] bracket = column();
  private final double[] size = column();

  static double[] column() {
    return new double[SIZE + 8];
  }

  void add(int i, double absLogMoneyness, double share, double guess) {
    index[count] = i;
    h[count] = absLogMoneyness;
    c[count] = share;
    v[count] = guess;
    count++;
  }

  /// Iterates until every lane has converged, at most four times.
  ///
  /// @param terms of the series, or 0 for the difference of two values
  void solve(int terms) {
    int n = Lanes.padded(count);
    for (int i = count; i < n; i++) {
      h[i] = h[0];
      c[i] = c[0];
      v[i] = v[0];
    }
    Arrays.fill(size, 0, n, 1);
    for (int round = 0; round < ROUNDS; round++) {
      Step.points(h, v, x, y, n);
      if (terms > 0) {
        Erfcx.of(y, first, n);
        Step.series(y, v, first, c, terms, bracket, second, n);
      } else {
        Step.pair(x, v, y, second, n);
        Erfcx.of(y, first, n);
        Erfcx.of(second, y, n);
        Step.difference(first, y, c, bracket, second, n);
      }
      Logs.of(second, first, n);
      if (!Step.move(x, bracket, first, v, size, n)) {
        break;
      }
    }
  }

  boolean hasConverged(int i) {
    return size[i] < Step.LAST;
  }
}
