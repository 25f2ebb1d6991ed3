package io.calibrant.core.market;

/// Call or put.
public enum OptionType {
  CALL,
  PUT;

  /// The sign of the payoff: +1 for a call, −1 for a put.
  public int sign() {
    return this == CALL ? 1 : -1;
  }
}
