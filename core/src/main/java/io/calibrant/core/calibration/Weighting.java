package io.calibrant.core.calibration;

/// The error model of a quote's mid vol, and how fast a misfit loses influence.
///
/// std² = (spreadShare·h)² + tick²/12 + floor², where h is half the bid–ask spread and `tick` the
/// price tick, both in vol. A residual r counts ½ν ln(1 + r²/ν): like least squares while |r| ≪ √ν,
/// bounded in influence beyond, so that no single quote can pull a smile far.
///
/// @param spreadShare standard deviation of the mid in half-spreads, > 0
/// @param floorVol least standard deviation, decimal vol, > 0
/// @param robustness ν of the Student-t loss, > 0; +∞ for least squares
public record Weighting(double spreadShare, double floorVol, double robustness) {
  /// Mids err by 0.3 half-spreads (measured: 0.1–0.15 spreads, nearly white over an hour), at least
  /// 5 bp; influence falls beyond one half-spread.
  public static final Weighting DEFAULT = new Weighting(0.3, 0.0005, 11);

  public Weighting {
    if (!(spreadShare > 0) || !(floorVol > 0) || !(robustness > 0)) {
      throw new IllegalArgumentException(
          "spreadShare=%s, floorVol=%s and robustness=%s must be > 0"
              .formatted(spreadShare, floorVol, robustness));
    }
  }

  /// The standard deviation of a mid vol.
  ///
  /// @param halfSpread half of ask vol − bid vol, ≥ 0
  /// @param tickVol the price tick in vol, ≥ 0
  public double stdDev(double halfSpread, double tickVol) {
    double spread = spreadShare * halfSpread;
    return Math.sqrt(spread * spread + tickVol * tickVol / 12 + floorVol * floorVol);
  }
}
