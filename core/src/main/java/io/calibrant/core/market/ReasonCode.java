package io.calibrant.core.market;

/// Why a quote is used, or set aside. Every quote carries exactly one code.
public enum ReasonCode {
  /// Both sides are valid and the option is out of the money: enters the fit at its mid.
  USED(true),
  /// Only the ask is usable: enters the fit as the interval [0, ask].
  USED_ASK_ONLY(true),
  /// Only the bid is usable: enters the fit as the interval [bid, ∞).
  USED_BID_ONLY(true),
  /// The bid is a single tick, so that the mid says little: enters the fit as the interval [bid,
  /// ask].
  USED_INTERVAL(true),
  /// The in-the-money side of a strike whose out-of-the-money side is used.
  IN_THE_MONEY(false),
  /// Neither a bid nor an ask.
  EMPTY(false),
  /// The ask is not positive, not finite, or outside the venue's price band.
  BAD_PRICE(false),
  /// Bid above ask.
  CROSSED(false),
  /// The ask is below the forward intrinsic value by more than a tick.
  BELOW_INTRINSIC(false),
  /// The price is at or above its maximum (call F, put K), so that no vol exists.
  ABOVE_MAXIMUM(false),
  /// The spread in vol is too wide to inform.
  WIDE(false),
  /// Unchanged while the forward moved, or older than the age limit.
  STALE(false),
  /// The contract is not open.
  NOT_OPEN(false),
  /// The contract expires within two hours, or has expired.
  NEAR_EXPIRY(false),
  /// The strike is beyond the fitted range of log-moneyness.
  FAR_WING(false),
  /// Fewer quotes than the fit needs are left in this expiry.
  THIN_EXPIRY(false),
  /// The venue's connection is down or a gap has voided its books.
  VENUE_DOWN(false),
  /// The whole venue failed its sanity gate.
  VENUE_QUARANTINED(false),
  /// No forward could be found for this expiry.
  NO_FORWARD(false),
  /// Disagrees with its neighbours by more than its error allows.
  OUTLIER(false),
  /// A second row for the same contract at the same instant.
  DUPLICATE(false),
  /// Not an option of four name parts (combo, future, unknown).
  NOT_AN_OPTION(false);

  private final boolean used;

  ReasonCode(boolean used) {
    this.used = used;
  }

  /// Whether a quote with this code enters the fit.
  public boolean isUsed() {
    return used;
  }
}
