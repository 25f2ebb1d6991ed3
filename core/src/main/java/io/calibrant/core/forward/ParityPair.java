package io.calibrant.core.forward;

/// A call and a put of one strike, read as one observation of C − P.
///
/// @param strike quote currency
/// @param low C_bid − P_ask, native premium units; NaN when a side is missing
/// @param high C_ask − P_bid, native premium units; NaN when a side is missing
/// @param straddle C_mid + P_mid, native premium units; NaN when a side is missing
record ParityPair(double strike, double low, double high, double straddle) {
  /// Whether all four sides exist.
  boolean isComplete() {
    return high >= low && straddle > 0;
  }

  /// C − P at the mids.
  double mid() {
    return 0.5 * (low + high);
  }

  /// Half the sum of both spreads.
  double halfSpread() {
    return 0.5 * (high - low);
  }
}
