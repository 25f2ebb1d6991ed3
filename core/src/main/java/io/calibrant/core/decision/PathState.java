package io.calibrant.core.decision;

import io.calibrant.core.calibration.CalibratedSurface;
import org.jspecify.annotations.Nullable;

/// What the path remembers of one underlying between two snapshots.
///
/// @param last the last published surface, from which the next fit starts; null at the beginning
/// @param gatheringSinceNs the first snapshot since which the venue's coverage has been below the
///   floor, ns since 1970; [#COVERED] when it is not
public record PathState(@Nullable CalibratedSurface last, long gatheringSinceNs) {
  /// [#gatheringSinceNs] when publication waits for nothing.
  public static final long COVERED = Long.MIN_VALUE;

  /// Nothing has been published.
  public static final PathState EMPTY = new PathState(null, COVERED);

  /// A state that waits for nothing.
  public PathState(@Nullable CalibratedSurface last) {
    this(last, COVERED);
  }

  PathState gatheringSince(long sinceNs) {
    return sinceNs == gatheringSinceNs ? this : new PathState(last, sinceNs);
  }
}
