package io.calibrant.engine.journal;

import io.calibrant.core.decision.Decision;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The writing side of decisions told by what differs from the one before.
///
/// Most expiries of a surface stand still from one decision to the next. A payload is therefore
/// written as its [ByteDiff] to the underlying's last published one, so that what has not changed
/// costs next to nothing, in bytes and in time. At most [#MAX_CHAIN] such entries rest on each
/// other; a new segment and a checkpoint begin with a whole one.
final class DecisionDeltas {
  /// A reader that looks for one decision reads at most so many others.
  static final int MAX_CHAIN = 31;

  /// More underlyings than one engine follows; beyond them all begin again with whole entries.
  private static final int MAX_BASES = 256;

  /// Larger payloads are not kept to rest on.
  static final int MAX_BASE_BYTES = 1 << 20;

  private final Map<String, Base> bases = new HashMap<>();
  private final BinaryWriter scratch = BinaryWriter.ofHeap(1 << 14);
  private final BinaryWriter diff = BinaryWriter.ofHeap(1 << 14);

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
    diff.clear();
    if (base != null && base.serves(frameAt)) {
      ByteDiff.write(base.payload, payload, diff);
    }
    int type = EntryCodec.DECIDED;
    int depth = 0;
    if (base != null && diff.position() > 0 && diff.position() < payload.length) {
      type = EntryCodec.DECIDED_DELTA;
      depth = base.depth + 1;
      out.putInt((int) (frameAt - base.frameAt));
      out.putInt(payload.length);
      out.putAll(diff);
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
}
