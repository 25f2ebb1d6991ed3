package io.calibrant.core.market;

/// What a quote alone tells about its own validity, side by side.
///
/// Checks that need a forward or a vol (intrinsic value, width in vol, far wings) come later in the
/// path and may only turn a usable quote into one that is set aside, never back.
///
/// @param nearExpiryNs contracts that expire sooner than this are set aside: settlement is a mean
///   over the last 30 minutes
/// @param unchangedLimitNs quotes whose bid, ask and sizes stood still longer than this while the
///   forward moved are stale
/// @param maxAgeNs quotes whose venue stamp is older than this at the snapshot's instant are stale
public record QuoteCheck(long nearExpiryNs, long maxAgeNs, long unchangedLimitNs) {
  private static final long SECOND_NS = 1_000_000_000L;

  /// Two hours to expiry, ten minutes of age, ten minutes without a change.
  public static final QuoteCheck DEFAULT =
      new QuoteCheck(7_200 * SECOND_NS, 600 * SECOND_NS, 600 * SECOND_NS);

  /// A move of the forward of this many standard deviations leaves an unchanged quote behind.
  private static final double MOVE = 0.3;

  /// A yearly vol for the size of a move when the venue gives none.
  private static final double USUAL_VOL = 0.6;

  /// Options this cheap hardly move with the forward, so that standing still proves nothing.
  private static final double CHEAP_TICKS = 5;

  private static final double NS_PER_YEAR = 31_536_000e9;

  public QuoteCheck {
    if (nearExpiryNs < 0 || maxAgeNs < 0 || unchangedLimitNs < 0) {
      throw new IllegalArgumentException(
          "nearExpiryNs=%d, maxAgeNs=%d, unchangedLimitNs=%d: must be ≥ 0"
              .formatted(nearExpiryNs, maxAgeNs, unchangedLimitNs));
    }
  }

  /// The code of an open contract's `quote` at `asOfNs`, without a price band.
  public ReasonCode reason(Quote quote, long asOfNs) {
    return reason(quote, asOfNs, Double.NaN, Double.NaN);
  }

  /// The code of an open contract's `quote` at `asOfNs`.
  ///
  /// A side outside the venue's price band cannot be traded and counts as missing; the code then
  /// names the side that is left, and readers go by the code.
  ///
  /// @param minPrice lowest price the venue accepts, premium units; NaN when not given
  /// @param maxPrice highest price the venue accepts, premium units; NaN when not given
  public ReasonCode reason(Quote quote, long asOfNs, double minPrice, double maxPrice) {
    double bid = quote.bid();
    double ask = quote.ask();
    if (quote.instrument().expiryTimeNs() - asOfNs < nearExpiryNs) {
      return ReasonCode.NEAR_EXPIRY;
    }
    if (Double.isNaN(bid) && Double.isNaN(ask)) {
      return ReasonCode.EMPTY;
    }
    if (isBad(bid) || isBad(ask)) {
      return ReasonCode.BAD_PRICE;
    }
    if (bid > ask) {
      return ReasonCode.CROSSED;
    }
    if (asOfNs - quote.exchangeTimeNs() > maxAgeNs) {
      return ReasonCode.STALE;
    }
    boolean hasBid = bid > 0 && !(bid < minPrice) && !(bid > maxPrice);
    boolean hasAsk = ask > 0 && !(ask < minPrice) && !(ask > maxPrice);
    if (hasBid && hasAsk) {
      return ReasonCode.USED;
    }
    if (!hasBid && !hasAsk) {
      return ReasonCode.BAD_PRICE;
    }
    return hasBid ? ReasonCode.USED_BID_ONLY : ReasonCode.USED_ASK_ONLY;
  }

  /// Whether `quote` stood still longer than the limit while the forward moved by more than 0.3
  /// standard deviations of that time, |F − F₀| > 0.3 σ √t F with the venue's mark vol σ.
  ///
  /// @param forwardWhenChanged F₀, the venue's forward when bid, ask or sizes last changed; NaN
  ///   when unknown, which proves nothing
  public boolean isLeftBehind(Quote quote, long asOfNs, double forwardWhenChanged) {
    long standingNs = asOfNs - quote.unchangedSinceNs();
    double dearest = Math.max(zeroIfMissing(quote.bid()), zeroIfMissing(quote.ask()));
    if (standingNs <= unchangedLimitNs
        || !(dearest > CHEAP_TICKS * quote.instrument().tickSize().base())) {
      return false;
    }
    double vol = quote.markVol() > 0 ? quote.markVol() : USUAL_VOL;
    double move = Math.abs(quote.venueForward() - forwardWhenChanged);
    return move > MOVE * vol * Math.sqrt(standingNs / NS_PER_YEAR) * quote.venueForward();
  }

  /// The first instant at which time alone may give `quote` another code than it has at `asOfNs`;
  /// `Long.MAX_VALUE` when none ever does.
  ///
  /// @param leftBehind what [#isLeftBehind] says at `asOfNs`: such a quote may come back at any
  ///   time, because the move that leaves it behind grows with √t, and the others do not fall
  ///   behind once the limit has passed
  public long standsUntilNs(Quote quote, long asOfNs, boolean leftBehind) {
    if (leftBehind) {
      return asOfNs;
    }
    long nearNs = quote.instrument().expiryTimeNs() - nearExpiryNs + 1;
    long staleNs = firstAfter(quote.exchangeTimeNs(), maxAgeNs);
    long behindNs = firstAfter(quote.unchangedSinceNs(), unchangedLimitNs);
    return Math.min(
        ahead(nearNs, asOfNs), Math.min(ahead(staleNs, asOfNs), ahead(behindNs, asOfNs)));
  }

  private static long firstAfter(long sinceNs, long limitNs) {
    return limitNs < Long.MAX_VALUE - Math.max(0, sinceNs) ? sinceNs + limitNs + 1 : Long.MAX_VALUE;
  }

  private static long ahead(long instantNs, long asOfNs) {
    return instantNs > asOfNs ? instantNs : Long.MAX_VALUE;
  }

  private static double zeroIfMissing(double price) {
    return Double.isNaN(price) ? 0 : price;
  }

  /// A side that is given (not NaN) must be a positive number.
  private static boolean isBad(double price) {
    return price <= 0 || price == Double.POSITIVE_INFINITY;
  }
}
