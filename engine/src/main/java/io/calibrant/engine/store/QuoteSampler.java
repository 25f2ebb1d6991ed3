package io.calibrant.engine.store;

import io.calibrant.core.market.VenueMessage;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/// Keeps the latest quote of each contract until its interval of receipt time is over.
///
/// A function of the journal alone, so that a rebuilt store has the same rows.
final class QuoteSampler {
  private final long intervalNs;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private long interval = Long.MIN_VALUE;
  private long cleanSequence;

  private record Waiting(long sequence, VenueMessage message) {}

  /// @param cleanSequence everything up to it has been sampled
  QuoteSampler(long intervalNs, long cleanSequence) {
    this.intervalNs = intervalNs;
    this.cleanSequence = cleanSequence;
  }

  /// A fold that begins after this entry comes to the same rows.
  long cleanSequence() {
    return cleanSequence;
  }

  /// Takes a quote in, after writing out the interval before when it is over.
  void take(long sequence, VenueMessage message, String instrument, StoreWriter rows)
      throws SQLException {
    long now = Math.floorDiv(message.origin().receiptTimeNs(), intervalNs);
    if (now > interval) {
      writeOut(rows);
      interval = now;
      cleanSequence = sequence - 1;
    }
    waiting.put(message.origin().venue() + ' ' + instrument, new Waiting(sequence, message));
  }

  private void writeOut(StoreWriter rows) throws SQLException {
    for (Waiting last : waiting.values()) {
      switch (last.message()) {
        case VenueMessage.OptionTicker ticker -> rows.quote(last.sequence(), ticker);
        case VenueMessage.FutureTicker ticker -> rows.quote(last.sequence(), ticker);
        case VenueMessage.BookTop top -> rows.quote(last.sequence(), top);
        default -> throw new AssertionError("not a quote: " + last.message());
      }
    }
    waiting.clear();
  }
}
