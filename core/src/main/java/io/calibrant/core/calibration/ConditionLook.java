package io.calibrant.core.calibration;

import io.calibrant.core.calibration.ActiveCondition.Kind;
import io.calibrant.core.smile.Smile;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import io.calibrant.core.smile.SviCalendar;
import org.jspecify.annotations.Nullable;

/// Looks for the no-arbitrage condition that a fitted slice touches and that its quotes push
/// against most.
final class ConditionLook {
  /// Least g within which the butterfly condition counts as touched.
  private static final double NEAR_G = 2 * SurfaceProblem.BUTTERFLY_MARGIN;

  /// Relative gap of total variance within which a neighbour counts as touched.
  private static final double NEAR_GAP = 2 * SurfaceProblem.CALENDAR_MARGIN;

  private final SliceTarget target;
  private final Svi base;
  private final ConditionPull pull;
  private @Nullable Kind kind;
  private double place;
  private double most;

  private ConditionLook(SliceTarget target, Svi base, ConditionPull pull) {
    this.target = target;
    this.base = base;
    this.pull = pull;
  }

  /// A slice beside this one, and where the two are nearest.
  record Neighbour(Smile smile, SviCalendar.Minimum nearest) {
    boolean isTouched() {
      return nearest.relative() < NEAR_GAP;
    }
  }

  /// The condition; null when none is touched, or none stands in the way of the quotes.
  ///
  /// @param base the fitted SVI smile
  /// @param butterfly where g is least
  /// @param before null when there is none or it does not matter
  /// @param after the same
  static @Nullable ActiveCondition find(
      SliceTarget target,
      double robustness,
      Svi base,
      SviButterfly.Minimum butterfly,
      @Nullable Neighbour before,
      @Nullable Neighbour after) {
    @Nullable Neighbour touchedBefore = before != null && before.isTouched() ? before : null;
    @Nullable Neighbour touchedAfter = after != null && after.isTouched() ? after : null;
    if (!(butterfly.g() < NEAR_G) && touchedBefore == null && touchedAfter == null) {
      return null;
    }
    ConditionPull pull = ConditionPull.of(target, robustness, base);
    if (pull == null) {
      return null;
    }
    var look = new ConditionLook(target, base, pull);
    if (butterfly.g() < NEAR_G) {
      look.push(Kind.BUTTERFLY, butterfly.k(), pull.fallOfG(butterfly.k()));
    }
    if (touchedBefore != null) {
      look.meet(Kind.CALENDAR_BEFORE, touchedBefore, 1);
    }
    if (touchedAfter != null) {
      look.meet(Kind.CALENDAR_AFTER, touchedAfter, -1);
    }
    return look.kind == null ? null : pull.strongest(look.kind, look.place);
  }

  /// Neighbours may lie on each other over a stretch: the strongest push there counts.
  private void meet(Kind against, Neighbour neighbour, int sign) {
    double nearest = neighbour.nearest().k();
    push(against, nearest, sign * pull.fallOfVariance(nearest));
    for (double k : target.k) {
      double theirs = neighbour.smile().totalVariance(k);
      if (sign * (base.totalVariance(k) - theirs) < NEAR_GAP * theirs) {
        push(against, k, sign * pull.fallOfVariance(k));
      }
    }
  }

  private void push(Kind against, double k, double strength) {
    if (strength > most) {
      most = strength;
      kind = against;
      place = k;
    }
  }
}
