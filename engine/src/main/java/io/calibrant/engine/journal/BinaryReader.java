package io.calibrant.engine.journal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads what [BinaryWriter] wrote; anything that does not fit is a [JournalFormatException].
public final class BinaryReader {
  private final ByteBuffer buffer;

  private BinaryReader(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /// Reads the remaining bytes of `bytes`, whose position does not move.
  public static BinaryReader of(ByteBuffer bytes) {
    return new BinaryReader(bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN));
  }

  /// Reads `bytes`.
  public static BinaryReader of(byte[] bytes) {
    return of(ByteBuffer.wrap(bytes));
  }

  public int remaining() {
    return buffer.remaining();
  }

  public byte getByte() {
    return checked(1).get();
  }

  public boolean getBoolean() {
    byte value = getByte();
    if (value != 0 && value != 1) {
      throw new JournalFormatException("flag %d: must be 0 or 1".formatted(value));
    }
    return value == 1;
  }

  public int getInt() {
    return checked(Integer.BYTES).getInt();
  }

  public long getLong() {
    return checked(Long.BYTES).getLong();
  }

  public double getDouble() {
    return Double.longBitsToDouble(getLong());
  }

  public String getString() {
    int length = getLength(1);
    try {
      ByteBuffer text = buffer.slice(buffer.position(), length);
      CharBuffer chars = StandardCharsets.UTF_8.newDecoder().decode(text);
      buffer.position(buffer.position() + length);
      return chars.toString();
    } catch (CharacterCodingException e) {
      throw new JournalFormatException("text of %d bytes is not UTF-8".formatted(length), e);
    }
  }

  public byte[] getBytes() {
    byte[] bytes = new byte[getLength(1)];
    buffer.get(bytes);
    return bytes;
  }

  /// The next `length` bytes.
  public byte[] getRaw(int length) {
    byte[] bytes = new byte[length];
    checked(length).get(bytes);
    return bytes;
  }

  /// A count of things of at least `bytesEach` bytes, checked against what remains so that damage
  /// cannot ask for more memory than the input has.
  public int getLength(int bytesEach) {
    int length = getInt();
    if (length < 0 || (long) length * bytesEach > buffer.remaining()) {
      throw new JournalFormatException(
          "length %d: only %d bytes remain".formatted(length, buffer.remaining()));
    }
    return length;
  }

  /// One of `values` by its position.
  public <E> E getOneOf(E[] values) {
    int index = getByte();
    if (index < 0 || index >= values.length) {
      throw new JournalFormatException(
          "code %d: must be one of 0..%d".formatted(index, values.length - 1));
    }
    return values[index];
  }

  /// Demands that everything was read.
  public void end() {
    if (buffer.hasRemaining()) {
      throw new JournalFormatException("%d bytes are left over".formatted(buffer.remaining()));
    }
  }

  private ByteBuffer checked(int bytes) {
    if (buffer.remaining() < bytes) {
      throw new JournalFormatException(
          "needs %d bytes, only %d remain".formatted(bytes, buffer.remaining()),
          new BufferUnderflowException());
    }
    return buffer;
  }
}
