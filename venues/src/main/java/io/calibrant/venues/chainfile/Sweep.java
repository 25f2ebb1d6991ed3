package io.calibrant.venues.chainfile;

import io.calibrant.core.market.Quote;
import io.calibrant.core.market.QuoteCheck;
import io.calibrant.core.market.ReasonCode;
import java.util.ArrayList;
import java.util.List;

/// The quotes of one poll over a chain, each with its own stamp; the poll's instant is the latest.
final class Sweep {
  /// Polls of one chain take up to three minutes; stamps farther apart are another poll.
  private static final long MAX_LENGTH_NS = 600_000_000_000L;

  private final List<Entry> entries = new ArrayList<>();
  private long asOfNs = Long.MIN_VALUE;

  private record Entry(
      String family, Quote quote, double minPrice, double maxPrice, boolean open, int line) {}

  /// Takes a quote in.
  ///
  /// @param minPrice lowest price the venue accepts; NaN when not given
  /// @param maxPrice highest price the venue accepts; NaN when not given
  void add(String family, Quote quote, double minPrice, double maxPrice, boolean open, int line) {
    entries.add(new Entry(family, quote, minPrice, maxPrice, open, line));
    asOfNs = Math.max(asOfNs, quote.exchangeTimeNs());
  }

  /// Whether a quote of this stamp belongs to the same poll.
  boolean covers(long timeNs) {
    return entries.isEmpty() || Math.abs(timeNs - asOfNs) <= MAX_LENGTH_NS;
  }

  int size() {
    return entries.size();
  }

  /// The latest stamp.
  long asOfNs() {
    return asOfNs;
  }

  /// Hands all quotes on as of the latest stamp, and forgets them.
  void flush(ChainCollector collector) throws ChainFormatException {
    for (Entry entry : entries) {
      ReasonCode reason =
          entry.open
              ? QuoteCheck.DEFAULT.reason(entry.quote, asOfNs, entry.minPrice, entry.maxPrice)
              : ReasonCode.NOT_OPEN;
      collector.add(asOfNs, entry.family, entry.quote.withReason(reason), entry.line);
    }
    entries.clear();
    asOfNs = Long.MIN_VALUE;
  }
}
