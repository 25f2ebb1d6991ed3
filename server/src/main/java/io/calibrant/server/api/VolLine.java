package io.calibrant.server.api;

import io.calibrant.core.calibration.CalibratedSlice;

/// σ(k) at one time to expiry with its forward: a fitted expiry, or a tenor between expiries.
public sealed interface VolLine permits FittedLine, TenorLine {
  /// T in years.
  double years();

  /// F(T), quote currency per coin.
  double forward();

  /// w(k) = σ²T.
  double totalVariance(double k);

  /// One standard deviation of σ(k); NaN when it is unknown.
  double impliedVolStdDev(double k);

  /// Gatheral's g(k).
  double g(double k);

  /// The log-moneyness that quotes span.
  QuotedRange quoted();

  /// σ(k), decimal per √year.
  default double impliedVol(double k) {
    return Math.sqrt(totalVariance(k) / years());
  }

  /// The line of a fitted expiry.
  static VolLine of(CalibratedSlice slice) {
    return new FittedLine(slice);
  }
}
