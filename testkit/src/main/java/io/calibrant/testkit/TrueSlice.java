package io.calibrant.testkit;

import io.calibrant.core.black.Black76;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.smile.Svi;

/// What a synthetic chain knows for certain about one expiry.
///
/// @param expiryTimeNs instant of expiry, ns since 1970-01-01 UTC
/// @param expiry years (ACT/365 fixed)
/// @param forward F(T), quote currency
/// @param smile total variance over ln(K/F)
public record TrueSlice(long expiryTimeNs, double expiry, double forward, Svi smile) {
  /// The true vol at `strike`, decimal per √year.
  public double vol(double strike) {
    return smile.impliedVol(StrictMath.log(strike / forward), expiry);
  }

  /// The true undiscounted value, quote currency per coin.
  public double value(OptionType type, double strike) {
    return Black76.value(type, forward, strike, vol(strike), expiry);
  }
}
