package io.calibrant.core.localvol;

import java.util.Arrays;

/// Checks of quotes that come as rows of k and vol, one an expiry.
final class QuoteTable {
  private QuoteTable() {}

  static void check(double[] expiries, double[][] ks, double[][] vols) {
    if (expiries.length == 0 || ks.length != expiries.length || vols.length != expiries.length) {
      throw new IllegalArgumentException(
          "%d expiries, %d rows of k, %d rows of vols: needs as many of each, at least one"
              .formatted(expiries.length, ks.length, vols.length));
    }
    double previous = 0;
    for (int e = 0; e < expiries.length; e++) {
      if (!(expiries[e] > previous && expiries[e] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "expiries=%s: must be > 0, finite and ascending".formatted(Arrays.toString(expiries)));
      }
      previous = expiries[e];
      checkRow(e, ks[e], vols[e]);
    }
  }

  private static void checkRow(int e, double[] ks, double[] vols) {
    if (ks.length == 0 || ks.length != vols.length) {
      throw new IllegalArgumentException(
          "expiry %d: %d k and %d vols: needs as many of both, at least one"
              .formatted(e, ks.length, vols.length));
    }
    for (int q = 0; q < ks.length; q++) {
      if (!(Math.abs(ks[q]) < 50) || (q > 0 && !(ks[q] > ks[q - 1]))) {
        throw new IllegalArgumentException(
            "expiry %d: k=%s at %d: must lie in (-50, 50) and ascend".formatted(e, ks[q], q));
      }
      if (!(vols[q] > 0 && vols[q] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "expiry %d: vol=%s at %d: must be > 0 and finite".formatted(e, vols[q], q));
      }
    }
  }

  /// σ² at k, linear in k between quotes and flat beyond.
  static double variance(double[] ks, double[] vols, double k) {
    int at = Arrays.binarySearch(ks, k);
    int next = at >= 0 ? at : -at - 1;
    double vol;
    if (next == 0) {
      vol = vols[0];
    } else if (next == ks.length) {
      vol = vols[ks.length - 1];
    } else {
      double t = (k - ks[next - 1]) / (ks[next] - ks[next - 1]);
      vol = vols[next - 1] + t * (vols[next] - vols[next - 1]);
    }
    return vol * vol;
  }
}
