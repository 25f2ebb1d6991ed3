package io.calibrant.venues.deribit;

import io.calibrant.core.market.Origin;
import io.calibrant.core.market.VenueMessage.SequenceGap;
import io.calibrant.core.market.VenueMessage.Trade;
import io.calibrant.venues.VenueSession.Sink;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// The trades seen lately: passes each on once and notices holes in a contract's `trade_seq`.
final class TradeMemory {
  /// Ids remembered; at the venue's busiest that is about an hour.
  static final int MAX_IDS = 1 << 16;

  /// Contracts whose last sequence is remembered.
  private static final int MAX_CONTRACTS = 20_000;

  private final Map<String, Boolean> ids =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MAX_IDS;
        }
      };
  private final Map<String, Long> sequences = new HashMap<>();
  private long duplicates;

  /// Passes the trade on unless it was seen before; says so when trades before it are missing.
  void accept(Trade trade, Sink sink) {
    if (ids.putIfAbsent(trade.tradeId(), Boolean.TRUE) != null) {
      duplicates++;
      return;
    }
    long sequence = trade.sequence();
    if (sequence >= 0) {
      if (sequences.size() >= MAX_CONTRACTS && !sequences.containsKey(trade.instrument())) {
        sequences.clear();
      }
      Long last = sequences.get(trade.instrument());
      if (last == null || sequence > last) {
        sequences.put(trade.instrument(), sequence);
      }
      if (last != null && sequence > last + 1) {
        sink.message(gap(trade, last + 1));
      }
    }
    sink.message(trade);
  }

  /// How many trades came more than once.
  long duplicates() {
    return duplicates;
  }

  private static SequenceGap gap(Trade trade, long expected) {
    Origin origin = trade.origin();
    return new SequenceGap(origin, "trades." + trade.instrument(), expected, trade.sequence());
  }
}
