package io.calibrant.engine.connection;

import io.calibrant.core.market.VenueMessage;

/// Where a connection puts the messages it has read.
@FunctionalInterface
public interface MessageQueue {
  /// Adds `message`, waiting until there is room: nothing is dropped here.
  void put(VenueMessage message) throws InterruptedException;
}
