package io.calibrant.core.smile;

/// One expiry's total implied variance w(k) = σ²T as a function of log-moneyness k = ln(K/F), with
/// its first two derivatives on the whole line.
public sealed interface Smile permits Svi, SsviSlice, CurvedSvi {
  /// w(k), dimensionless, > 0 for every smile that passes its butterfly check.
  double totalVariance(double k);

  /// ∂w/∂k.
  double slope(double k);

  /// ∂²w/∂k².
  double curvature(double k);

  /// σ(k) = √(w(k)/T), decimal per √year.
  ///
  /// @param expiry T in years, > 0
  default double impliedVol(double k, double expiry) {
    return Math.sqrt(totalVariance(k) / expiry);
  }
}
