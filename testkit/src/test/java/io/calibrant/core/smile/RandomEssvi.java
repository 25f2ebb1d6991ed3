package io.calibrant.core.smile;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Draws eSSVI surfaces of six expiries, half a year apart, inside the conditions of no arbitrage:
/// Mingone's global parametrisation (arXiv:2204.00312).
public final class RandomEssvi {
  /// Expiries of a surface.
  public static final int SIZE = 6;

  private RandomEssvi() {}

  /// A surface.
  public static Essvi draw(RandomGenerator random) {
    double[] rho = random.doubles(SIZE, -0.7, 0.3).toArray();
    double[] theta = new double[SIZE];
    double[] p = new double[SIZE];
    double[] limit = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      p[i] =
          i == 0 ? 1 : Math.max((1 + rho[i - 1]) / (1 + rho[i]), (1 - rho[i - 1]) / (1 - rho[i]));
      theta[i] = (i == 0 ? 0 : theta[i - 1] * p[i]) + random.nextDouble(0.001, 0.05);
      double tilt = 1 + Math.abs(rho[i]);
      limit[i] = Math.min(4 / tilt, Math.sqrt(4 * theta[i] / tilt));
    }
    List<SsviSlice> slices = new ArrayList<>();
    double[] expiries = new double[SIZE];
    double psi = 0;
    for (int i = 0; i < SIZE; i++) {
      double low = psi * p[i];
      double high = i == 0 ? limit[0] : Math.min(limit[i], psi * theta[i] / theta[i - 1]);
      double product = 1;
      for (int j = i + 1; j < SIZE; j++) {
        product *= p[j];
        high = Math.min(high, limit[j] / product);
      }
      psi = low + random.nextDouble(0.01, 0.99) * (high - low);
      slices.add(new SsviSlice(theta[i], rho[i], psi));
      expiries[i] = 0.5 * (i + 1);
    }
    return Essvi.of(expiries, slices);
  }
}
