package io.calibrant.engine.fold;

import io.calibrant.core.decision.Decision;
import io.calibrant.core.market.VenueMessage;

/// The growing side of [EngineCounts].
final class FoldCounters {
  private long messages;
  private long quotes;
  private long trades;
  private long gaps;
  private long unrouted;
  private long cycles;
  private long published;
  private long held;
  private long broken;

  static FoldCounters of(EngineCounts from) {
    var counters = new FoldCounters();
    counters.messages = from.messages();
    counters.quotes = from.quotes();
    counters.trades = from.trades();
    counters.gaps = from.gaps();
    counters.unrouted = from.unrouted();
    counters.cycles = from.cycles();
    counters.published = from.published();
    counters.held = from.held();
    counters.broken = from.broken();
    return counters;
  }

  EngineCounts counts() {
    return new EngineCounts(
        messages, quotes, trades, gaps, unrouted, cycles, published, held, broken);
  }

  void message(VenueMessage message) {
    messages++;
    switch (message) {
      case VenueMessage.OptionTicker _,
          VenueMessage.FutureTicker _,
          VenueMessage.BookTop _,
          VenueMessage.OptionMark _,
          VenueMessage.IndexLevel _,
          VenueMessage.VolIndexLevel _ ->
          quotes++;
      case VenueMessage.Trade _ -> trades++;
      case VenueMessage.SequenceGap _ -> gaps++;
      case VenueMessage.Listed _, VenueMessage.StateChanged _, VenueMessage.Connection _ -> {}
    }
  }

  void unrouted() {
    unrouted++;
  }

  void decided(Decision decision) {
    cycles++;
    switch (decision) {
      case Decision.Publish _ -> published++;
      case Decision.Hold _ -> held++;
    }
  }

  void broken() {
    cycles++;
    broken++;
  }
}
