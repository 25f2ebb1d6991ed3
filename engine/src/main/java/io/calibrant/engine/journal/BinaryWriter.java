package io.calibrant.engine.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A growing little-endian buffer for the journal's binary forms; writes doubles bit for bit.
public final class BinaryWriter {
  private ByteBuffer buffer;

  private BinaryWriter(ByteBuffer buffer) {
    this.buffer = buffer.order(ByteOrder.LITTLE_ENDIAN);
  }

  /// An empty buffer off the heap, so that a channel writes it without a copy.
  public static BinaryWriter ofDirect(int capacity) {
    return new BinaryWriter(ByteBuffer.allocateDirect(capacity));
  }

  /// An empty buffer on the heap.
  public static BinaryWriter ofHeap(int capacity) {
    return new BinaryWriter(ByteBuffer.allocate(capacity));
  }

  /// Number of bytes written so far.
  public int position() {
    return buffer.position();
  }

  /// Forgets everything written.
  public void clear() {
    buffer.clear();
  }

  /// What was written, ready to be read; valid until the next write.
  public ByteBuffer written() {
    return buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN).flip();
  }

  /// A copy of what was written.
  public byte[] toArray() {
    ByteBuffer view = written();
    byte[] bytes = new byte[view.remaining()];
    view.get(bytes);
    return bytes;
  }

  /// Leaves `bytes` unwritten, to be filled by [#setInt] and [#setLong].
  public void skip(int bytes) {
    room(bytes);
    buffer.position(buffer.position() + bytes);
  }

  public void setInt(int position, int value) {
    buffer.putInt(position, value);
  }

  public void setLong(int position, long value) {
    buffer.putLong(position, value);
  }

  public void putByte(int value) {
    room(1);
    buffer.put((byte) value);
  }

  /// The position of `value` among its enumeration's constants, which may only be appended to.
  @SuppressWarnings("EnumOrdinal") // a stated part of the format; names would cost 4 to 20 bytes
  public void putOneOf(Enum<?> value) {
    putByte(value.ordinal());
  }

  public void putBoolean(boolean value) {
    putByte(value ? 1 : 0);
  }

  public void putInt(int value) {
    room(Integer.BYTES);
    buffer.putInt(value);
  }

  public void putLong(long value) {
    room(Long.BYTES);
    buffer.putLong(value);
  }

  /// The raw bits of `value`: a NaN keeps its payload.
  public void putDouble(double value) {
    putLong(Double.doubleToRawLongBits(value));
  }

  /// Length in bytes as an int, then UTF-8.
  public void putString(String text) {
    putBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Length as an int, then the bytes.
  public void putBytes(byte[] bytes) {
    room(Integer.BYTES + bytes.length);
    buffer.putInt(bytes.length);
    buffer.put(bytes);
  }

  /// Length as an int, then the first `length` of `bytes`.
  public void putBytes(byte[] bytes, int length) {
    putInt(length);
    putRaw(bytes, length);
  }

  /// The first `length` of `bytes`, without their number.
  public void putRaw(byte[] bytes, int length) {
    room(length);
    buffer.put(bytes, 0, length);
  }

  /// `length` of `bytes` from `from` on, without their number.
  public void putRaw(byte[] bytes, int from, int length) {
    room(length);
    buffer.put(bytes, from, length);
  }

  /// What was written into `other`, without its number.
  public void putAll(BinaryWriter other) {
    room(other.position());
    buffer.put(other.written());
  }

  private void room(int bytes) {
    if (buffer.remaining() < bytes) {
      long wanted = Math.max(2L * buffer.capacity(), (long) buffer.position() + bytes);
      if (wanted > Integer.MAX_VALUE - 64) {
        throw new IllegalStateException(
            "a journal batch of %d bytes is larger than one buffer can hold".formatted(wanted));
      }
      ByteBuffer larger =
          buffer.isDirect()
              ? ByteBuffer.allocateDirect((int) wanted)
              : ByteBuffer.allocate((int) wanted);
      buffer = larger.order(ByteOrder.LITTLE_ENDIAN).put(buffer.flip());
    }
  }
}
