package io.calibrant.sim.market;

import io.calibrant.core.market.VenueMessage.Trade;
import java.util.ArrayList;
import java.util.List;

/// What happened in a step, in order. Reused: read it before the next step.
public final class MarketEvents {
  /// A contract's life: `created`, `started`, `settled`, `closed`.
  ///
  /// @param kind `option` or `future`
  public record StateEvent(
      String coin, String kind, String instrument, String state, long timeNs) {}

  final List<SimContract> quoted = new ArrayList<>();
  final List<SimFuture> futures = new ArrayList<>();
  final List<Trade> trades = new ArrayList<>();
  final List<StateEvent> states = new ArrayList<>();
  final List<SimCoin> indexes = new ArrayList<>();
  final List<SimCoin> volIndexes = new ArrayList<>();

  /// Contracts quoted anew; one quoted twice is here twice.
  public List<SimContract> quoted() {
    return quoted;
  }

  public List<SimFuture> futures() {
    return futures;
  }

  public List<Trade> trades() {
    return trades;
  }

  public List<StateEvent> states() {
    return states;
  }

  /// Coins whose index was published.
  public List<SimCoin> indexes() {
    return indexes;
  }

  /// Coins whose vol index was published.
  public List<SimCoin> volIndexes() {
    return volIndexes;
  }

  void clear() {
    quoted.clear();
    futures.clear();
    trades.clear();
    states.clear();
    indexes.clear();
    volIndexes.clear();
  }
}
