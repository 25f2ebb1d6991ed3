package io.calibrant.core.decision;

import io.calibrant.core.calibration.CalibratedSurface;
import java.util.Collections;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What the path remembers of one underlying between two snapshots.
///
/// @param last the last published surface, from which the next fit starts; null at the beginning
/// @param gatheringSinceNs the first snapshot since which the venue's coverage has been below the
///   floor, ns since 1970; [#COVERED] when it is not
/// @param inputs what each expiry of `last` rests on, by instant of expiry; empty when unknown
public record PathState(
    @Nullable CalibratedSurface last, long gatheringSinceNs, SortedMap<Long, SliceInput> inputs) {
  /// [#gatheringSinceNs] when publication waits for nothing.
  public static final long COVERED = Long.MIN_VALUE;

  /// Nothing has been published.
  public static final PathState EMPTY = new PathState(null, COVERED);

  public PathState {
    inputs = Collections.unmodifiableSortedMap(inputs);
  }

  /// A state that does not know what its surface rests on.
  public PathState(@Nullable CalibratedSurface last, long gatheringSinceNs) {
    this(last, gatheringSinceNs, Collections.emptySortedMap());
  }

  /// A state that waits for nothing.
  public PathState(@Nullable CalibratedSurface last) {
    this(last, COVERED);
  }

  PathState gatheringSince(long sinceNs) {
    return sinceNs == gatheringSinceNs ? this : new PathState(last, sinceNs, inputs);
  }
}
