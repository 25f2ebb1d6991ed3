package io.calibrant.server.api;

import io.calibrant.core.smile.Smile;

/// Gatheral's g(k), which is ≥ 0 where a smile has no butterfly arbitrage.
public final class Butterfly {
  private Butterfly() {}

  /// g at `k` on `smile`.
  public static double g(Smile smile, double k) {
    return g(k, smile.totalVariance(k), smile.slope(k), smile.curvature(k));
  }

  /// g = (1 − k w′/(2w))² − (w′²/4)(1/w + 1/4) + w″/2 (Gatheral and Jacquier 2014, equation 2.1).
  static double g(double k, double w, double slope, double curvature) {
    double lead = 1 - k * slope / (2 * w);
    return lead * lead - slope * slope / 4 * (1 / w + 0.25) + curvature / 2;
  }
}
