package io.calibrant.server.api;

import io.calibrant.core.smile.Smile;

/// Gatheral's g(k), which is ≥ 0 where a smile has no butterfly arbitrage.
public final class Butterfly {
  private Butterfly() {}

  /// g = (1 − k w′/(2w))² − (w′²/4)(1/w + 1/4) + w″/2 (Gatheral and Jacquier 2014, equation 2.1).
  public static double g(Smile smile, double k) {
    double w = smile.totalVariance(k);
    double slope = smile.slope(k);
    double lead = 1 - k * slope / (2 * w);
    return lead * lead - slope * slope / 4 * (1 / w + 0.25) + smile.curvature(k) / 2;
  }
}
