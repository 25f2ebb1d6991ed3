package io.calibrant.engine.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Walks through the frames of one segment and stops at the first that is not whole, intact and
/// next in sequence.
final class SegmentReader implements Closeable {
  private static final int CHUNK_BYTES = 1 << 20;

  private final Segment segment;
  private final FileChannel channel;
  private final CRC32C crc = new CRC32C();
  private final DecisionBases bases = new DecisionBases(this::frameAt);
  private ByteBuffer buffer = emptyBuffer(CHUNK_BYTES);
  private long bufferAt;
  private long offset;
  private long nextOffset;
  private long nextSequence;
  private int type;
  private @Nullable String damage;

  private SegmentReader(Segment segment, FileChannel channel) {
    this.segment = segment;
    this.channel = channel;
    this.nextSequence = segment.firstSequence();
  }

  static SegmentReader open(Segment segment) throws IOException {
    return new SegmentReader(segment, FileChannel.open(segment.file(), StandardOpenOption.READ));
  }

  /// Goes on at `offset`, where the frame of `sequence` should begin.
  void seek(long offset, long sequence) {
    nextOffset = offset;
    nextSequence = sequence;
    bufferAt = offset;
    buffer.clear().limit(0);
  }

  /// Goes to the next frame.
  ///
  /// @return false at the end or at damage, see [#damage]
  boolean next() throws IOException {
    if (damage != null || !fill(FrameFormat.HEADER_BYTES)) {
      return false;
    }
    int at = (int) (nextOffset - bufferAt);
    int length = buffer.getInt(at + FrameFormat.LENGTH_AT);
    if (length < 0 || length > FrameFormat.MAX_PAYLOAD_BYTES) {
      return damaged("length %d is impossible".formatted(length));
    }
    int frameBytes = FrameFormat.HEADER_BYTES + length;
    if (!fill(frameBytes)) {
      return false;
    }
    at = (int) (nextOffset - bufferAt);
    ByteBuffer frame = slice(at, frameBytes);
    if (!FrameFormat.isIntact(frame, crc)) {
      return damaged("checksum does not hold");
    }
    long sequence = frame.getLong(FrameFormat.SEQUENCE_AT);
    if (sequence != nextSequence) {
      return damaged("sequence %d instead of %d".formatted(sequence, nextSequence));
    }
    type = frame.getInt(FrameFormat.TYPE_AT);
    offset = nextOffset;
    nextOffset += frameBytes;
    nextSequence++;
    return true;
  }

  /// What is wrong at [#endOffset]; null while all is well.
  @Nullable String damage() {
    return damage;
  }

  Segment segment() {
    return segment;
  }

  /// The entry kind of the current frame.
  int type() {
    return type;
  }

  long sequence() {
    return nextSequence - 1;
  }

  /// The sequence that the next frame must have.
  long nextSequence() {
    return nextSequence;
  }

  /// Where the current frame begins.
  long offset() {
    return offset;
  }

  /// Where the frames that were understood end.
  long endOffset() {
    return nextOffset;
  }

  /// The current frame's entry.
  Entry entry() throws IOException {
    int at = (int) (offset - bufferAt) + FrameFormat.HEADER_BYTES;
    int length = (int) (nextOffset - offset) - FrameFormat.HEADER_BYTES;
    ByteBuffer payload = slice(at, length);
    return switch (type) {
      case EntryCodec.DECIDED, EntryCodec.DECIDED_DELTA ->
          EntryCodec.read(EntryCodec.DECIDED, bases.whole(type, offset, payload));
      default -> EntryCodec.read(type, payload);
    };
  }

  /// An earlier frame, without moving.
  private ByteBuffer frameAt(long at) throws IOException {
    ByteBuffer header = read(at, FrameFormat.HEADER_BYTES);
    int length = header.getInt(FrameFormat.LENGTH_AT);
    if (length < 0 || length > Math.min(FrameFormat.MAX_PAYLOAD_BYTES, offset - at)) {
      throw new JournalFormatException("no frame begins at byte %d".formatted(at));
    }
    ByteBuffer frame = read(at, FrameFormat.HEADER_BYTES + length);
    if (!FrameFormat.isIntact(frame, crc)) {
      throw new JournalFormatException("no intact frame begins at byte %d".formatted(at));
    }
    return frame;
  }

  private ByteBuffer read(long at, int bytes) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (into.hasRemaining() && channel.read(into, at + into.position()) > 0) {
      // until it is whole or the file ends
    }
    if (into.hasRemaining()) {
      throw new JournalFormatException("the file ends within the frame at byte %d".formatted(at));
    }
    return into.flip();
  }

  /// Says that the current frame's payload does not mean anything.
  void reject(String reason) {
    nextOffset = offset;
    nextSequence--;
    damage = reason;
  }

  /// Makes `bytes` bytes from [#nextOffset] available; false when the file ends before.
  private boolean fill(int bytes) throws IOException {
    int have = (int) (bufferAt + buffer.limit() - nextOffset);
    if (have >= bytes) {
      return true;
    }
    if (bytes > buffer.capacity()) {
      long remaining = channel.size() - nextOffset;
      if (remaining < bytes) {
        return truncated(remaining, bytes);
      }
      buffer = emptyBuffer(bytes);
    }
    buffer.clear();
    bufferAt = nextOffset;
    while (buffer.hasRemaining() && channel.read(buffer, bufferAt + buffer.position()) > 0) {
      // until the buffer is full or the file ends
    }
    buffer.flip();
    return buffer.limit() >= bytes || truncated(buffer.limit(), bytes);
  }

  private boolean truncated(long have, int wanted) {
    return have != 0 && damaged("cut off after %d of %d bytes".formatted(have, wanted));
  }

  private boolean damaged(String reason) {
    damage = reason;
    return false;
  }

  private ByteBuffer slice(int at, int length) {
    return buffer.slice(at, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer emptyBuffer(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
