package io.calibrant.testkit;

/// Bates's out-of-the-money prices without the transform of the jumps: given their number n the
/// price is [DoubleDoubleHeston]'s at another forward, with variance nδ² more, and n is Poisson's
/// (R. C. Merton, Journal of Financial Economics 3 (1976) 125, for a diffusion).
///
/// ```
/// V = Σ e^(−λT) (λT)ⁿ/n! fₙ V_Heston(k − ln fₙ),   ln fₙ = n(μ + δ²/2) − λT(e^(μ + δ²/2) − 1)
/// ```
///
/// Nothing in it oscillates however equal the jumps are. Terms are summed in doubles: errors are
/// about 1e-15 of the forward.
public final class DoubleDoubleBates {
  private static final double NEGLIGIBLE = 1e-18;

  private DoubleDoubleBates() {}

  /// The price of one option.
  ///
  /// @param x v₀, κ, θ, ξ, ρ, λ, μ, δ
  /// @param k ln(K/F)
  public static DoubleDoubleHeston.Price price(double[] x, double years, double k) {
    double rate = x[5] * years;
    double size = x[6] + 0.5 * x[7] * x[7];
    double drift = rate * StrictMath.expm1(size);
    double strike = StrictMath.exp(k);
    double value = 0;
    double error = 0;
    double log = -rate;
    for (int n = 0; n <= rate || log > StrictMath.log(NEGLIGIBLE); n++) {
      if (log > StrictMath.log(NEGLIGIBLE)) {
        double forward = StrictMath.exp(n * size - drift);
        double kn = k - n * size + drift;
        var price = DoubleDoubleHeston.price(x, years, kn, n * x[7] * x[7]);
        double weight = StrictMath.exp(log) * forward;
        double paid = weight * (strike / forward - 1);
        // Parity, where the option is in the money at this forward.
        double parity = k >= 0 && kn < 0 ? -paid : k < 0 && kn >= 0 ? paid : 0;
        value += weight * price.value() + parity;
        error += weight * price.value() * price.error();
      }
      log += StrictMath.log(rate / (n + 1));
    }
    return new DoubleDoubleHeston.Price(value, error / value);
  }
}
