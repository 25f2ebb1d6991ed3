package io.calibrant.core.risk;

import io.calibrant.core.math.Cholesky;
import io.calibrant.core.model.Model;

/// Deltas that leave a hedged position the least variance.
///
/// In a model whose variance moves with the price, d⟨v, ln S⟩ = ρ·ξ·v dt, hedging with the asset
/// alone leaves least variance at Δ + ρξ/S·∂V/∂v₀ (Föllmer and Schweizer 1991; Alexander and
/// Nogueira, *Model- free hedge ratios and scale-invariant models*, J. Banking & Finance 31, 2007).
/// Jumps are not in it. Without a model, J. Hull and A. White, *Optimal delta hedging for options*,
/// J. Banking & Finance 82 (2017), equation 5:
///
/// ```
/// Δ_MV = Δ + vega·(a + bΔ + cΔ²)/(S√T)
/// ```
///
/// @param a constant term
/// @param b slope in Δ
/// @param c curvature in Δ
/// @param gain of the fit: 1 − Σ(hedge error)²/Σ(error of Black's delta)²
public record MinimumVarianceDelta(double a, double b, double c, double gain) {
  /// Where Heston's parameters stand behind v₀.
  private static final int VOL_OF_VOL = 3;

  private static final int RHO = 4;

  /// Of Heston's model and those with its variance: Δ + ρξ/S·∂V/∂v₀.
  ///
  /// @param delta ∂V/∂S at fixed variance
  /// @param spot S or the forward that `delta` refers to, > 0
  /// @param slope ∂V/∂v₀ in the currency of V
  /// @param volOfVol ξ
  /// @param rho ρ
  public static double heston(
      double delta, double spot, double slope, double volOfVol, double rho) {
    return delta + rho * volOfVol / spot * slope;
  }

  /// Of a model's option: with variances vᵢ that move with the price, d⟨vᵢ, ln S⟩ = ρᵢξᵢvᵢ dt,
  ///
  /// ```
  /// Δ + Σ ρᵢξᵢvᵢ ∂V/∂vᵢ / (S Σ vᵢ)
  /// ```
  ///
  /// @param parameters of `model`
  /// @param slopes ∂V/∂parameter in the currency of V
  /// @return NaN for models without such a variance; jumps are not in it
  public static double of(
      Model model, double[] parameters, double delta, double spot, double[] slopes) {
    double weighted = 0;
    double total = 0;
    for (int i = 0; i + RHO < parameters.length; i++) {
      String name = model.parameters().get(i).name();
      boolean variance = name.equals("v0") || name.equals("v02");
      if (variance) {
        double loading = parameters[i + RHO] * parameters[i + VOL_OF_VOL] * parameters[i];
        weighted += loading * slopes[i];
        total += parameters[i];
      }
    }
    return total > 0 ? delta + weighted / (spot * total) : Double.NaN;
  }

  /// Δ_MV of one option.
  ///
  /// @param delta Black's, of the call at this strike: 1 + Δ for a put
  /// @param vega per 1.00 of vol, currency of S
  /// @param share ς in [0, 1] by which the correction is believed, for one from the rolling gain
  public double adjusted(double delta, double vega, double spot, double expiry, double share) {
    return delta + share * vega * quadratic(delta) / (spot * Math.sqrt(expiry));
  }

  private double quadratic(double delta) {
    return a + delta * (b + delta * c);
  }

  /// Fits a, b and c to hedge errors by least squares.
  ///
  /// @param valueMoves dV of each option and step, not modified, like the others
  /// @param deltas Black's delta of the option; its call's counts inside the quadratic
  /// @param callDeltas that of the call at the same strike
  /// @param vegas per 1.00 of vol
  /// @param spotReturns dS/S
  /// @param spots S
  /// @param expiries T in years
  public static MinimumVarianceDelta fit(
      double[] valueMoves,
      double[] deltas,
      double[] callDeltas,
      double[] vegas,
      double[] spotReturns,
      double[] spots,
      double[] expiries) {
    int n = valueMoves.length;
    if (n < 4) {
      throw new IllegalArgumentException("%d moves: needs at least 4".formatted(n));
    }
    double[] normal = new double[9];
    double[] right = new double[3];
    double black = 0;
    for (int i = 0; i < n; i++) {
      double x = vegas[i] * spotReturns[i] / Math.sqrt(expiries[i]);
      double d = callDeltas[i];
      double[] row = {x, x * d, x * d * d};
      double y = valueMoves[i] - deltas[i] * spotReturns[i] * spots[i];
      black += y * y;
      for (int r = 0; r < 3; r++) {
        right[r] += row[r] * y;
        for (int s = 0; s < 3; s++) {
          normal[3 * r + s] += row[r] * row[s];
        }
      }
    }
    double[] x = right.clone();
    if (!Cholesky.factor(normal, 3)) {
      throw new IllegalArgumentException(
          "%d moves do not determine a, b and c: needs deltas that differ and prices that move"
              .formatted(n));
    }
    Cholesky.solve(normal, 3, x);
    double explained = x[0] * right[0] + x[1] * right[1] + x[2] * right[2];
    return new MinimumVarianceDelta(x[0], x[1], x[2], explained / black);
  }
}
