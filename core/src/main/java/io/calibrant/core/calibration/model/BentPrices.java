package io.calibrant.core.calibration.model;

import io.calibrant.core.math.Elementary;

/// Prices bent so that they are nearly linear in the vol: what first steps from far away go by.
///
/// A far out-of-the-money price grows exponentially with the vol, so that steps on prices overshoot
/// and come back. With c* the quote's price, V its vega, σ its vol and d₁, d₂ Black's,
///
/// ```
/// φ(c) = ((c/c*)^p − 1) c*/(pV),     p = 1 − c* d₁d₂/(σV)
/// ```
///
/// has φ = σ(c) − σ to the second order at c*: p is what makes its second derivative in the vol
/// vanish, 1 at the money and towards 0, a logarithm, far out.
final class BentPrices {
  private static final double LEAST_POWER = 0.01;
  private static final double MOST_POWER = 1.5;

  /// Below this share of c* the price goes on in a straight line.
  private static final double LEAST_SHARE = 1e-3;

  private final double[] inverses;
  private final double[] inverseVegas;
  private final double[] powers;
  private final double[] scales;
  private double slope;

  BentPrices(int count) {
    inverses = new double[count];
    inverseVegas = new double[count];
    powers = new double[count];
    scales = new double[count];
  }

  /// Takes a quote.
  ///
  /// @param price c* > 0
  /// @param vega per unit of v = σ√T
  void set(int i, double price, double vega, double k, double v) {
    double d1d2 = k * k / (v * v) - 0.25 * v * v;
    double power = 1 - price * d1d2 / (v * vega);
    powers[i] = Math.max(LEAST_POWER, Math.min(MOST_POWER, power));
    inverses[i] = 1 / price;
    inverseVegas[i] = 1 / vega;
    scales[i] = price / (powers[i] * vega);
  }

  /// φ of a price in units of v; [#slope] is its derivative.
  double bend(int i, double price) {
    double share = price * inverses[i];
    double least = Math.max(share, LEAST_SHARE);
    double power = Elementary.exp(powers[i] * Elementary.log(least));
    slope = power / least * inverseVegas[i];
    double bent = (power - 1) * scales[i];
    return share < least ? bent + (share - least) / inverses[i] * slope : bent;
  }

  /// φ′ at the price of the last call of [#bend].
  double slope() {
    return slope;
  }
}
