package io.calibrant.venues;

import java.util.List;

/// What a session subscribes to.
///
/// @param underlyings coins in upper case, such as `BTC`
/// @param interval how often the venue may push one contract's ticker
/// @param books which order-book stream is followed beside the tickers
/// @param trades whether option trades are followed
/// @param markPrices whether the venue's mark stream is followed beside the tickers
public record SessionSettings(
    List<String> underlyings, Interval interval, Books books, boolean trades, boolean markPrices) {

  public SessionSettings {
    underlyings = List.copyOf(underlyings);
    if (underlyings.isEmpty()) {
      throw new IllegalArgumentException("underlyings is empty: name at least one, such as BTC");
    }
  }

  /// Tickers every 100 ms and trades; no books, since a ticker carries the best levels.
  public static SessionSettings of(List<String> underlyings) {
    return new SessionSettings(underlyings, Interval.MS_100, Books.NONE, true, false);
  }

  /// These settings with another ticker interval.
  public SessionSettings withInterval(Interval other) {
    return new SessionSettings(underlyings, other, books, trades, markPrices);
  }

  /// These settings with another book stream.
  public SessionSettings withBooks(Books other) {
    return new SessionSettings(underlyings, interval, other, trades, markPrices);
  }

  /// How often a venue pushes.
  public enum Interval {
    /// At most every 100 ms and contract.
    MS_100,
    /// Aggregated by the venue over one to two seconds.
    AGGREGATED,
    /// Every change; real venues ask for authentication.
    RAW
  }

  /// Which order-book stream is followed.
  public enum Books {
    /// None.
    NONE,
    /// Full snapshots of the best levels: heals itself.
    GROUPED,
    /// A snapshot, then changes: every level, with gap detection.
    CHANGES
  }
}
