package io.calibrant.core.calibration.track;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is remembered of one underlying's models between two steps. Immutable.
///
/// @param families by name
/// @param routes what the router has learnt, as `History.toText` writes it
/// @param inUse the family in use; null before the first step
/// @param streak updates in a row that asked for a richer family, negative for a simpler one
/// @param last what the last step decided; null before the first
public record TrackState(
    SortedMap<String, FamilyState> families,
    String routes,
    @Nullable String inUse,
    int streak,
    @Nullable ModelDecision last) {
  /// Nothing was fitted yet.
  public static final TrackState EMPTY =
      new TrackState(Collections.emptySortedMap(), "", null, 0, null);

  public TrackState {
    families = Collections.unmodifiableSortedMap(new TreeMap<>(families));
  }
}
