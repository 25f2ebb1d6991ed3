package io.calibrant.server.api;

import io.calibrant.core.calibration.CalibratedSlice;

/// The line of a fitted expiry.
record FittedLine(CalibratedSlice slice) implements VolLine {
  @Override
  public double years() {
    return slice.expiry();
  }

  @Override
  public double forward() {
    return slice.forward().value();
  }

  @Override
  public double totalVariance(double k) {
    return slice.smile().totalVariance(k);
  }

  @Override
  public double impliedVolStdDev(double k) {
    return slice.impliedVolStdDev(k);
  }

  @Override
  public double g(double k) {
    return Butterfly.g(slice.smile(), k);
  }

  @Override
  public QuotedRange quoted() {
    return QuotedRange.of(slice);
  }
}
