package io.calibrant.engine.fold;

import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.decision.PathState;
import io.calibrant.core.decision.SliceInput;
import io.calibrant.engine.journal.BinaryReader;
import io.calibrant.engine.journal.BinaryWriter;
import io.calibrant.engine.journal.JournalFormatException;
import io.calibrant.engine.journal.SurfaceCodec;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The binary form of what the path remembers: one byte of flags, then what they say is there.
final class PathCodec {
  private static final int HAS_LAST = 1;
  private static final int GATHERS = 2;
  private static final int HAS_INPUTS = 4;

  private PathCodec() {}

  static void write(PathState path, BinaryWriter out) {
    var last = path.last();
    boolean gathers = path.gatheringSinceNs() != PathState.COVERED;
    SortedMap<Long, SliceInput> inputs = path.inputs();
    out.putByte(
        (last == null ? 0 : HAS_LAST)
            | (gathers ? GATHERS : 0)
            | (inputs.isEmpty() ? 0 : HAS_INPUTS));
    if (last != null) {
      SurfaceCodec.write(last, SurfaceCodec.Quotes.ALL, out);
    }
    if (gathers) {
      out.putLong(path.gatheringSinceNs());
    }
    if (!inputs.isEmpty()) {
      out.putInt(inputs.size());
      inputs.forEach(
          (expiryTimeNs, input) -> {
            out.putLong(expiryTimeNs);
            out.putString(input.quotesHash());
            out.putDouble(input.futureBid());
            out.putDouble(input.futureAsk());
          });
    }
  }

  static PathState read(BinaryReader in) {
    int flags = in.getByte();
    if (flags < 0 || flags > (HAS_LAST | GATHERS | HAS_INPUTS)) {
      throw new JournalFormatException("path flags %d: must be 0 to 7".formatted(flags));
    }
    @Nullable CalibratedSurface last = (flags & HAS_LAST) == 0 ? null : SurfaceCodec.read(in);
    long gatheringSinceNs = (flags & GATHERS) == 0 ? PathState.COVERED : in.getLong();
    SortedMap<Long, SliceInput> inputs = new TreeMap<>();
    int count = (flags & HAS_INPUTS) == 0 ? 0 : in.getLength(28);
    for (int i = 0; i < count; i++) {
      inputs.put(in.getLong(), new SliceInput(in.getString(), in.getDouble(), in.getDouble()));
    }
    return new PathState(last, gatheringSinceNs, inputs);
  }
}
