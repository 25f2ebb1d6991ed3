package io.calibrant.cli.backtest;

import io.calibrant.core.calibration.model.ScoredFamily;

/// The figures of one family on one pair of snapshots; the fits themselves are not kept.
///
/// @param name of the family in this walk
/// @param parameterCount of the family on the first snapshot
/// @param inVp root mean square error in sample, vol points
/// @param outVp the same of the other fit on the quotes held out
/// @param forwardVp the same on the second snapshot with the first's parameters
/// @param status of the fit, one word
/// @param elapsedMs wall time of both fits, milliseconds
/// @param densitiesMs wall time of its leave-one-out densities, milliseconds
record ModelScore(
    String name,
    int parameterCount,
    double inVp,
    double outVp,
    double forwardVp,
    String status,
    double elapsedMs,
    double densitiesMs) {
  static ModelScore of(
      String name, ScoredFamily scored, double forwardVp, double elapsedMs, double densitiesMs) {
    return new ModelScore(
        name,
        scored.family().parameterCount(scored.quotes().grid().expiryCount()),
        scored.in().rmseVolPoints(),
        scored.out().rmseVolPoints(),
        forwardVp,
        scored.fit().status().word(),
        elapsedMs,
        densitiesMs);
  }
}
