package io.calibrant.core.calibration.slice;

import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import java.util.SplittableRandom;

/// Draws butterfly-free SVI smiles over wide ranges and noisy quotes of them.
final class RandomQuotes {
  private RandomQuotes() {}

  /// A smile of any level, slope, tilt, centre and width, free of butterflies.
  static Svi smile(SplittableRandom random) {
    while (true) {
      double sigma = StrictMath.exp(random.nextDouble(-5, 1.5));
      double b = StrictMath.exp(random.nextDouble(-5, 0.6));
      double rho = random.nextDouble(-0.98, 0.98);
      double m = random.nextDouble(-1, 1) * (random.nextBoolean() ? sigma : 0.3);
      double least = b * sigma * StrictMath.exp(random.nextDouble(-4, 3));
      double a = least - b * sigma * Math.sqrt(1 - rho * rho);
      if (Svi.isAdmissible(a, b, rho, m, sigma)) {
        var svi = new Svi(a, b, rho, m, sigma);
        if (SviButterfly.isFree(svi)) {
          return svi;
        }
      }
    }
  }

  /// The smile of a liquid crypto expiry: vol 40–90 %, a week to a year.
  static Svi market(SplittableRandom random) {
    double sd = random.nextDouble(0.4, 0.9) * StrictMath.exp(random.nextDouble(-2, 0));
    double rho = random.nextDouble(-0.5, 0.3);
    double psi = sd * random.nextDouble(0.5, 1.1);
    return new io.calibrant.core.smile.SsviSlice(sd * sd, rho, psi).toSvi();
  }

  /// Half the width of the strikes of a smile: 1.5 to 4 standard deviations.
  static double halfWidth(Svi svi, SplittableRandom random) {
    return Math.sqrt(svi.totalVariance(0)) * random.nextDouble(1.5, 4);
  }

  /// Fills n quotes with Gaussian errors; returns the cost of the true smile.
  static double fill(
      QuoteColumns quotes, Svi svi, int n, double half, double noise, SplittableRandom random) {
    quotes.clear();
    double cost = 0;
    for (int i = 0; i < n; i++) {
      double k = -half + 2 * half * i / (n - 1);
      double w = svi.totalVariance(k);
      double std = noise * w * (1 + Math.abs(k) / half);
      double error = random.nextGaussian();
      cost += 0.5 * error * error;
      quotes.add(k, Math.max(1e-3 * w, w + std * error), std);
    }
    return cost;
  }
}
