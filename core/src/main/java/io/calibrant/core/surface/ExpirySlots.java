package io.calibrant.core.surface;

import io.calibrant.core.market.Quote;
import io.calibrant.core.market.QuoteCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The contracts of one expiry, in the order of [ExpiryQuotes], and what was shown of them last.
///
/// Between two snapshots most contracts stand still: only those are looked at that have said that
/// they changed, and all of them when the time has come at which one changes by itself.
final class ExpirySlots {
  private final long expiryTimeNs;
  private final QuoteSlot[] slots;
  private final Quote[] quotes;
  private final byte[] hashes;
  private final int[] pending;
  private final boolean[] isPending;
  private int pendingCount;
  private boolean allPending = true;
  private @Nullable ExpiryQuotes shown;
  private long shownAtNs;
  private long standsUntilNs;

  /// @param slots of one expiry, not empty
  ExpirySlots(List<QuoteSlot> slots) {
    this.slots = slots.toArray(QuoteSlot[]::new);
    this.expiryTimeNs = slots.getFirst().option.expiryTimeNs();
    int size = slots.size();
    this.quotes = new Quote[size];
    this.hashes = new byte[size * SnapshotHash.BYTES];
    this.pending = new int[size];
    this.isPending = new boolean[size];
    for (int i = 0; i < size; i++) {
      this.slots[i].joins(this, i);
    }
  }

  long expiryTimeNs() {
    return expiryTimeNs;
  }

  /// Told by the slot at `place`, whose quote or state is another one now.
  void changed(int place) {
    if (!isPending[place]) {
      isPending[place] = true;
      pending[pendingCount++] = place;
    }
  }

  /// Told when something changed that concerns every slot.
  void allChanged() {
    allPending = true;
  }

  /// The quotes at `asOfNs`, with their reason codes.
  ExpiryQuotes at(long asOfNs, QuoteCheck check, boolean venueUp, SnapshotHash hash) {
    ExpiryQuotes known = shown;
    boolean moved = known == null;
    if (allPending || asOfNs < shownAtNs || asOfNs >= standsUntilNs) {
      standsUntilNs = Long.MAX_VALUE;
      for (int i = 0; i < slots.length; i++) {
        moved |= look(i, asOfNs, check, venueUp, hash);
      }
    } else {
      for (int n = 0; n < pendingCount; n++) {
        moved |= look(pending[n], asOfNs, check, venueUp, hash);
      }
    }
    for (int n = 0; n < pendingCount; n++) {
      isPending[pending[n]] = false;
    }
    pendingCount = 0;
    allPending = false;
    shownAtNs = asOfNs;
    if (known != null && !moved) {
      return known.at(asOfNs);
    }
    ExpiryQuotes fresh =
        new ExpiryQuotes(
            expiryTimeNs,
            YearFraction.between(asOfNs, expiryTimeNs),
            List.of(quotes),
            hash.of(expiryTimeNs, slots.length, hashes));
    shown = fresh;
    return fresh;
  }

  /// Whether the slot shows another quote than before.
  @SuppressWarnings("ReferenceEquality") // a slot gives the same object as long as it stands
  private boolean look(int i, long asOfNs, QuoteCheck check, boolean venueUp, SnapshotHash hash) {
    Quote quote = slots[i].at(asOfNs, check, venueUp);
    standsUntilNs = Math.min(standsUntilNs, slots[i].standsUntilNs());
    if (quote == quotes[i]) {
      return false;
    }
    quotes[i] = quote;
    System.arraycopy(
        slots[i].shownHash(hash), 0, hashes, i * SnapshotHash.BYTES, SnapshotHash.BYTES);
    return true;
  }
}
