package io.calibrant.core.risk;

import io.calibrant.core.math.Cholesky;

/// The delta that leaves a hedged position the least variance, learned without a model (with one,
/// it is [io.calibrant.core.model.HedgePricer]'s): J. Hull and A. White, *Optimal delta hedging for
/// options*, J. Banking & Finance 82 (2017), equation 5,
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
