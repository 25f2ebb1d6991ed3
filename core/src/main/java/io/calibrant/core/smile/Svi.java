package io.calibrant.core.smile;

/// The raw SVI smile: w(k) = a + b (ρ (k − m) + √((k − m)² + σ²)).
///
/// Gatheral and Jacquier, *Arbitrage-free SVI volatility surfaces*, Quantitative Finance 14 (2014),
/// equation 3.1.
///
/// @param a level, dimensionless
/// @param b mean wing slope, ≥ 0
/// @param rho tilt, in (−1, 1)
/// @param m log-moneyness of the hyperbola's centre
/// @param sigma half-width of the rounded vertex, > 0
public record Svi(double a, double b, double rho, double m, double sigma) implements Smile {
  public Svi {
    if (!isAdmissible(a, b, rho, m, sigma)) {
      throw new IllegalArgumentException(
          "not an SVI smile: a=%s b=%s rho=%s m=%s sigma=%s; needs b ≥ 0, |rho| < 1, sigma > 0 and a + bσ√(1−ρ²) > 0"
              .formatted(a, b, rho, m, sigma));
    }
  }

  /// Whether the parameters are finite and w > 0 everywhere. NaN is never admissible.
  public static boolean isAdmissible(double a, double b, double rho, double m, double sigma) {
    return Double.isFinite(a)
        && b >= 0
        && b < Double.POSITIVE_INFINITY
        && Math.abs(rho) < 1
        && Double.isFinite(m)
        && sigma > 0
        && sigma < Double.POSITIVE_INFINITY
        && a + b * sigma * Math.sqrt(1 - rho * rho) > 0;
  }

  @Override
  public double totalVariance(double k) {
    double d = k - m;
    return a + b * (rho * d + Math.sqrt(d * d + sigma * sigma));
  }

  @Override
  public double slope(double k) {
    double d = k - m;
    return b * (rho + d / Math.sqrt(d * d + sigma * sigma));
  }

  @Override
  public double curvature(double k) {
    double d = k - m;
    double s2 = d * d + sigma * sigma;
    return b * sigma * sigma / (s2 * Math.sqrt(s2));
  }

  /// min w = a + bσ√(1 − ρ²), attained at k = m − ρσ/√(1 − ρ²).
  public double minTotalVariance() {
    return a + b * sigma * Math.sqrt(1 - rho * rho);
  }
}
