package io.calibrant.core.calibration;

/// A no-arbitrage condition that a slice touches, and what lifting it would change.
///
/// Touching alone says little: a smile may meet a condition in a far wing, or beside a neighbour,
/// where its quotes want it. What bends a fit is told by the pull: how far the quotes, left to
/// themselves, would move the smile between the outermost two-sided quotes, in units of its error.
///
/// @param kind which condition
/// @param k where it is touched, log-moneyness; ±∞ in the limit of a wing
/// @param pullK where in the quoted range the pull is strongest, log-moneyness
/// @param pullVolPoints change of the vol there without the conditions, vol points
/// @param pullStdDevs the same in standard deviations of the vol there, ≥ 0
public record ActiveCondition(
    Kind kind, double k, double pullK, double pullVolPoints, double pullStdDevs) {
  /// A change that a reader can tell from the smile's own error.
  public static final double BINDING_STD_DEVS = 1;

  /// Which condition.
  public enum Kind {
    /// g(k) ≥ 0 within the smile, or the slope of a wing below 2.
    BUTTERFLY,
    /// w(k) ≥ w(k) of the slice before.
    CALENDAR_BEFORE,
    /// w(k) ≤ w(k) of the slice after.
    CALENDAR_AFTER
  }

  /// Whether it bends the fit: without it the smile would change in the quoted range by more than
  /// one standard deviation.
  public boolean binds() {
    return pullStdDevs > BINDING_STD_DEVS;
  }
}
