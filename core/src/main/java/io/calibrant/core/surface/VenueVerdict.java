package io.calibrant.core.surface;

import java.util.List;

/// Whether a venue's quotes may be used, with the figures that tell.
///
/// @param nearCount quotes near the money, with or without both sides
/// @param twoSidedShare of these, in 0..1; NaN when there is none
/// @param medianSpread median of (ask − bid)/mid of the two-sided ones; NaN without
/// @param medianForwardGap median over expiries of |F_parity/F_venue − 1|; NaN without
/// @param reasons why the quotes may not be used; empty when they may
public record VenueVerdict(
    int nearCount,
    double twoSidedShare,
    double medianSpread,
    double medianForwardGap,
    List<String> reasons) {
  public VenueVerdict {
    reasons = List.copyOf(reasons);
  }

  /// Whether the quotes may be used.
  public boolean isSound() {
    return reasons.isEmpty();
  }
}
