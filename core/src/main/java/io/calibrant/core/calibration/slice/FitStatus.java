package io.calibrant.core.calibration.slice;

/// How a slice or surface fit ended.
public enum FitStatus {
  /// At a minimum inside the domain free of arbitrage.
  CONVERGED,
  /// At a minimum of the domain that the quotes alone would leave: a condition binds.
  BOUND,
  /// Free of arbitrage, but the limit of iterations came first.
  STOPPED,
  /// Too few quotes, or too few different strikes, to determine the parameters.
  TOO_FEW_QUOTES,
  /// No smile of the domain was found.
  FAILED;

  /// Whether the parameters may be used.
  public boolean isUsable() {
    return this == CONVERGED || this == BOUND || this == STOPPED;
  }
}
