package io.calibrant.core.calibration.model;

/// Level, slope and curvature of each expiry's smile at the money: σ(k) ≈ s + a k + c k², by
/// weighted least squares over the quotes within 1.5 standard deviations. What starts are made of.
final class AtTheMoney {
  private static final double REACH = 1.5;

  private final int count;
  private final double[] expiries;
  private final double[] levels;
  private final double[] slopes;
  private final double[] curvatures;

  private AtTheMoney(int count) {
    this.count = count;
    expiries = new double[count];
    levels = new double[count];
    slopes = new double[count];
    curvatures = new double[count];
  }

  static AtTheMoney of(ModelQuotes quotes) {
    var money = new AtTheMoney(quotes.grid().expiryCount());
    for (int e = 0; e < money.count; e++) {
      money.fill(quotes, e);
    }
    return money;
  }

  private void fill(ModelQuotes quotes, int e) {
    int first = quotes.grid().first(e);
    int last = first + quotes.grid().size(e);
    int nearest = first;
    for (int i = first; i < last; i++) {
      nearest = Math.abs(quotes.k(i)) < Math.abs(quotes.k(nearest)) ? i : nearest;
    }
    expiries[e] = quotes.grid().expiry(e);
    levels[e] = quotes.vol(nearest);
    // In z = k/(σ√T), so that the three sums are of one size.
    double width = levels[e] * Math.sqrt(expiries[e]);
    double[] gram = new double[9];
    double[] right = new double[3];
    for (int i = first; i < last; i++) {
      double z = quotes.k(i) / width;
      if (Math.abs(z) <= REACH) {
        double weight = quotes.isPoint(i) ? 1 : 0.1;
        double[] row = {1, z, z * z};
        for (int r = 0; r < 3; r++) {
          right[r] += weight * row[r] * quotes.vol(i);
          for (int c = 0; c <= r; c++) {
            gram[r * 3 + c] += weight * row[r] * row[c];
          }
        }
      }
    }
    // A little ridge: two or three strikes still give a level.
    gram[4] += 1e-3;
    gram[8] += 1e-3;
    if (io.calibrant.core.math.Cholesky.factor(gram, 3)) {
      io.calibrant.core.math.Cholesky.solve(gram, 3, right);
      levels[e] = Math.max(right[0], 0.2 * levels[e]);
      slopes[e] = right[1] / width;
      curvatures[e] = right[2] / (width * width);
    }
  }

  int count() {
    return count;
  }

  double expiry(int e) {
    return expiries[e];
  }

  double level(int e) {
    return levels[e];
  }

  double slope(int e) {
    return slopes[e];
  }

  double curvature(int e) {
    return curvatures[e];
  }

  /// The expiry nearest to `years` in ln T.
  int nearest(double years) {
    int best = 0;
    for (int e = 1; e < count; e++) {
      double here = Math.abs(StrictMath.log(expiries[e] / years));
      best = here < Math.abs(StrictMath.log(expiries[best] / years)) ? e : best;
    }
    return best;
  }
}
