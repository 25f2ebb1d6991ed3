package io.calibrant.core.calibration.model;

/// In which quantity model and market are compared.
///
/// Each turns a quote's standard deviation in vol into its own unit, so that the four agree to
/// first order where quotes are weighted by their errors, and differ where they are weighted alike.
public enum Measure {
  /// The undiscounted out-of-the-money value in units of the forward.
  PRICE,
  /// The same over the quote's vega: a vol to first order, and no vol is implied in the loop.
  VEGA_PRICE,
  /// Black-76 implied vol, exactly: the fit runs on [#VEGA_PRICE] first and is then polished.
  IMPLIED_VOL,
  /// w = σ²T, exactly, polished likewise.
  TOTAL_VARIANCE;

  /// Whether vols must be implied from the model's prices.
  boolean impliesVols() {
    return this == IMPLIED_VOL || this == TOTAL_VARIANCE;
  }
}
