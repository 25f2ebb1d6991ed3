package io.calibrant.core.black;

/// Why an implied vol exists, or why not.
public enum VolStatus {
  /// The vol exists and is finite and positive.
  OK(0),
  /// The price is below zero.
  NEGATIVE_PRICE(1),
  /// The price is exactly zero, which every small enough vol explains.
  ZERO_PRICE(2),
  /// The price is below the forward intrinsic value (F − K)⁺ or (K − F)⁺.
  BELOW_INTRINSIC(3),
  /// The price is exactly the intrinsic value of an in-the-money option: no time value, no vol.
  AT_INTRINSIC(4),
  /// The price is at or above its supremum: F for a call, K for a put.
  AT_OR_ABOVE_MAXIMUM(5),
  /// The price is NaN or infinite.
  NOT_FINITE(6),
  /// The forward is not a finite number > 0.
  BAD_FORWARD(7),
  /// The strike is not a finite number > 0.
  BAD_STRIKE(8),
  /// The expiry is not a finite number of years > 0.
  BAD_EXPIRY(9);

  private static final VolStatus[] VALUES = values();

  private final byte code;

  VolStatus(int code) {
    this.code = (byte) code;
  }

  /// The status as it stands in a status column; 0 is [#OK].
  public byte code() {
    return code;
  }

  /// The status of a column entry.
  public static VolStatus of(byte code) {
    if (!(code >= 0 && code < VALUES.length)) {
      throw new IllegalArgumentException(
          "vol status code=%d: must be 0..%d".formatted(code, VALUES.length - 1));
    }
    return VALUES[code];
  }
}
