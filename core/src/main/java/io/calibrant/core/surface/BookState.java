package io.calibrant.core.surface;

import io.calibrant.core.market.Quote;
import io.calibrant.core.market.VenueMessage.TradingState;
import java.util.List;

/// Everything a [QuoteBook] remembers, as a value: a book made from it goes on exactly as the one
/// it was taken from. Checks and bounds are the book's settings and not part of it.
///
/// @param contracts in the book's order
/// @param futures by name
/// @param index quote currency; NaN when unknown
public record BookState(
    List<Contract> contracts,
    List<FutureQuote> futures,
    double index,
    long indexTimeNs,
    boolean up,
    long lateTotal,
    long unlistedTotal,
    long refusedTotal) {
  public BookState {
    contracts = List.copyOf(contracts);
    futures = List.copyOf(futures);
  }

  /// What is remembered of one option.
  ///
  /// @param minPrice lowest price the venue accepts; NaN when not given
  /// @param maxPrice highest price the venue accepts; NaN when not given
  /// @param forwardWhenChanged the venue's forward when bid, ask or sizes last changed
  /// @param seen whether a quote has come
  /// @param voided whether a gap or a lost connection has made it void since
  public record Contract(
      Quote quote,
      double minPrice,
      double maxPrice,
      double forwardWhenChanged,
      TradingState state,
      boolean seen,
      boolean voided) {}
}
