package io.calibrant.cli.fit;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.SmileQuotes;

/// The range of log-moneyness over which a slice is drawn and checked: all its quotes, and at least
/// [#WING_STD_DEVS] ATM standard deviations to each side.
///
/// @param low the lowest k
/// @param high the highest k
public record Curve(double low, double high) {
  private static final double WING_STD_DEVS = 5;

  /// The range of `slice`.
  public static Curve of(CalibratedSlice slice) {
    double wing = WING_STD_DEVS * Math.sqrt(slice.smile().totalVariance(0));
    double low = -wing;
    double high = wing;
    SmileQuotes quotes = slice.quotes();
    for (int i = 0; i < quotes.size(); i++) {
      boolean quoted = quotes.bidVol(i) > 0 || quotes.askVol(i) > 0;
      if (quoted && Double.isFinite(quotes.k(i))) {
        low = Math.min(low, quotes.k(i));
        high = Math.max(high, quotes.k(i));
      }
    }
    return new Curve(low, high);
  }

  /// Point `i` of `count` evenly spaced ones; the last is exactly `high`.
  public double point(int i, int count) {
    return i == count - 1 ? high : low + (high - low) * i / (count - 1);
  }
}
