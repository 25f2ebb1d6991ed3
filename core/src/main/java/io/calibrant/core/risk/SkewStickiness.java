package io.calibrant.core.risk;

/// The skew stickiness ratio ℛ of ATM vols, by regression through the origin on what the skew
/// explains:
///
/// ```
/// dσ_ATM = ℛ · skew · d ln F + ε,     ℛ = Σ x·dσ/Σ x²,   x = skew·d ln F
/// ```
///
/// which is Cov(dσ, d ln F)/(skew·Var(d ln F)) for a constant skew. 0: the smile moves with the
/// forward; 1: vols stay at their strikes; 3/2 and more at short expiries: vols overreact (Bergomi
/// 2009).
///
/// @param ratio ℛ
/// @param stdDev its standard error, from the residuals
/// @param share of the variance of dσ that it explains, uncentred R²
public record SkewStickiness(double ratio, double stdDev, double share) {
  /// Estimates ℛ from moves of one expiry's or tenor's vols.
  ///
  /// @param volMoves dσ_ATM per step, not modified, like the next two
  /// @param logMoves d ln F per step
  /// @param skews ∂σ/∂k at k = 0 at the start of each step
  public static SkewStickiness estimate(double[] volMoves, double[] logMoves, double[] skews) {
    int n = volMoves.length;
    if (n < 2 || logMoves.length != n || skews.length != n) {
      throw new IllegalArgumentException(
          "%d vol moves, %d price moves, %d skews: needs as many of each, at least two"
              .formatted(n, logMoves.length, skews.length));
    }
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < n; i++) {
      double x = skews[i] * logMoves[i];
      xx += x * x;
      xy += x * volMoves[i];
      yy += volMoves[i] * volMoves[i];
    }
    if (!(xx > 0 && yy > 0 && yy < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Σ(skew·move)²=%s and Σ(vol move)²=%s: must be finite and > 0".formatted(xx, yy));
    }
    double ratio = xy / xx;
    double rest = Math.max(0, yy - ratio * xy);
    return new SkewStickiness(ratio, Math.sqrt(rest / (n - 1) / xx), 1 - rest / yy);
  }
}
