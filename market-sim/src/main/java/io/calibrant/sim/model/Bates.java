package io.calibrant.sim.model;

/// Heston's stochastic variance with Merton's lognormal jumps: dv = κ(θ − v)dt + ν√v dW, jumps of
/// ln S ~ N(jumpMean, jumpStdDev²) at rate λ a year.
///
/// D. Bates, *Jumps and stochastic volatility*, Review of Financial Studies 9 (1996).
///
/// @param v0 variance now, per year
/// @param kappa speed of reversion, per year
/// @param theta long-run variance, per year
/// @param volOfVol ν, per year
/// @param rho correlation of spot and variance
/// @param jumpRate λ, jumps a year
/// @param jumpMean mean of ln(jump)
/// @param jumpStdDev standard deviation of ln(jump)
public record Bates(
    double v0,
    double kappa,
    double theta,
    double volOfVol,
    double rho,
    double jumpRate,
    double jumpMean,
    double jumpStdDev) {

  public Bates {
    boolean ok =
        v0 > 0 && kappa > 0 && theta > 0 && volOfVol > 0 && Math.abs(rho) < 1 && jumpRate >= 0;
    if (!ok || !(jumpStdDev >= 0) || !(Math.abs(jumpMean) < 1)) {
      throw new IllegalArgumentException(
          "not a Bates model: v0=%s kappa=%s theta=%s volOfVol=%s rho=%s jumps %s, %s, %s"
              .formatted(v0, kappa, theta, volOfVol, rho, jumpRate, jumpMean, jumpStdDev));
    }
  }

  /// This model at another variance and correlation.
  public Bates at(double v, double correlation) {
    return new Bates(v, kappa, theta, volOfVol, correlation, jumpRate, jumpMean, jumpStdDev);
  }

  /// Expected total variance ∫v dt of the diffusion over `t` years.
  public double diffusiveVariance(double t) {
    double decay = -StrictMath.expm1(-kappa * t) / kappa;
    return theta * t + (v0 - theta) * decay;
  }

  /// Expected quadratic variation over `t` years, jumps included.
  public double totalVariance(double t) {
    return diffusiveVariance(t) + jumpRate * t * (jumpMean * jumpMean + jumpStdDev * jumpStdDev);
  }

  /// The characteristic function φ(u − i/2) of ln(S_T/F), for real u.
  ///
  /// Branch-safe form: with q = z² + iz, ξ = κ − ρν·iz, d = √(ξ² + ν²q), E = e^(−dT), G = (d+ξ) +
  /// (d−ξ)E: ln φ = −iz·κθρT/ν − v₀·q(1−E)/G + (2κθ/ν²)(ln(2d/G) + (κ−d)T/2) + jumps.
  ///
  /// @param out receives the real part at 0 and the imaginary part at 1
  public void characteristic(double u, double t, double[] out) {
    double m = u * u + 0.25;
    double izRe = 0.5;
    double izIm = u;
    Complex xi = new Complex(kappa - rho * volOfVol * izRe, -rho * volOfVol * izIm);
    Complex d = xi.times(xi).plus(volOfVol * volOfVol * m, 0).sqrt();
    Complex e = d.times(-t).exp();
    Complex g = d.plus(xi).plus(d.minus(xi).times(e));
    Complex a = new Complex(m * (1 - e.re()), -m * e.im()).over(g);
    Complex dl = d.times(2).over(g).log().plus((kappa - d.re()) * t / 2, -d.im() * t / 2);
    double c1 = 2 * kappa * theta / (volOfVol * volOfVol);
    double drift = kappa * theta * rho * t / volOfVol;
    double re = -izRe * drift - v0 * a.re() + c1 * dl.re();
    double im = -izIm * drift - v0 * a.im() + c1 * dl.im();
    // Jumps: λT(e^(iz·μ + (iz)²δ²/2) − 1 − iz(e^(μ+δ²/2) − 1)), (iz)² = 1/4 − u² + iu.
    double half = jumpStdDev * jumpStdDev / 2;
    double grow = StrictMath.exp(izRe * jumpMean + (0.25 - u * u) * half);
    double angle = izIm * jumpMean + u * half;
    double e0 = StrictMath.expm1(jumpMean + half);
    re += jumpRate * t * (grow * StrictMath.cos(angle) - 1 - izRe * e0);
    im += jumpRate * t * (grow * StrictMath.sin(angle) - izIm * e0);
    double size = StrictMath.exp(re);
    out[0] = size * StrictMath.cos(im);
    out[1] = size * StrictMath.sin(im);
  }
}
