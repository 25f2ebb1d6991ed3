package io.calibrant.core.market;

/// The currency in which a contract's premium and payoff are paid.
public enum Settlement {
  /// Paid in the underlying coin: the premium is in coin per coin, the payoff is (S − K)⁺/S coin.
  INVERSE,
  /// Paid in the quote currency (USD, USDC, USDT): premium and payoff in quote currency per coin.
  LINEAR
}
