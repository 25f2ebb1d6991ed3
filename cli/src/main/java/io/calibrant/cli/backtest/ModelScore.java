package io.calibrant.cli.backtest;

import io.calibrant.core.calibration.model.ScoredFamily;

/// One family on one pair of snapshots.
///
/// @param name of the family in this walk
/// @param scored fitted and scored on the first
/// @param forwardVp root mean square error on the second with the first's parameters, vol points
/// @param elapsedMs wall time of the fits, milliseconds
record ModelScore(String name, ScoredFamily scored, double forwardVp, double elapsedMs) {
  double inVp() {
    return scored.in().rmseVolPoints();
  }

  double outVp() {
    return scored.out().rmseVolPoints();
  }
}
