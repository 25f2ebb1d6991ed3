package io.calibrant.core.calibration.sequence;

/// How far one update may carry the parameters; each part can be switched off.
///
/// An update δ from the prior mean becomes `shrinkage · clamp(δ, ± maxStdDevs · sd)`, coordinate by
/// coordinate, sd being the prior's standard deviation.
///
/// @param prior whether the smile before is a prior at all
/// @param maxStdDevs bound on a step, > 0; +∞ bounds not at all
/// @param shrinkage share of the step that is taken, in ]0, 1]; 1 shrinks not at all
public record UpdateRule(boolean prior, double maxStdDevs, double shrinkage) {
  /// Each smile for itself: no prior, no bound, no shrinkage.
  public static final UpdateRule INDEPENDENT = new UpdateRule(false, Double.POSITIVE_INFINITY, 1);

  /// The prior alone.
  public static final UpdateRule PRIOR = new UpdateRule(true, Double.POSITIVE_INFINITY, 1);

  public UpdateRule {
    if (!(maxStdDevs > 0 && shrinkage > 0 && shrinkage <= 1)) {
      throw new IllegalArgumentException(
          "maxStdDevs=%s must be > 0 and shrinkage=%s in ]0, 1]".formatted(maxStdDevs, shrinkage));
    }
  }

  /// This rule with steps of at most `stdDevs` prior standard deviations.
  public UpdateRule boundedBy(double stdDevs) {
    return new UpdateRule(prior, stdDevs, shrinkage);
  }

  /// This rule with steps of `share` of what the quotes ask for.
  public UpdateRule shrunkBy(double share) {
    return new UpdateRule(prior, maxStdDevs, share);
  }

  /// The step that is taken.
  ///
  /// @param wanted δ
  /// @param stdDev of the prior, > 0
  public double step(double wanted, double stdDev) {
    double most = maxStdDevs * stdDev;
    return shrinkage * Math.max(-most, Math.min(most, wanted));
  }

  /// Whether [#step] changes a step at all.
  public boolean isActive() {
    return maxStdDevs < Double.POSITIVE_INFINITY || shrinkage < 1;
  }
}
