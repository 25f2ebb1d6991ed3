package io.calibrant.core.surface;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.VenueMessage;
import java.util.List;
import java.util.TreeMap;

/// The latest word of one venue on the dated futures of one underlying.
final class FutureBook {
  private final TreeMap<String, FutureQuote> futures = new TreeMap<>();
  private final int maxInstruments;

  FutureBook(int maxInstruments) {
    this.maxInstruments = maxInstruments;
  }

  /// Whether there is room for another contract.
  boolean hasRoomFor(String name) {
    return futures.size() < maxInstruments || futures.containsKey(name);
  }

  /// Takes a contract in; false when it is known already.
  boolean list(Instrument.Future future) {
    FutureQuote old = futures.get(future.name());
    if (old != null && old.expiryTimeNs() == future.expiryTimeNs()) {
      return false;
    }
    futures.put(future.name(), empty(future.name(), future.expiryTimeNs()));
    return true;
  }

  /// Takes a quote over; false when the contract is unknown.
  boolean accept(VenueMessage.FutureTicker ticker) {
    FutureQuote quote =
        futures.computeIfPresent(
            ticker.instrument(),
            (name, old) ->
                new FutureQuote(
                    name, old.expiryTimeNs(), ticker.bid(), ticker.ask(), ticker.mark()));
    return quote != null;
  }

  void clear() {
    futures.clear();
  }

  boolean remove(String name) {
    return futures.remove(name) != null;
  }

  void removeExpired(long nowNs) {
    futures.values().removeIf(future -> future.expiryTimeNs() <= nowNs);
  }

  /// What is known of one contract no longer holds; false when the contract is unknown.
  boolean makeVoid(String name) {
    return futures.computeIfPresent(name, (_, old) -> empty(name, old.expiryTimeNs())) != null;
  }

  void makeAllVoid() {
    futures.replaceAll((name, old) -> empty(name, old.expiryTimeNs()));
  }

  /// Every contract with its latest quote, by name.
  List<FutureQuote> all() {
    return List.copyOf(futures.values());
  }

  /// Takes back what [#all] gave.
  void restore(FutureQuote future) {
    futures.put(future.name(), future);
  }

  /// The contracts that have not expired at `asOfNs`.
  List<FutureQuote> at(long asOfNs) {
    return futures.values().stream().filter(f -> f.expiryTimeNs() > asOfNs).toList();
  }

  private static FutureQuote empty(String name, long expiryTimeNs) {
    return new FutureQuote(name, expiryTimeNs, Double.NaN, Double.NaN, Double.NaN);
  }
}
