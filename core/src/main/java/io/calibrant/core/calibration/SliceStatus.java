package io.calibrant.core.calibration;

/// The state of one slice's fit.
public enum SliceStatus {
  /// The optimiser converged and no arbitrage condition bends the smile where it is quoted, though
  /// it may touch one, see [ActiveCondition].
  CONVERGED,
  /// Converged, and a no-arbitrage condition bends the fit: without it the smile would change in
  /// the quoted range by more than one standard deviation of its vol, see [ActiveCondition#binds].
  AT_BOUND,
  /// Converged, but the quotes do not determine every parameter; bands are wide.
  DEGENERATE,
  /// The iteration limit stopped the optimiser; the point is the best one seen.
  STOPPED,
  /// Not fitted: too few usable quotes. The slice has no smile.
  THIN
}
