package io.calibrant.engine.journal;

import io.calibrant.core.decision.Decision;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/// The writing side of decisions told by what differs from the one before.
///
/// Most expiries of a surface stand still from one decision to the next. A payload is therefore
/// deflated with the underlying's last published one as its preset dictionary, so that what has not
/// changed costs a few bytes. At most [#MAX_CHAIN] such entries rest on each other; a new segment
/// and a checkpoint begin with a whole one.
final class DecisionDeltas {
  /// A reader that looks for one decision reads at most so many others.
  static final int MAX_CHAIN = 31;

  /// More underlyings than one engine follows; beyond them all begin again with whole entries.
  private static final int MAX_BASES = 256;

  /// What DEFLATE can look back to.
  static final int MAX_BASE_BYTES = 32_000;

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final Map<String, Base> bases = new HashMap<>();
  private final BinaryWriter scratch = BinaryWriter.ofHeap(1 << 14);
  private byte[] deflated = new byte[1 << 14];

  /// A payload that was written, where its frame begins, and how many it rests on.
  private static final class Base {
    private final byte[] payload;
    private final long frameAt;
    private final int depth;

    private Base(byte[] payload, long frameAt, int depth) {
      this.payload = payload;
      this.frameAt = frameAt;
      this.depth = depth;
    }

    private boolean serves(long at) {
      return depth < MAX_CHAIN && at - frameAt <= Integer.MAX_VALUE;
    }
  }

  /// Forgets all: what follows rests on nothing before.
  void restart() {
    bases.clear();
  }

  /// Appends the payload of `decided`.
  ///
  /// @param frameAt where its frame begins in the segment
  /// @return the frame's type
  int write(Entry.Decided decided, long frameAt, BinaryWriter out) {
    scratch.clear();
    EntryCodec.write(decided, scratch);
    byte[] payload = scratch.toArray();
    String underlying = decided.decision().underlying();
    @Nullable Base base = bases.get(underlying);
    int size =
        base != null && base.serves(frameAt) ? deflate(payload, base.payload) : payload.length;
    int type = EntryCodec.DECIDED;
    int depth = 0;
    if (base != null && size < payload.length) {
      type = EntryCodec.DECIDED_DELTA;
      depth = base.depth + 1;
      out.putInt((int) (frameAt - base.frameAt));
      out.putInt(payload.length);
      out.putBytes(deflated, size);
    } else {
      out.putRaw(payload, payload.length);
    }
    // A hold is short and a poor dictionary: the published surface before it stays the base.
    if (decided.decision() instanceof Decision.Publish && payload.length <= MAX_BASE_BYTES) {
      if (bases.size() >= MAX_BASES && !bases.containsKey(underlying)) {
        bases.clear();
      }
      bases.put(underlying, new Base(payload, frameAt, depth));
    }
    return type;
  }

  /// The size of `payload` deflated into [#deflated]; that of `payload` when it does not shrink.
  private int deflate(byte[] payload, byte[] base) {
    if (deflated.length < payload.length) {
      deflated = new byte[2 * payload.length];
    }
    deflater.reset();
    deflater.setDictionary(base);
    deflater.setInput(payload);
    deflater.finish();
    int size = deflater.deflate(deflated, 0, payload.length);
    return deflater.finished() ? size : payload.length;
  }

  /// Gives the memory of the compressor back.
  void close() {
    deflater.end();
  }
}
