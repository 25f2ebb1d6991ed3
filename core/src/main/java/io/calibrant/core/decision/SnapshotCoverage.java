package io.calibrant.core.decision;

import io.calibrant.core.market.Quote;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.surface.ExpiryQuotes;
import io.calibrant.core.surface.SurfaceSnapshot;

/// How many of the known, open contracts a venue has spoken about since its connection is up.
///
/// A contract that the venue says has no bid and no ask has been spoken about: its silence is news
/// of the market. One that was listed and not quoted yet, or whose quote a gap or a lost connection
/// has voided, has not.
///
/// @param contracts known and open
/// @param spoken of them, those with a word that still holds
/// @param expiries with at least one known and open contract
/// @param halfSpoken of them, those of which at least half of the contracts have spoken
record SnapshotCoverage(int contracts, int spoken, int expiries, int halfSpoken) {
  /// The coverage of `snapshot`.
  static SnapshotCoverage of(SurfaceSnapshot snapshot) {
    int contracts = 0;
    int spoken = 0;
    int expiries = 0;
    int halfSpoken = 0;
    for (ExpiryQuotes expiry : snapshot.expiries()) {
      int open = 0;
      int heard = 0;
      for (Quote quote : expiry.quotes()) {
        if (isOpen(quote)) {
          open++;
          heard += hasSpoken(quote) ? 1 : 0;
        }
      }
      contracts += open;
      spoken += heard;
      expiries += open > 0 ? 1 : 0;
      halfSpoken += open > 0 && 2 * heard >= open ? 1 : 0;
    }
    return new SnapshotCoverage(contracts, spoken, expiries, halfSpoken);
  }

  private static boolean isOpen(Quote quote) {
    return quote.reason() != ReasonCode.NOT_OPEN && quote.reason() != ReasonCode.NEAR_EXPIRY;
  }

  private static boolean hasSpoken(Quote quote) {
    return switch (quote.reason()) {
      case VENUE_DOWN -> false;
      case EMPTY -> !Double.isNaN(quote.mark()) || !Double.isNaN(quote.venueForward());
      default -> true;
    };
  }

  /// Share of the contracts that have spoken; 1 when there are none.
  double contractShare() {
    return contracts == 0 ? 1 : (double) spoken / contracts;
  }

  /// Share of the expiries of which half has spoken; 1 when there are none.
  double expiryShare() {
    return expiries == 0 ? 1 : (double) halfSpoken / expiries;
  }
}
