package io.calibrant.core.calibration.track;

/// How far a model's parameters may drift: standard deviations of their unconstrained coordinates
/// per √day, from which the variance of the prior grows between two fits.
///
/// For logarithms, 0.30 is 30 % a day. A short-lived variance moves most, its long-run level least;
/// that the numbers are too small for a day is told by [FamilyResult.Prior#CONTRADICTED].
final class ParameterDrift {
  private static final double NS_PER_DAY = 86_400e9;

  private ParameterDrift() {}

  /// The variance that `parameter` gains in `elapsedNs`, at least that of one second.
  static double variance(String parameter, long elapsedNs) {
    double stdDev = perRootDay(parameter);
    double days = Math.max(elapsedNs, 1_000_000_000L) / NS_PER_DAY;
    return stdDev * stdDev * days;
  }

  private static double perRootDay(String parameter) {
    return switch (parameter) {
      case "v0", "v02" -> 0.30;
      case "theta", "theta2" -> 0.10;
      case "muJ", "muV", "rhoJ" -> 0.06;
      case "lambda", "sigmaJ" -> 0.25;
      default -> 0.15;
    };
  }
}
