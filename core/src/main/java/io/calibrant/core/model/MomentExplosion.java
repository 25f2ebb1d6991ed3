package io.calibrant.core.model;

import io.calibrant.core.math.SineCosine;

/// The time at which a moment of a Heston price becomes infinite.
///
/// L. Andersen and V. Piterbarg, *Moment explosions in stochastic volatility models*, Finance and
/// Stochastics 11 (2007), proposition 3.1.
final class MomentExplosion {
  private MomentExplosion() {}

  /// The time from which E[Sᵖ] = ∞; +∞ where there is none.
  static double time(double kappa, double volOfVol, double rho, double p) {
    if (p >= 0 && p <= 1) {
      return Double.POSITIVE_INFINITY;
    }
    double x = rho * volOfVol * p - kappa;
    double square = x * x - volOfVol * volOfVol * p * (p - 1);
    if (square >= 0) {
      double d = Math.sqrt(square);
      if (x < 0) {
        return Double.POSITIVE_INFINITY;
      }
      return d == 0 ? 2 / x : StrictMath.log1p(2 * d / (x - d)) / d;
    }
    double y = Math.sqrt(-square);
    double angle = StrictMath.atan2(y, x);
    return 2 / y * angle;
  }

  /// D(T) = ∂L/∂v₀ at a real power p before its explosion: p(p − 1)/(x + d coth(dT/2)).
  static double slope(double[] parameters, double years, double p) {
    double x = parameters[1] - parameters[4] * parameters[3] * p;
    double square = x * x - parameters[3] * parameters[3] * p * (p - 1);
    double d = Math.sqrt(Math.abs(square));
    double half = 0.5 * d * years;
    // StrictMath.tan allocates.
    double tangent =
        square >= 0 ? StrictMath.tanh(half) : SineCosine.sin(half) / SineCosine.cos(half);
    double rate = half < 1e-8 ? 2 / years : d / tangent;
    return p * (p - 1) / (x + rate);
  }
}
