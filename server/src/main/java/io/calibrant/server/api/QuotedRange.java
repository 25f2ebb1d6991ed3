package io.calibrant.server.api;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.SmileQuotes;

/// The log-moneyness that the quotes in a fit span; outside it a smile is extrapolated.
///
/// @param low smallest k of a used quote
/// @param high largest k of a used quote, > `low`
public record QuotedRange(double low, double high) {
  /// The range of `slice`; ±2.5 ATM standard deviations when fewer than two quotes are used.
  public static QuotedRange of(CalibratedSlice slice) {
    SmileQuotes quotes = slice.quotes();
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < quotes.size(); i++) {
      if (quotes.reason(i).isUsed() && Double.isFinite(quotes.k(i))) {
        low = Math.min(low, quotes.k(i));
        high = Math.max(high, quotes.k(i));
      }
    }
    if (low < high) {
      return new QuotedRange(low, high);
    }
    double stdev = Math.sqrt(slice.smile().totalVariance(0));
    return new QuotedRange(-2.5 * stdev, 2.5 * stdev);
  }

  /// This range, wider by `share` of its width on either side.
  public QuotedRange widened(double share) {
    double margin = share * (high - low);
    return new QuotedRange(low - margin, high + margin);
  }

  /// Whether `k` lies in the range.
  public boolean contains(double k) {
    return k >= low && k <= high;
  }

  /// The i-th of n equidistant points, ends included.
  public double at(int i, int n) {
    return n == 1 ? 0.5 * (low + high) : low + (high - low) * i / (n - 1);
  }
}
