package io.calibrant.core.calibration.track;

import java.util.List;

/// What one step says of all families followed, and which of them is in use.
///
/// @param asOfNs the instant of the quotes
/// @param snapshotHash of the snapshot they come from
/// @param quoteCount how many were fitted
/// @param expiryCount of how many expiries
/// @param families in the order in which they are followed
/// @param choice among them
public record ModelDecision(
    String underlying,
    long asOfNs,
    String snapshotHash,
    int quoteCount,
    int expiryCount,
    List<FamilyResult> families,
    Choice choice) {
  public ModelDecision {
    families = List.copyOf(families);
  }

  /// The choice by evidence out of sample.
  ///
  /// @param family in use from now on
  /// @param target what these quotes alone ask for
  /// @param switched whether the family in use changed
  /// @param streak updates in a row that ask for a richer family, negative for a simpler one
  /// @param reason one sentence with the numbers
  public record Choice(String family, String target, boolean switched, int streak, String reason) {}
}
