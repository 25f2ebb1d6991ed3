package io.calibrant.venues.deribit;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/// One contract's book of changes: every level, valid as long as no change is missing.
final class BookState {
  /// What a frame did to the book.
  enum Outcome {
    APPLIED,
    /// A change came while no snapshot is there; it says nothing.
    AWAITING_SNAPSHOT,
    /// The book has this change already.
    REPEATED,
    /// A change is missing: the book is void until the next snapshot.
    GAP
  }

  private final TreeMap<Double, Double> bids = new TreeMap<>(Comparator.reverseOrder());
  private final TreeMap<Double, Double> asks = new TreeMap<>();
  private long changeId = -1;

  Outcome apply(ServerFrame.Book frame) {
    if (frame.snapshot()) {
      drop();
      applyLevels(frame);
      return Outcome.APPLIED;
    }
    if (changeId < 0) {
      return Outcome.AWAITING_SNAPSHOT;
    }
    if (frame.changeId() <= changeId) {
      return Outcome.REPEATED;
    }
    if (frame.previousChangeId() != changeId) {
      return Outcome.GAP;
    }
    applyLevels(frame);
    return Outcome.APPLIED;
  }

  /// Voids the book until the next snapshot.
  void drop() {
    bids.clear();
    asks.clear();
    changeId = -1;
  }

  long changeId() {
    return changeId;
  }

  double bestBid() {
    return bids.isEmpty() ? Double.NaN : bids.firstKey();
  }

  double bestAsk() {
    return asks.isEmpty() ? Double.NaN : asks.firstKey();
  }

  double bestBidSize() {
    return bids.isEmpty() ? 0 : bids.firstEntry().getValue();
  }

  double bestAskSize() {
    return asks.isEmpty() ? 0 : asks.firstEntry().getValue();
  }

  private void applyLevels(ServerFrame.Book frame) {
    frame.bids().forEach(level -> set(bids, level));
    frame.asks().forEach(level -> set(asks, level));
    changeId = frame.changeId();
  }

  private static void set(Map<Double, Double> side, BookLevel level) {
    if (level.size() > 0) {
      side.put(level.price(), level.size());
    } else {
      side.remove(level.price());
    }
  }
}
