package io.calibrant.core.solve.route;

import java.util.Set;

/// One candidate's run and what the checks said.
///
/// @param candidate its name
/// @param work what it took: evaluations, Jacobians at their price
/// @param evaluations plain count: what a replay stops after
/// @param cost where it ended
/// @param doubts empty if nothing speaks against the answer
public record Attempt(
    String candidate, double work, int evaluations, double cost, Set<Doubt> doubts) {
  /// An attempt; copies the set.
  public Attempt {
    doubts = Doubt.copyOf(doubts);
  }

  /// Whether the router cut it short and another went on from where it was.
  boolean isHandedOn() {
    return doubts.contains(Doubt.HANDED_ON);
  }
}
