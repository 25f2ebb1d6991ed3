package io.calibrant.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/// The reading side of [DecisionDeltas]: rebuilds whole payloads of one segment.
///
/// The latest payloads are kept, so that a walk looks nothing up; a single entry is rebuilt from
/// the chain before it.
final class DecisionBases {
  private static final int MAX_KEPT = 64;

  private final Frames frames;
  private final Map<Long, byte[]> kept = new LinkedHashMap<>();

  /// Frames of the segment by where they begin.
  @FunctionalInterface
  interface Frames {
    /// The intact frame at `offset`, its header included.
    ///
    /// @throws JournalFormatException when there is none
    ByteBuffer at(long offset) throws IOException;
  }

  DecisionBases(Frames frames) {
    this.frames = frames;
  }

  /// The whole payload of a decision's frame at `frameAt`.
  ///
  /// @param payload as written
  ByteBuffer whole(int type, long frameAt, ByteBuffer payload) throws IOException {
    byte[] whole = rebuild(type, frameAt, payload, DecisionDeltas.MAX_CHAIN);
    if (kept.size() >= MAX_KEPT) {
      kept.remove(kept.keySet().iterator().next());
    }
    kept.put(frameAt, whole);
    return ByteBuffer.wrap(whole);
  }

  private byte[] rebuild(int type, long frameAt, ByteBuffer payload, int links) throws IOException {
    BinaryReader in = BinaryReader.of(payload);
    if (type == EntryCodec.DECIDED) {
      return in.getRaw(in.remaining());
    }
    if (type != EntryCodec.DECIDED_DELTA || links == 0) {
      throw new JournalFormatException(
          "the decision at byte %d rests on no whole one".formatted(frameAt));
    }
    int back = in.getInt();
    int length = in.getInt();
    if (back <= 0 || back > frameAt || length < 0 || length > FrameFormat.MAX_PAYLOAD_BYTES) {
      throw new JournalFormatException(
          "a decision of %d bytes that rests on one %d bytes before byte %d is impossible"
              .formatted(length, back, frameAt));
    }
    byte[] whole = ByteDiff.read(base(frameAt - back, links - 1), in, length);
    in.end();
    return whole;
  }

  private byte[] base(long frameAt, int links) throws IOException {
    byte[] known = kept.get(frameAt);
    if (known != null) {
      return known;
    }
    ByteBuffer frame = frames.at(frameAt);
    int type = frame.getInt(FrameFormat.TYPE_AT);
    return rebuild(type, frameAt, frame.position(FrameFormat.HEADER_BYTES), links);
  }
}
