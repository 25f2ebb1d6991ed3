package io.calibrant.core.solve.route;

import io.calibrant.core.solve.LeastSquaresSolution;

/// The router's answer: the best point of all attempts, and the record of how it came about.
///
/// @param solution best point; its evaluations are those of all attempts and checks
/// @param record says whether it is believed, and if not, why
public record Routed(LeastSquaresSolution solution, RouteRecord record) {
  /// Whether the point may be taken for the minimum.
  public boolean trusted() {
    return record.trusted();
  }
}
