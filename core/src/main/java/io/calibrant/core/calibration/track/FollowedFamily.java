package io.calibrant.core.calibration.track;

import io.calibrant.core.calibration.model.ScoredFamily;
import io.calibrant.core.solve.route.History;
import org.jspecify.annotations.Nullable;

/// A family that can be fitted again and again to one market.
interface FollowedFamily {
  /// One fit with its scores, and what to remember of it.
  ///
  /// @param after null where nothing is remembered
  record Fitted(ScoredFamily scored, FamilyResult result, @Nullable FamilyState after) {}

  /// Fits it.
  ///
  /// @param before what is remembered; null at the first step
  /// @param history what the router knows; this fit's record is added
  Fitted fit(ModelInput input, @Nullable FamilyState before, History history, Cuts cuts);
}
