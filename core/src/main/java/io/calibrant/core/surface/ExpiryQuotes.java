package io.calibrant.core.surface;

import io.calibrant.core.market.Quote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/// The quotes of one expiry, sorted by strike, then calls before puts, then name.
///
/// @param expiryTimeNs instant of expiry, ns since 1970-01-01 UTC
/// @param expiry years from the snapshot's instant; ≤ 0 when expired
/// @param quotes immutable
/// @param hash SHA-256 of the instant of expiry and the hashes of the quotes, lower-case hex: equal
///   quotes have equal hashes, whatever the snapshot's instant
public record ExpiryQuotes(long expiryTimeNs, double expiry, List<Quote> quotes, String hash) {
  private static final Comparator<Quote> ORDER =
      Comparator.comparingDouble((Quote q) -> q.instrument().strike())
          .thenComparing(q -> q.instrument().type())
          .thenComparing(q -> q.instrument().name());

  public ExpiryQuotes {
    quotes = List.copyOf(quotes);
  }

  /// Quotes with their hash.
  public ExpiryQuotes(long expiryTimeNs, double expiry, List<Quote> quotes) {
    this(expiryTimeNs, expiry, quotes, SnapshotHash.ofQuotes(expiryTimeNs, quotes));
  }

  /// The same quotes seen from another instant.
  ExpiryQuotes at(long asOfNs) {
    return new ExpiryQuotes(expiryTimeNs, YearFraction.between(asOfNs, expiryTimeNs), quotes, hash);
  }

  /// Groups quotes by expiry, ascending.
  static List<ExpiryQuotes> group(List<Quote> quotes, long asOfNs) {
    var byExpiry = new TreeMap<Long, List<Quote>>();
    for (Quote quote : quotes) {
      byExpiry
          .computeIfAbsent(quote.instrument().expiryTimeNs(), _ -> new ArrayList<>())
          .add(quote);
    }
    List<ExpiryQuotes> expiries = new ArrayList<>(byExpiry.size());
    byExpiry.forEach(
        (expiryTimeNs, group) -> {
          group.sort(ORDER);
          expiries.add(
              new ExpiryQuotes(expiryTimeNs, YearFraction.between(asOfNs, expiryTimeNs), group));
        });
    return List.copyOf(expiries);
  }
}
