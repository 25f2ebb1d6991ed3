package io.calibrant.core.smile;

/// A raw SVI smile told by what a trader sees of it: the jump-wings parameters.
///
/// v = w(0)/T, ψ = w′(0)/(2√w(0)) = ∂(σ√T)/∂k at the money, p = b(1 − ρ)/√w(0), c = b(1 + ρ)/√w(0),
/// ṽ = min w/T. Gatheral and Jacquier 2014, section 3.3 and lemma 3.2.
///
/// @param v ATM variance a year, > 0
/// @param psi ATM skew ψ, −p/2 < ψ < c/2
/// @param p slope of the left wing, > 0
/// @param c slope of the right wing, > 0
/// @param minVariance ṽ, in (0, v]; equal to v only where ψ = 0
/// @param expiry T in years, > 0
public record SviJumpWings(
    double v, double psi, double p, double c, double minVariance, double expiry) {
  public SviJumpWings {
    if (!(v > 0 && p > 0 && c > 0 && minVariance > 0 && minVariance <= v && expiry > 0)
        || !(-p < 2 * psi && 2 * psi < c)
        || !Double.isFinite(v + p + c + expiry)) {
      throw new IllegalArgumentException(
          "not SVI jump wings: v=%s psi=%s p=%s c=%s minVariance=%s expiry=%s; needs 0 < minVariance ≤ v, p, c, expiry > 0 and −p/2 < psi < c/2"
              .formatted(v, psi, p, c, minVariance, expiry));
    }
  }

  /// The jump wings of a smile with b > 0.
  ///
  /// @param expiry T in years, > 0
  public static SviJumpWings of(Svi svi, double expiry) {
    double w = svi.totalVariance(0);
    double root = Math.sqrt(w);
    double psi = svi.slope(0) / (2 * root);
    double p = svi.b() * (1 - svi.rho()) / root;
    double c = svi.b() * (1 + svi.rho()) / root;
    double least = Math.min(w, svi.minTotalVariance());
    return new SviJumpWings(w / expiry, psi, p, c, least / expiry, expiry);
  }

  /// The raw smile.
  ///
  /// With ρ = sin A and β = m/√(m² + σ²) = sin B, w(0) − min w = b√(m² + σ²)(1 − cos(A − B)), which
  /// holds for β = 0 too.
  ///
  /// @throws IllegalStateException when the minimum lies at the money: every σ fits ψ = 0
  public Svi toSvi() {
    double root = Math.sqrt(v * expiry);
    double b = root * (p + c) / 2;
    double rho = (c - p) / (c + p);
    double beta = (c - p - 4 * psi) / (c + p);
    double cosA = 2 * Math.sqrt(p * c) / (p + c);
    double cosB = 2 * Math.sqrt((c - 2 * psi) * (p + 2 * psi)) / (p + c);
    double sine = rho * cosB - beta * cosA;
    double cosine = rho * beta + cosA * cosB;
    double versine = cosine > 0 ? sine * sine / (1 + cosine) : 1 - cosine;
    double radius = (v - minVariance) * expiry / (b * versine);
    if (!(radius > 0 && radius < Double.POSITIVE_INFINITY)) {
      throw new IllegalStateException(
          "psi=%s, minVariance=%s, v=%s: where the minimum lies at the money, jump wings do not determine sigma"
              .formatted(psi, minVariance, v));
    }
    double sigma = radius * cosB;
    return new Svi(minVariance * expiry - b * sigma * cosA, b, rho, beta * radius, sigma);
  }

  /// The smile of SSVI form with the same v, ψ and p: c′ = p + 2ψ and ṽ′ = 4vpc′/(p + c′)².
  ///
  /// Gatheral and Jacquier 2014, section 5.1, use it to take a butterfly out of a smile. It is free
  /// of butterflies where [SsviSlice]'s conditions hold; ask [SviButterfly].
  public SviJumpWings ofSsviForm() {
    double right = p + 2 * psi;
    double least = 4 * v * p * right / ((p + right) * (p + right));
    return new SviJumpWings(v, psi, p, right, Math.min(v, least), expiry);
  }
}
