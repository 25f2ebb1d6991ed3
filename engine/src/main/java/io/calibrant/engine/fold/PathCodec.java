package io.calibrant.engine.fold;

import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.decision.PathState;
import io.calibrant.engine.journal.BinaryReader;
import io.calibrant.engine.journal.BinaryWriter;
import io.calibrant.engine.journal.JournalFormatException;
import io.calibrant.engine.journal.SurfaceCodec;
import org.jspecify.annotations.Nullable;

/// The binary form of what the path remembers: one byte of flags, then what they say is there.
final class PathCodec {
  private static final int HAS_LAST = 1;
  private static final int GATHERS = 2;

  private PathCodec() {}

  static void write(PathState path, BinaryWriter out) {
    var last = path.last();
    boolean gathers = path.gatheringSinceNs() != PathState.COVERED;
    out.putByte((last == null ? 0 : HAS_LAST) | (gathers ? GATHERS : 0));
    if (last != null) {
      SurfaceCodec.write(last, SurfaceCodec.Quotes.ALL, out);
    }
    if (gathers) {
      out.putLong(path.gatheringSinceNs());
    }
  }

  static PathState read(BinaryReader in) {
    int flags = in.getByte();
    if (flags < 0 || flags > (HAS_LAST | GATHERS)) {
      throw new JournalFormatException("path flags %d: must be 0 to 3".formatted(flags));
    }
    @Nullable CalibratedSurface last = (flags & HAS_LAST) == 0 ? null : SurfaceCodec.read(in);
    return new PathState(last, (flags & GATHERS) == 0 ? PathState.COVERED : in.getLong());
  }
}
