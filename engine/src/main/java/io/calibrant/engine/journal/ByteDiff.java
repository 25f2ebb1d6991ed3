package io.calibrant.engine.journal;

import java.util.Arrays;

/// What differs between two arrays of bytes.
///
/// ```
/// diff = runs until the new array is complete
/// run  = varint same, varint changed, `changed` bytes
/// ```
///
/// Of arrays of equal length, bytes at the same place are compared, which suits records of fixed
/// layout: numbers that stand still cost nothing. Of arrays of other lengths only what they begin
/// and end with alike is left out. A varint has seven bits a byte, the lowest first.
final class ByteDiff {
  /// Shorter stretches that stand still cost more than they save.
  private static final int LEAST_SAME = 4;

  private ByteDiff() {}

  /// Appends what turns `base` into `bytes`.
  static void write(byte[] base, byte[] bytes, BinaryWriter out) {
    if (base.length != bytes.length) {
      writeMiddle(base, bytes, out);
      return;
    }
    int at = 0;
    while (at < bytes.length) {
      int from = at + same(base, bytes, at);
      int to = changedEnd(base, bytes, from);
      putRun(from - at, bytes, from, to, out);
      at = to;
    }
  }

  private static void writeMiddle(byte[] base, byte[] bytes, BinaryWriter out) {
    int shorter = Math.min(base.length, bytes.length);
    int prefix = Arrays.mismatch(base, 0, shorter, bytes, 0, shorter);
    prefix = prefix < 0 ? shorter : prefix;
    int suffix = 0;
    while (suffix < shorter - prefix
        && base[base.length - 1 - suffix] == bytes[bytes.length - 1 - suffix]) {
      suffix++;
    }
    if (suffix < bytes.length) {
      putRun(prefix, bytes, prefix, bytes.length - suffix, out);
    }
    if (suffix > 0) {
      // The end follows a front, be it empty.
      if (suffix == bytes.length) {
        putRun(0, bytes, 0, 0, out);
      }
      putRun(suffix, bytes, bytes.length, bytes.length, out);
    }
  }

  /// How many bytes from `at` on are the same.
  private static int same(byte[] base, byte[] bytes, int at) {
    int mismatch = Arrays.mismatch(base, at, base.length, bytes, at, bytes.length);
    return mismatch < 0 ? bytes.length - at : mismatch;
  }

  /// Where the next long enough stretch of same bytes begins.
  private static int changedEnd(byte[] base, byte[] bytes, int from) {
    int same = 0;
    for (int i = from; i < bytes.length; i++) {
      same = base[i] == bytes[i] ? same + 1 : 0;
      if (same == LEAST_SAME) {
        return i + 1 - LEAST_SAME;
      }
    }
    return bytes.length - same;
  }

  private static void putRun(int same, byte[] bytes, int from, int to, BinaryWriter out) {
    putVarint(same, out);
    putVarint(to - from, out);
    out.putRaw(bytes, from, to - from);
  }

  private static void putVarint(int value, BinaryWriter out) {
    int rest = value;
    while (rest > 0x7f) {
      out.putByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.putByte(rest);
  }

  /// The array that [#write] was given.
  ///
  /// @param length of it
  /// @throws JournalFormatException when `in` does not lead from `base` to so many bytes
  static byte[] read(byte[] base, BinaryReader in, int length) {
    if (length > (long) base.length + in.remaining()) {
      throw new JournalFormatException(
          "%d bytes cannot come from %d and %d".formatted(length, base.length, in.remaining()));
    }
    byte[] bytes = new byte[length];
    int at = 0;
    for (int run = 0; at < length; run++) {
      int same = getVarint(in, length - at);
      // After the front, places are counted from the end: a difference only if the lengths differ.
      int source = run == 0 ? at : at + base.length - length;
      if (source < 0 || source + same > base.length) {
        throw new JournalFormatException(
            "a difference reaches beyond the %d bytes it rests on".formatted(base.length));
      }
      System.arraycopy(base, source, bytes, at, same);
      at += same;
      int changed = getVarint(in, length - at);
      byte[] raw = in.getRaw(changed);
      System.arraycopy(raw, 0, bytes, at, changed);
      at += changed;
    }
    return bytes;
  }

  private static int getVarint(BinaryReader in, int most) {
    int value = 0;
    for (int shift = 0; shift <= 28; shift += 7) {
      int next = in.getByte();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        if (value < 0 || value > most) {
          break;
        }
        return value;
      }
    }
    throw new JournalFormatException("a difference of more than %d bytes".formatted(most));
  }
}
