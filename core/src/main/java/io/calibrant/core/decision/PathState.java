package io.calibrant.core.decision;

import io.calibrant.core.calibration.CalibratedSurface;
import org.jspecify.annotations.Nullable;

/// What the path remembers of one underlying between two snapshots.
///
/// @param last the last published surface, from which the next fit starts; null at the beginning
public record PathState(@Nullable CalibratedSurface last) {
  /// Nothing has been published.
  public static final PathState EMPTY = new PathState(null);
}
