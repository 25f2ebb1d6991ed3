package io.calibrant.core.decision;

import io.calibrant.core.surface.ExpiryQuotes;
import io.calibrant.core.surface.FutureQuote;
import io.calibrant.core.surface.SurfaceSnapshot;

/// All that a slice's forward and vols rest on, but for the time that passes.
///
/// @param quotesHash [ExpiryQuotes#hash]
/// @param futureBid of the dated future of the same expiry; NaN when there is none
/// @param futureAsk the same
public record SliceInput(String quotesHash, double futureBid, double futureAsk) {
  static SliceInput of(ExpiryQuotes quotes, SurfaceSnapshot snapshot) {
    for (FutureQuote future : snapshot.futures()) {
      if (future.expiryTimeNs() == quotes.expiryTimeNs()) {
        return new SliceInput(quotes.hash(), future.bid(), future.ask());
      }
    }
    return new SliceInput(quotes.hash(), Double.NaN, Double.NaN);
  }
}
