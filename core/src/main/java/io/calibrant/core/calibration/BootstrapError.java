package io.calibrant.core.calibration;

/// The standard error of one figure of a smile by two methods.
///
/// @param delta by the delta method from the covariance of the coordinates
/// @param bootstrap standard deviation over the refits; NaN with fewer than two
/// @param central half the distance of the refits' 16 % and 84 % quantiles: the same for a
///   Gaussian, little moved by a few refits that went astray; NaN with fewer than two
public record BootstrapError(double delta, double bootstrap, double central) {
  /// How far the two may differ, relatively.
  public static final double TOLERANCE = 0.15;

  /// bootstrap/delta.
  public double ratio() {
    return bootstrap / delta;
  }

  /// Whether the bootstrap lies within [#TOLERANCE] of the delta method.
  public boolean agrees() {
    return isNear(bootstrap);
  }

  /// Whether it does apart from a few refits that went astray.
  boolean agreesCentrally() {
    return isNear(central);
  }

  private boolean isNear(double other) {
    return Math.abs(other - delta) <= TOLERANCE * delta;
  }
}
