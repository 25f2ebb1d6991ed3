package io.calibrant.core.calibration;

/// Which strikes of an expiry enter the fit, and which of them are its core.
///
/// A quote enters when |k| < 2·max(0.25, 2√T) and ask vol − bid vol < `maxSpreadVol`. The core, on
/// which errors in vol points are reported, is |k| < `coreStdDevs`·σ_ATM·√T: further out a quote's
/// own spread is several vol points.
///
/// @param maxSpreadVol widest spread that still informs, decimal vol
/// @param coreStdDevs half-width of the core in ATM standard deviations
/// @param minTwoSided fewest two-sided quotes a slice is fitted to
public record QuoteRange(double maxSpreadVol, double coreStdDevs, int minTwoSided) {
  /// Spreads to 50 vol points, a core of 2.1 standard deviations, at least 5 two-sided quotes.
  public static final QuoteRange DEFAULT = new QuoteRange(0.5, 2.1, 5);

  /// Whether a strike lies beyond the fitted range.
  ///
  /// @param k log-moneyness
  /// @param expiry T in years
  public boolean isFarWing(double k, double expiry) {
    return !(Math.abs(k) < 2 * Math.max(0.25, 2 * Math.sqrt(expiry)));
  }

  /// Whether a strike lies in the core.
  public boolean isCore(double k, double atmVol, double expiry) {
    return Math.abs(k) < coreStdDevs * atmVol * Math.sqrt(expiry);
  }
}
