package io.calibrant.engine.connection;

import io.calibrant.core.market.VenueMessage;
import io.calibrant.engine.api.EngineHealth.VenueHealth;
import io.calibrant.venues.VenueSession.Subscriptions;

/// What a connection counts; written by its agent, read from any thread.
final class ConnectionCounters {
  /// Malformed frames told in full; the rest are only counted.
  private static final long MALFORMED_TOLD = 20;

  private volatile boolean up;
  private volatile String detail = "not connected yet";
  private volatile Subscriptions subscriptions = new Subscriptions(0, 0, 0);
  private volatile long lastMessageNs;
  private final Counter messages = new Counter();
  private final Counter opened = new Counter();
  private final Counter gaps = new Counter();
  private final Counter malformed = new Counter();

  /// A count with one writer.
  private static final class Counter {
    private volatile long value;

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    long increment() {
      return ++value;
    }
  }

  void opened(long nowNs) {
    up = true;
    detail = "connected";
    lastMessageNs = nowNs;
    opened.increment();
  }

  void closed(String reason) {
    up = false;
    detail = reason;
  }

  void frame(long receiptTimeNs) {
    lastMessageNs = Math.max(lastMessageNs, receiptTimeNs);
  }

  void message(VenueMessage message) {
    messages.increment();
    if (message instanceof VenueMessage.SequenceGap) {
      gaps.increment();
    }
  }

  /// Counts one.
  ///
  /// @return whether it should be told in full
  boolean malformed() {
    return malformed.increment() <= MALFORMED_TOLD;
  }

  void subscriptions(Subscriptions now) {
    subscriptions = now;
  }

  long lastMessageNs() {
    return lastMessageNs;
  }

  VenueHealth health(String venue) {
    Subscriptions s = subscriptions;
    String text =
        up
            ? "%d channels active, %d pending, %d refused"
                .formatted(s.active(), s.pending(), s.refused())
            : detail;
    return new VenueHealth(
        venue,
        up,
        lastMessageNs,
        messages.value,
        Math.max(0, opened.value - 1),
        gaps.value,
        malformed.value,
        text);
  }
}
