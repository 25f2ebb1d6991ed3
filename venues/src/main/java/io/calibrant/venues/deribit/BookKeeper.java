package io.calibrant.venues.deribit;

import io.calibrant.core.market.Origin;
import io.calibrant.core.market.VenueMessage.BookTop;
import io.calibrant.core.market.VenueMessage.SequenceGap;
import io.calibrant.venues.VenueSession.Sink;
import java.util.HashMap;
import java.util.Map;

/// All books of a session: applies frames, reports gaps and asks for the one book again.
final class BookKeeper {
  /// Books kept; more contracts than that are ignored with a note.
  private static final int MAX_BOOKS = 20_000;

  /// How long a snapshot may take to come before it is asked for again.
  private static final long SNAPSHOT_TIMEOUT_NS = 10_000_000_000L;

  private final Map<String, BookState> books = new HashMap<>();
  private final Map<String, Long> groupedIds = new HashMap<>();
  private final Map<String, Long> awaitedSince = new HashMap<>();

  /// A new connection: no book is valid.
  void reset() {
    books.clear();
    groupedIds.clear();
    awaitedSince.clear();
  }

  void apply(ServerFrame.Book frame, long receiptNs, SubscriptionLedger ledger, Sink sink) {
    String contract = frame.channel().subject();
    BookState book = books.get(contract);
    if (book == null) {
      if (books.size() >= MAX_BOOKS) {
        sink.note("deribit: more than %d books, %s ignored".formatted(MAX_BOOKS, contract));
        return;
      }
      book = new BookState();
      books.put(contract, book);
    }
    long expected = book.changeId();
    switch (book.apply(frame)) {
      case APPLIED -> {
        awaitedSince.remove(frame.channel().text());
        sink.message(top(frame, book, receiptNs));
      }
      case REPEATED -> {}
      case AWAITING_SNAPSHOT -> awaitedSince.putIfAbsent(frame.channel().text(), receiptNs);
      case GAP -> {
        book.drop();
        awaitedSince.put(frame.channel().text(), receiptNs);
        ledger.renew(frame.channel().text());
        sink.message(
            new SequenceGap(
                Origin.of(DeribitVenue.KEY, frame.exchangeTimeNs(), receiptNs),
                contract,
                expected,
                frame.previousChangeId()));
      }
    }
  }

  /// Passes a grouped book on unless a newer one came before.
  void apply(ServerFrame.Grouped frame, Sink sink) {
    BookTop top = frame.top();
    if (groupedIds.size() >= MAX_BOOKS && !groupedIds.containsKey(top.instrument())) {
      groupedIds.clear();
    }
    Long last = groupedIds.get(top.instrument());
    if (last == null || top.sequence() >= last) {
      groupedIds.put(top.instrument(), top.sequence());
      sink.message(top);
    }
  }

  /// Asks again for snapshots that did not come.
  void tick(long nowNs, SubscriptionLedger ledger) {
    for (Map.Entry<String, Long> entry : awaitedSince.entrySet()) {
      if (nowNs - entry.getValue() >= SNAPSHOT_TIMEOUT_NS) {
        entry.setValue(nowNs);
        ledger.renew(entry.getKey());
      }
    }
  }

  private static BookTop top(ServerFrame.Book frame, BookState book, long receiptNs) {
    return new BookTop(
        Origin.of(DeribitVenue.KEY, frame.exchangeTimeNs(), receiptNs),
        frame.channel().subject(),
        book.bestBid(),
        book.bestAsk(),
        book.bestBidSize(),
        book.bestAskSize(),
        book.changeId());
  }
}
