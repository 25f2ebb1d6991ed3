package io.calibrant.core.market;

/// A contract listed at a venue.
public sealed interface Instrument {
  /// The venue's key in lower case, such as `deribit`.
  String venue();

  /// The venue's own name of the contract, such as `BTC-25DEC26-100000-C`.
  String name();

  /// The underlying coin in upper case, such as `BTC`.
  String underlying();

  /// A European option.
  ///
  /// @param expiryTimeNs instant of expiry, ns since 1970-01-01 UTC; exact to the second
  /// @param strike quote currency per coin, > 0
  /// @param contractSize coins per contract; sizes in messages are already in coins
  record Option(
      String venue,
      String name,
      String underlying,
      Settlement settlement,
      long expiryTimeNs,
      double strike,
      OptionType type,
      TickSize tickSize,
      double contractSize)
      implements Instrument {
    public Option {
      if (!(strike > 0) || strike == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "strike=%s of %s: must be a finite number > 0".formatted(strike, name));
      }
      if (!(contractSize > 0)) {
        throw new IllegalArgumentException(
            "contractSize=%s of %s: must be > 0".formatted(contractSize, name));
      }
    }
  }

  /// A dated future, or the perpetual when `expiryTimeNs` is [#PERPETUAL].
  record Future(
      String venue, String name, String underlying, Settlement settlement, long expiryTimeNs)
      implements Instrument {
    /// The expiry that stands for "never".
    public static final long PERPETUAL = Long.MAX_VALUE;

    /// Whether this contract never expires.
    public boolean isPerpetual() {
      return expiryTimeNs == PERPETUAL;
    }
  }
}
