package io.calibrant.core.surface;

import io.calibrant.core.market.Quote;
import io.calibrant.core.market.QuoteCheck;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The contracts of one expiry, in the order of [ExpiryQuotes], and what was shown of them last.
///
/// Most expiries stand still between two snapshots: they are gathered and hashed anew only when a
/// contract has said that it changed, or when the time has come at which one changes by itself.
final class ExpirySlots {
  private final long expiryTimeNs;
  private final List<QuoteSlot> slots;
  private @Nullable ExpiryQuotes shown;
  private boolean changed;
  private long shownAtNs;
  private long standsUntilNs;

  /// @param slots of one expiry, not empty
  ExpirySlots(List<QuoteSlot> slots) {
    this.slots = List.copyOf(slots);
    this.expiryTimeNs = slots.getFirst().option.expiryTimeNs();
    this.slots.forEach(slot -> slot.joins(this));
  }

  long expiryTimeNs() {
    return expiryTimeNs;
  }

  /// Told by a slot whose quote or state is another one now.
  void changed() {
    changed = true;
  }

  /// The quotes at `asOfNs`, with their reason codes.
  ///
  /// @param venueUp whoever changes it tells by [#changed]
  ExpiryQuotes at(long asOfNs, QuoteCheck check, boolean venueUp, SnapshotHash hash) {
    ExpiryQuotes known = shown;
    if (known == null || changed || asOfNs < shownAtNs || asOfNs >= standsUntilNs) {
      known = gather(known, asOfNs, check, venueUp, hash);
      shown = known;
      shownAtNs = asOfNs;
      changed = false;
    }
    return known.at(asOfNs);
  }

  @SuppressWarnings("ReferenceEquality") // a slot gives the same object as long as it stands
  private ExpiryQuotes gather(
      @Nullable ExpiryQuotes known,
      long asOfNs,
      QuoteCheck check,
      boolean venueUp,
      SnapshotHash hash) {
    List<Quote> quotes = new ArrayList<>(slots.size());
    boolean same = known != null;
    standsUntilNs = Long.MAX_VALUE;
    for (int i = 0; i < slots.size(); i++) {
      QuoteSlot slot = slots.get(i);
      Quote quote = slot.at(asOfNs, check, venueUp);
      same = same && quote == known.quotes().get(i);
      quotes.add(quote);
      standsUntilNs = Math.min(standsUntilNs, slot.standsUntilNs());
    }
    if (known != null && same) {
      return known;
    }
    List<byte[]> hashes = new ArrayList<>(slots.size());
    for (QuoteSlot slot : slots) {
      hashes.add(slot.shownHash(hash));
    }
    return new ExpiryQuotes(
        expiryTimeNs,
        YearFraction.between(asOfNs, expiryTimeNs),
        quotes,
        hash.of(expiryTimeNs, hashes));
  }
}
