package io.calibrant.core.model;

/// Whether a transform integral gave a price.
public enum PriceStatus {
  /// The price meets its tolerance.
  OK,
  /// The step halving ended before two levels agreed: the value is the last one.
  NOT_CONVERGED,
  /// A parameter lies outside its domain: no value.
  OUTSIDE_DOMAIN
}
