package io.calibrant.core.calibration.model;

/// A family of surfaces that can be fitted to quotes: a model, or a smile per expiry.
public interface Family {
  /// Its name as on a command line, such as `heston`.
  String name();

  /// Number of parameters on a surface of `expiryCount` expiries: the measure of its complexity.
  int parameterCount(int expiryCount);

  /// Fits it to `quotes`.
  FamilyFit fit(ModelQuotes quotes);

  /// Fits it to `quotes`, starting from a fit to other quotes of the same market.
  default FamilyFit fit(ModelQuotes quotes, FamilyFit near) {
    return fit(quotes);
  }
}
