package io.calibrant.core.localvol;

import io.calibrant.core.smile.Smile;

/// Dupire's formula in total variance w(k, T), T > 0:
///
/// ```
/// σ²(k, T) = w_T / g,   g = (1 − k·w_k/(2w))² − w_k²/4 · (1/w + ¼) + w_kk/2
/// ```
///
/// g is the density of ln X in units of Black's (Gatheral, *The Volatility Surface*, 2006, equation
/// 1.10; Gatheral and Jacquier 2014, equation 2.1): where no butterfly is (g ≥ 0) and no calendar
/// spread (w_T ≥ 0), no local variance is negative.
public final class Dupire {
  private Dupire() {}

  /// σ² = w_T/g, unchecked: negative or infinite where the surface has arbitrage.
  ///
  /// @param k ln(K/F)
  /// @param w total variance > 0
  /// @param slope ∂w/∂k
  /// @param curvature ∂²w/∂k²
  /// @param timeSlope ∂w/∂T at fixed k
  public static double variance(
      double k, double w, double slope, double curvature, double timeSlope) {
    return timeSlope / g(k, w, slope, curvature);
  }

  /// g of a smile at k.
  static double g(Smile smile, double k) {
    return g(k, smile.totalVariance(k), smile.slope(k), smile.curvature(k));
  }

  static double g(double k, double w, double slope, double curvature) {
    double inverse = 1 / w;
    double u = 1 - 0.5 * k * slope * inverse;
    return u * u - 0.25 * slope * slope * (inverse + 0.25) + 0.5 * curvature;
  }

  /// A quotient of two numbers that are ≥ 0 but for rounding, inside [0, LARGEST].
  static double bounded(double numerator, double denominator) {
    double top = Math.max(numerator, 0);
    return top < LocalVolSurface.LARGEST * denominator
        ? top / denominator
        : top > 0 ? LocalVolSurface.LARGEST : 0;
  }
}
