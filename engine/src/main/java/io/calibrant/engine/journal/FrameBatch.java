package io.calibrant.engine.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Frames that were encoded and wait to be written, with what the encoding remembers.
///
/// Belongs to one thread.
public final class FrameBatch {
  private final BinaryWriter bytes;
  private final CRC32C crc = new CRC32C();
  private final DecisionDeltas deltas = new DecisionDeltas();

  /// An empty batch with room for `capacity` bytes before it has to grow.
  public FrameBatch(int capacity) {
    this.bytes = BinaryWriter.ofDirect(capacity);
  }

  /// Appends the frame of `entry`.
  ///
  /// @param batchAt where the batch begins in its segment
  public void append(Entry entry, long sequence, long batchAt) {
    FrameFormat.append(entry, sequence, batchAt + bytes.position(), deltas, bytes, crc);
  }

  /// Bytes that wait.
  public int size() {
    return bytes.position();
  }

  /// The bytes that wait, ready to be read; valid until the next change.
  public ByteBuffer written() {
    return bytes.written();
  }

  /// Forgets the bytes, not what the next ones may rest on.
  public void clear() {
    bytes.clear();
  }

  /// What follows rests on nothing before.
  public void restart() {
    deltas.restart();
  }
}
