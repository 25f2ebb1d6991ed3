package io.calibrant.core.calibration;

/// The state of one slice's fit.
public enum SliceStatus {
  /// The optimiser converged and no bound or arbitrage condition binds.
  CONVERGED,
  /// Converged with a no-arbitrage condition or a bound active.
  AT_BOUND,
  /// Converged, but the quotes do not determine every parameter; bands are wide.
  DEGENERATE,
  /// The iteration limit stopped the optimiser; the point is the best one seen.
  STOPPED,
  /// Not fitted: too few usable quotes. The slice has no smile.
  THIN
}
