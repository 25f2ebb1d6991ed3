package io.calibrant.engine.journal;

import io.calibrant.core.calibration.SmileQuotes;

/// The names of an expiry's quotes as [BinaryWriter#putString] writes them, one after the other.
///
/// Each name is an object of its own somewhere in memory, and a decision is the only one that reads
/// it: to write them from one array costs a look at the references instead of two misses of the
/// cache a name. Immutable.
final class WrittenNames {
  /// Of no quotes.
  static final WrittenNames NONE = new WrittenNames(new String[0], new byte[0], new int[1]);

  private final String[] names;
  private final byte[] bytes;

  /// Where name i begins in `bytes`, and where the last one ends.
  private final int[] from;

  private WrittenNames(String[] names, byte[] bytes, int[] from) {
    this.names = names;
    this.bytes = bytes;
    this.from = from;
  }

  /// The names of `quotes`.
  static WrittenNames of(SmileQuotes quotes) {
    int count = quotes.size();
    var names = new String[count];
    var from = new int[count + 1];
    var out = BinaryWriter.ofHeap(32 * count);
    for (int i = 0; i < count; i++) {
      names[i] = quotes.name(i);
      out.putString(names[i]);
      from[i + 1] = out.position();
    }
    return new WrittenNames(names, out.toArray(), from);
  }

  /// Whether `quotes` have these very names: the same objects.
  @SuppressWarnings("ReferenceEquality") // equal names that are other objects are written anew
  boolean areThoseOf(SmileQuotes quotes) {
    if (quotes.size() != names.length) {
      return false;
    }
    for (int i = 0; i < names.length; i++) {
      if (quotes.name(i) != names[i]) {
        return false;
      }
    }
    return true;
  }

  /// Appends name `i` to `out`.
  void write(int i, BinaryWriter out) {
    out.putRaw(bytes, from[i], from[i + 1] - from[i]);
  }
}
