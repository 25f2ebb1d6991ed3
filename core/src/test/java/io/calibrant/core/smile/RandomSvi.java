package io.calibrant.core.smile;

import java.util.random.RandomGenerator;

/// Draws raw SVI smiles, about half of them with a butterfly.
final class RandomSvi {
  private RandomSvi() {}

  /// Any smile with w > 0: wide ranges of level, slope, tilt and width.
  static Svi draw(RandomGenerator random) {
    while (true) {
      double sigma = StrictMath.exp(random.nextDouble(-5, 1.5));
      double b =
          random.nextDouble() < 0.1
              ? random.nextDouble(0, 2)
              : StrictMath.exp(random.nextDouble(-5, 0.3));
      double rho = random.nextDouble(-0.98, 0.98);
      double m = random.nextDouble(-1, 1) * (random.nextBoolean() ? sigma : 0.3);
      double least = b * sigma * StrictMath.exp(random.nextDouble(-4, 3));
      double a = least - b * sigma * Math.sqrt(1 - rho * rho);
      if (Svi.isAdmissible(a, b, rho, m, sigma)) {
        return new Svi(a, b, rho, m, sigma);
      }
    }
  }

  /// A smile within 10⁻⁹ to 10⁻² of the edge of the butterfly-free domain, by bisection in a.
  static Svi nearBoundary(RandomGenerator random) {
    while (true) {
      Svi svi = draw(random);
      double floor = -svi.b() * svi.sigma() * Math.sqrt(1 - svi.rho() * svi.rho());
      double lo = floor * (1 - 1e-9) + 1e-300;
      double hi = floor + 10 + svi.b();
      if (!Svi.isAdmissible(lo, svi.b(), svi.rho(), svi.m(), svi.sigma())
          || isFree(svi, lo)
          || !isFree(svi, hi)) {
        continue;
      }
      for (int i = 0; i < 60; i++) {
        double middle = lo + (hi - lo) / 2;
        if (isFree(svi, middle)) {
          hi = middle;
        } else {
          lo = middle;
        }
      }
      double off = StrictMath.pow(10, random.nextDouble(-9, -2)) * (random.nextBoolean() ? 1 : -1);
      double a = hi + off * (hi - floor);
      return new Svi(a, svi.b(), svi.rho(), svi.m(), svi.sigma());
    }
  }

  private static boolean isFree(Svi svi, double a) {
    return SviButterfly.isFree(new Svi(a, svi.b(), svi.rho(), svi.m(), svi.sigma()));
  }
}
