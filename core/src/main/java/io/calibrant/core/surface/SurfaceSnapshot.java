package io.calibrant.core.surface;

import io.calibrant.core.market.Quote;
import java.util.List;

/// All quotes of one underlying as of one instant, grouped by expiry, with a content hash.
///
/// Equal content gives an equal hash whatever order the quotes arrived in: quotes are sorted by
/// expiry, strike, type and name before hashing.
public final class SurfaceSnapshot {
  private final String venue;
  private final String underlying;
  private final long asOfNs;
  private final double index;
  private final List<ExpiryQuotes> expiries;
  private final List<FutureQuote> futures;
  private final String hash;

  private SurfaceSnapshot(
      String venue,
      String underlying,
      long asOfNs,
      double index,
      List<ExpiryQuotes> expiries,
      List<FutureQuote> futures,
      String hash) {
    this.venue = venue;
    this.underlying = underlying;
    this.asOfNs = asOfNs;
    this.index = index;
    this.expiries = expiries;
    this.futures = futures;
    this.hash = hash;
  }

  /// A snapshot of `quotes`; every quote is kept, whatever its reason code.
  ///
  /// @param index the venue's index, quote currency; NaN when not given
  public static SurfaceSnapshot of(
      String venue,
      String underlying,
      long asOfNs,
      double index,
      List<Quote> quotes,
      List<FutureQuote> futures) {
    return ofExpiries(
        venue, underlying, asOfNs, index, ExpiryQuotes.group(quotes, asOfNs), futures);
  }

  /// A snapshot of quotes that are grouped already.
  ///
  /// @param expiries in ascending order, seen from `asOfNs`
  static SurfaceSnapshot ofExpiries(
      String venue,
      String underlying,
      long asOfNs,
      double index,
      List<ExpiryQuotes> expiries,
      List<FutureQuote> futures) {
    List<FutureQuote> sortedFutures =
        futures.stream()
            .sorted(
                java.util.Comparator.comparingLong(FutureQuote::expiryTimeNs)
                    .thenComparing(FutureQuote::name))
            .toList();
    String hash = SnapshotHash.of(venue, underlying, asOfNs, index, expiries, sortedFutures);
    return new SurfaceSnapshot(venue, underlying, asOfNs, index, expiries, sortedFutures, hash);
  }

  /// The venue's key, or `consensus`.
  public String venue() {
    return venue;
  }

  /// The coin in upper case.
  public String underlying() {
    return underlying;
  }

  /// The instant, ns since 1970-01-01 UTC.
  public long asOfNs() {
    return asOfNs;
  }

  /// The venue's index, quote currency; NaN when not given.
  public double index() {
    return index;
  }

  /// The expiries in ascending order.
  public List<ExpiryQuotes> expiries() {
    return expiries;
  }

  /// The dated futures in ascending order of expiry.
  public List<FutureQuote> futures() {
    return futures;
  }

  /// SHA-256 of the canonical content, lower-case hex.
  public String hash() {
    return hash;
  }

  /// Number of quotes in all expiries.
  public int quoteCount() {
    return expiries.stream().mapToInt(e -> e.quotes().size()).sum();
  }
}
