package io.calibrant.core.smile;

/// An SSVI surface with the power law φ(θ) = η θ^−γ (1 + θ)^(γ − 1): three numbers and the ATM
/// total variance θ give each expiry's smile.
///
/// With η(1 + |ρ|) ≤ 2 and γ ≤ ½ no smile has a butterfly, and smiles of rising θ never cross.
/// Gatheral and Jacquier 2014, remark 4.4.
///
/// @param rho in (−1, 1)
/// @param eta > 0
/// @param gamma in (0, 1)
public record Ssvi(double rho, double eta, double gamma) {
  public Ssvi {
    if (!(Math.abs(rho) < 1 && eta > 0 && eta < Double.POSITIVE_INFINITY)
        || !(gamma > 0 && gamma < 1)) {
      throw new IllegalArgumentException(
          "not an SSVI surface: rho=%s eta=%s gamma=%s; needs |rho| < 1, eta > 0 and gamma in (0, 1)"
              .formatted(rho, eta, gamma));
    }
  }

  /// φ(θ), > 0.
  ///
  /// @param theta ATM total variance, > 0
  public double phi(double theta) {
    return eta / (StrictMath.pow(theta, gamma) * StrictMath.pow(1 + theta, 1 - gamma));
  }

  /// dφ/dθ = −φ·(γ + θ)/(θ(1 + θ)).
  public double phiSlope(double theta) {
    return -phi(theta) * (gamma + theta) / (theta * (1 + theta));
  }

  /// The smile with ATM total variance θ.
  public SsviSlice slice(double theta) {
    return new SsviSlice(theta, rho, theta * phi(theta));
  }

  /// Whether η(1 + |ρ|) ≤ 2 and γ ≤ ½, which is enough for a surface free of arbitrage.
  public boolean isFree() {
    return eta * (1 + Math.abs(rho)) <= 2 && gamma <= 0.5;
  }
}
