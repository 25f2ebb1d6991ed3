package io.calibrant.engine.journal;

import java.util.Arrays;

/// The bytes of a checkpointed state; immutable.
public final class StateBytes {
  private final byte[] bytes;

  private StateBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Bytes that are copied.
  public static StateBytes copyOf(byte[] bytes) {
    return new StateBytes(bytes.clone());
  }

  static StateBytes ofUnsafe(byte[] bytes) {
    return new StateBytes(bytes);
  }

  /// Reads these bytes.
  public BinaryReader reader() {
    return BinaryReader.of(bytes);
  }

  byte[] unsafeArray() {
    return bytes;
  }

  /// SHA-256, lower-case hex.
  public String sha256() {
    return Sha256.hex(java.nio.ByteBuffer.wrap(bytes));
  }

  /// Number of bytes.
  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StateBytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "StateBytes[" + bytes.length + " bytes]";
  }
}
