package io.calibrant.core.model;

import io.calibrant.core.black.Black76;

/// Prices of a [NormalMixture] as averages of Black-76 prices over the random time: the trapezoidal
/// rule in y = ln g, where the integrand is analytic for |Im y| < π/2 and decays double
/// exponentially to the right.
///
/// ```
/// V = I + ∫ (C(g) − I) density dy
/// C(g) = f c(k − ln f, √(variance·g)),   f = e^(drift + (slope + variance/2)g)
/// ```
///
/// where I is the payoff at g = 0 for variance gamma near expiry, whose weight gathers there, else
/// 0. All terms of an out-of-the-money price have one sign, so it is relatively accurate.
final class MixturePricer {
  private static final double FIRST_STEP = 0.4;
  private static final int LEVELS = 8;
  private static final int MAX_POINTS = 200_000;
  private static final double NEGLIGIBLE = 1e-19;

  private final NormalMixture model;
  private double value;
  private double error;

  MixturePricer(NormalMixture model) {
    this.model = model;
  }

  /// V/F of the out-of-the-money option; [#error] estimates its error.
  double price(double[] x, double years, double k) {
    double drift = model.drift(x, years);
    double paid =
        k >= 0
            ? StrictMath.exp(drift) - StrictMath.exp(k)
            : StrictMath.exp(k) - StrictMath.exp(drift);
    double limit = model.gathers(x, years) ? Math.max(0, paid) : 0;
    double step = FIRST_STEP;
    double before = Double.NaN;
    for (int level = 0; level < LEVELS; level++) {
      double sum = limit + step * sum(x, years, k, drift, limit, step);
      value = sum;
      error = Math.abs(sum - before);
      if (error <= 1e-14 * Math.abs(sum)) {
        break;
      }
      before = sum;
      step *= 0.5;
    }
    return value;
  }

  double error() {
    return error;
  }

  private double sum(double[] x, double years, double k, double drift, double limit, double step) {
    double slope = model.slope(x);
    double variance = model.variance(x);
    double norm = model.logNorm(x, years);
    double quiet = 0;
    double sum = 0;
    double y = step * Math.ceil(model.end(x, years) / step);
    for (int i = 0; i < MAX_POINTS && !(quiet > 3); i++) {
      double g = StrictMath.exp(y);
      double logForward = drift + (slope + 0.5 * variance) * g;
      double log = norm + model.logDensity(x, years, y);
      double v = Math.sqrt(variance * g);
      double z = k - logForward;
      // A put on (F, K) is a call on (K, F): in units of the strike nothing overflows.
      double term =
          k >= 0
              ? StrictMath.exp(log + logForward) * Black76.normalizedCall(z, v)
              : StrictMath.exp(log + k) * Black76.normalizedCall(-z, v);
      if (limit > 0) {
        term -= StrictMath.exp(log) * limit;
      }
      sum += term;
      boolean silent = sum != 0 && Math.abs(term) < NEGLIGIBLE * Math.abs(sum);
      quiet = silent ? quiet + step : 0;
      y -= step;
    }
    return sum;
  }
}
