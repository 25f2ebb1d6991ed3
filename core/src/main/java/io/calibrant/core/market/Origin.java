package io.calibrant.core.market;

import org.jspecify.annotations.Nullable;

/// Who said something and when.
///
/// @param venue the venue's key in lower case, such as `deribit`
/// @param exchangeTimeNs the venue's own stamp, ns since 1970-01-01 UTC
/// @param receiptTimeNs when it reached us, ns since 1970-01-01 UTC
/// @param chain position on a chain; null for a centralised venue
public record Origin(
    String venue, long exchangeTimeNs, long receiptTimeNs, @Nullable ChainPosition chain) {
  /// An origin at a centralised venue.
  public static Origin of(String venue, long exchangeTimeNs, long receiptTimeNs) {
    return new Origin(venue, exchangeTimeNs, receiptTimeNs, null);
  }
}
