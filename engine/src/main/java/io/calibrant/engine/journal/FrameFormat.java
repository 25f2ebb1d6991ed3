package io.calibrant.engine.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The layout of one frame; little-endian.
///
/// ```
///   0        4        8        12                 20
///   +--------+--------+--------+------------------+-----------------+
///   | CRC32C | length | type   | sequence         | payload         |
///   +--------+--------+--------+------------------+-----------------+
///              ^------------- CRC32C covers all of this -----------^
/// ```
///
/// `length` counts the payload alone. Sequences rise by one from frame to frame, across segments
/// too.
public final class FrameFormat {
  /// The version of the journal's format. Version 6 added the entries of models and their share of
  /// a checkpoint, which is absent when there are none: a journal of version 5 is one without.
  public static final int VERSION = 6;

  /// The oldest version that is still read.
  public static final int OLDEST_VERSION = 5;

  /// Bytes before the payload.
  public static final int HEADER_BYTES = 20;

  /// The largest payload: a checkpoint of about half a million contracts.
  public static final int MAX_PAYLOAD_BYTES = 1 << 28;

  static final int CRC_AT = 0;
  static final int LENGTH_AT = 4;
  static final int TYPE_AT = 8;
  static final int SEQUENCE_AT = 12;

  private FrameFormat() {}

  /// Appends one frame to `out`.
  ///
  /// @param frameAt where the frame begins in its segment
  static void append(
      Entry entry,
      long sequence,
      long frameAt,
      DecisionDeltas deltas,
      BinaryWriter out,
      CRC32C crc) {
    int start = out.position();
    out.skip(HEADER_BYTES);
    int type = EntryCodec.typeOf(entry);
    if (entry instanceof Entry.Decided decided) {
      type = deltas.write(decided, frameAt, out);
    } else {
      EntryCodec.write(entry, out);
    }
    int end = out.position();
    out.setInt(start + LENGTH_AT, end - start - HEADER_BYTES);
    out.setInt(start + TYPE_AT, type);
    out.setLong(start + SEQUENCE_AT, sequence);
    crc.reset();
    crc.update(out.written().position(start + LENGTH_AT));
    out.setInt(start + CRC_AT, (int) crc.getValue());
  }

  /// Whether the checksum of the frame in `frame` (header and payload, from its position) holds.
  static boolean isIntact(ByteBuffer frame, CRC32C crc) {
    int start = frame.position();
    crc.reset();
    crc.update(frame.duplicate().position(start + LENGTH_AT));
    return frame.getInt(start + CRC_AT) == (int) crc.getValue();
  }
}
