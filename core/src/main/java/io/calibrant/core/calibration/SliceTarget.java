package io.calibrant.core.calibration;

import io.calibrant.core.market.ReasonCode;
import java.util.function.DoubleUnaryOperator;

/// The quotes of one slice that enter its fit, in columns.
///
/// Each quote is an interval [lower, upper] of vols around which the residual is zero: a two-sided
/// quote has lower = upper = mid, a one-sided one an infinite end, a one-tick bid [bid, ask].
final class SliceTarget {
  final double expiry;
  final double atmVol;
  final int size;
  final double[] k;
  final double[] lower;
  final double[] upper;
  final double[] stdDev;
  final int[] source;

  private SliceTarget(double expiry, double atmVol, int capacity, int size) {
    this.expiry = expiry;
    this.atmVol = atmVol;
    this.size = size;
    this.k = new double[capacity];
    this.lower = new double[capacity];
    this.upper = new double[capacity];
    this.stdDev = new double[capacity];
    this.source = new int[capacity];
  }

  /// The used quotes of an expiry.
  ///
  /// @param fold quotes whose rank among the core two-sided quotes is `fold` modulo 4 are left out;
  ///   −1 for none
  static SliceTarget of(SmileQuotes quotes, double expiry, QuoteRange range, int fold) {
    double atmVol = atmVol(quotes);
    boolean[] keep = new boolean[quotes.size()];
    int size = 0;
    int rank = 0;
    for (int i = 0; i < keep.length; i++) {
      keep[i] = quotes.reason(i).isUsed();
      if (isCoreMid(quotes, i, atmVol, expiry, range)) {
        keep[i] = rank++ % 4 != fold;
      }
      size += keep[i] ? 1 : 0;
    }
    var target = new SliceTarget(expiry, atmVol, size, size);
    int at = 0;
    for (int i = 0; i < keep.length; i++) {
      if (keep[i]) {
        target.put(at++, quotes, i);
      }
    }
    return target;
  }

  /// Whether quote i is a two-sided used quote of the core.
  static boolean isCoreMid(
      SmileQuotes quotes, int i, double atmVol, double expiry, QuoteRange range) {
    return quotes.reason(i) == ReasonCode.USED && range.isCore(quotes.k(i), atmVol, expiry);
  }

  private void put(int at, SmileQuotes quotes, int i) {
    k[at] = quotes.k(i);
    stdDev[at] = quotes.volStdDev(i);
    source[at] = i;
    switch (quotes.reason(i)) {
      case USED -> {
        lower[at] = quotes.midVol(i);
        upper[at] = quotes.midVol(i);
      }
      case USED_ASK_ONLY -> {
        lower[at] = Double.NEGATIVE_INFINITY;
        upper[at] = quotes.askVol(i);
      }
      case USED_BID_ONLY -> {
        lower[at] = quotes.bidVol(i);
        upper[at] = Double.POSITIVE_INFINITY;
      }
      default -> {
        lower[at] = quotes.bidVol(i);
        upper[at] = quotes.askVol(i);
      }
    }
  }

  /// These quotes with each interval that a smile misses as a point at its nearer end.
  ///
  /// @param totalVariance w(k) of the smile
  SliceTarget pointsAt(DoubleUnaryOperator totalVariance) {
    var points = new SliceTarget(expiry, atmVol, size, size);
    for (int j = 0; j < size; j++) {
      double vol = Math.sqrt(totalVariance.applyAsDouble(k[j]) / expiry);
      double nearest = Math.min(Math.max(vol, lower[j]), upper[j]);
      boolean missed = nearest != vol;
      points.k[j] = k[j];
      points.lower[j] = missed ? nearest : lower[j];
      points.upper[j] = missed ? nearest : upper[j];
      points.stdDev[j] = stdDev[j];
      points.source[j] = source[j];
    }
    return points;
  }

  /// These quotes with other vols for those that are points; intervals stay.
  SliceTarget movedTo(double[] vols) {
    var moved = new SliceTarget(expiry, atmVol, size, size);
    for (int j = 0; j < size; j++) {
      boolean point = lower[j] == upper[j];
      moved.k[j] = k[j];
      moved.lower[j] = point ? vols[j] : lower[j];
      moved.upper[j] = point ? vols[j] : upper[j];
      moved.stdDev[j] = stdDev[j];
      moved.source[j] = source[j];
    }
    return moved;
  }

  /// How far a vol lies outside quote j's interval; 0 inside.
  double misfit(int j, double vol) {
    return vol - Math.min(Math.max(vol, lower[j]), upper[j]);
  }

  /// The mid vol at k = 0 by linear interpolation between the nearest two-sided used quotes, or the
  /// nearest one when all lie on one side; NaN when there is none.
  static double atmVol(SmileQuotes quotes) {
    int below = -1;
    int above = -1;
    for (int i = 0; i < quotes.size(); i++) {
      if (quotes.reason(i) != ReasonCode.USED) {
        continue;
      }
      if (quotes.k(i) < 0) {
        below = i;
      } else if (above < 0) {
        above = i;
      }
    }
    if (below < 0 || above < 0) {
      int only = Math.max(below, above);
      return only < 0 ? Double.NaN : quotes.midVol(only);
    }
    double share = -quotes.k(below) / (quotes.k(above) - quotes.k(below));
    return quotes.midVol(below) + share * (quotes.midVol(above) - quotes.midVol(below));
  }
}
