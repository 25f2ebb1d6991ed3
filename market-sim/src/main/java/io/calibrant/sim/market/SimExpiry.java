package io.calibrant.sim.market;

import io.calibrant.core.surface.YearFraction;
import io.calibrant.sim.model.Carry;
import io.calibrant.sim.model.TrueSmile;

/// One expiry of one coin: its forward and its fair smile as they stand now.
final class SimExpiry {
  /// Times to expiry are not taken shorter than 20 minutes: the model says nothing there.
  private static final double MIN_YEARS = 1.0 / (3 * 24 * 365);

  private final long expiryTimeNs;
  private final String underlyingIndex;
  private TrueSmile smile;

  SimExpiry(long expiryTimeNs, String underlyingIndex, TrueSmile smile) {
    this.expiryTimeNs = expiryTimeNs;
    this.underlyingIndex = underlyingIndex;
    this.smile = smile;
  }

  static double years(long nowNs, long expiryTimeNs) {
    return Math.max(MIN_YEARS, YearFraction.between(nowNs, expiryTimeNs));
  }

  long expiryTimeNs() {
    return expiryTimeNs;
  }

  /// What the venue calls the source of the forward: a future's name or `SYN.…`.
  String underlyingIndex() {
    return underlyingIndex;
  }

  double years(long nowNs) {
    return years(nowNs, expiryTimeNs);
  }

  double forward(double spot, Carry carry, long nowNs) {
    return spot * carry.forwardOverSpot(years(nowNs));
  }

  TrueSmile smile() {
    return smile;
  }

  void smile(TrueSmile fresh) {
    smile = fresh;
  }
}
