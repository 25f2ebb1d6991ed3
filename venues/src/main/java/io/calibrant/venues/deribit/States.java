package io.calibrant.venues.deribit;

import io.calibrant.core.market.VenueMessage.TradingState;

/// Trading states on the wire.
final class States {
  private States() {}

  /// The `state` of a ticker: `open` or `closed`; anything else is taken as halted, the safe side.
  static TradingState ofTicker(String wire) {
    return switch (wire) {
      case "open" -> TradingState.OPEN;
      case "closed", "archivized" -> TradingState.CLOSED;
      case "settled" -> TradingState.SETTLED;
      default -> TradingState.HALTED;
    };
  }

  /// The `state` of an `instrument.state` event.
  static TradingState ofEvent(String wire) {
    return switch (wire) {
      case "created", "started" -> TradingState.OPEN;
      case "settled" -> TradingState.SETTLED;
      case "closed", "terminated" -> TradingState.CLOSED;
      default -> TradingState.HALTED;
    };
  }

  /// Whether [#ofEvent] knows this state by name.
  static boolean isKnownEvent(String wire) {
    return switch (wire) {
      case "created", "started", "settled", "closed", "terminated", "deactivated" -> true;
      default -> false;
    };
  }

  /// The wire form for a ticker.
  static String toTicker(TradingState state) {
    return switch (state) {
      case OPEN -> "open";
      case HALTED -> "halted";
      case SETTLED -> "settled";
      case CLOSED -> "closed";
    };
  }
}
