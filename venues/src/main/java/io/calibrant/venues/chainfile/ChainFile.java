package io.calibrant.venues.chainfile;

import io.calibrant.core.surface.SurfaceSnapshot;
import java.util.List;

/// What a chain file holds.
///
/// @param layout the layout it was read by, such as `deribit-chains`
/// @param snapshots ordered by instant, then underlying; never empty
/// @param notes what a reader should know, such as rows that are not options and ignored columns
public record ChainFile(String layout, List<SurfaceSnapshot> snapshots, List<String> notes) {
  public ChainFile {
    snapshots = List.copyOf(snapshots);
    notes = List.copyOf(notes);
  }
}
