package io.calibrant.core.smile;

/// One slice of an (e)SSVI surface: w(k) = ½(θ + ρψk + √(ψ²k² + 2ρψθk + θ²)), ψ = θφ.
///
/// Gatheral and Jacquier 2014, equation 4.1; Hendriks and Martini 2019 (ρ per slice).
///
/// @param theta ATM total variance w(0), > 0
/// @param rho in (−1, 1)
/// @param psi θφ, > 0
public record SsviSlice(double theta, double rho, double psi) implements Smile {
  public SsviSlice {
    if (!(theta > 0 && Math.abs(rho) < 1 && psi > 0)
        || theta == Double.POSITIVE_INFINITY
        || psi == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "not an SSVI slice: theta=%s rho=%s psi=%s; needs theta > 0, |rho| < 1, psi > 0"
              .formatted(theta, rho, psi));
    }
  }

  @Override
  public double totalVariance(double k) {
    return 0.5 * (theta + rho * psi * k + root(k));
  }

  @Override
  public double slope(double k) {
    return 0.5 * (rho * psi + (psi * psi * k + rho * psi * theta) / root(k));
  }

  @Override
  public double curvature(double k) {
    double s = root(k);
    return 0.5 * theta * theta * psi * psi * (1 - rho * rho) / (s * s * s);
  }

  /// The same smile in raw SVI form.
  public Svi toSvi() {
    double phi = psi / theta;
    double c = Math.sqrt(1 - rho * rho);
    return new Svi(theta * c * c / 2, psi / 2, rho, -rho / phi, c / phi);
  }

  private double root(double k) {
    return Math.sqrt(psi * psi * k * k + 2 * rho * psi * theta * k + theta * theta);
  }
}
