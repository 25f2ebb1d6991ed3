package io.calibrant.core.surface;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.QuoteCheck;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.market.VenueMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The latest word of one venue on every option and dated future of one underlying.
///
/// A pure fold: the same messages in the same order give the same snapshots, bit for bit. Messages
/// about other underlyings change nothing. Contracts leave the book when the venue settles or
/// closes them; those past their expiry stay out of snapshots. Not safe for use by several threads.
public final class QuoteBook {
  /// More contracts than any venue lists of one coin.
  public static final int DEFAULT_MAX_INSTRUMENTS = 10_000;

  private static final Comparator<QuoteSlot> ORDER =
      Comparator.comparingLong((QuoteSlot s) -> s.option.expiryTimeNs())
          .thenComparingDouble(s -> s.option.strike())
          .thenComparing(s -> s.option.type())
          .thenComparing(s -> s.option.name());

  private final String venue;
  private final String underlying;
  private final Settlement settlement;
  private final QuoteCheck check;
  private final int maxInstruments;
  private final Map<String, QuoteSlot> slots = new HashMap<>();
  private final TreeSet<QuoteSlot> sorted = new TreeSet<>(ORDER);
  private final List<ExpirySlots> groups = new ArrayList<>();
  private final FutureBook futures;
  private final SnapshotHash hash = new SnapshotHash();
  private double index = Double.NaN;
  private long indexTimeNs = Long.MIN_VALUE;
  private boolean up = true;
  private long lateTotal;
  private long unlistedTotal;
  private long refusedTotal;

  /// An empty book.
  ///
  /// @param underlying the coin in upper case
  /// @param settlement contracts of the other settlement are not part of this book
  /// @param maxInstruments further contracts are refused, and counted
  public QuoteBook(
      String venue,
      String underlying,
      Settlement settlement,
      QuoteCheck check,
      int maxInstruments) {
    if (maxInstruments < 1) {
      throw new IllegalArgumentException(
          "maxInstruments=%d: must be ≥ 1".formatted(maxInstruments));
    }
    this.venue = venue;
    this.underlying = underlying;
    this.settlement = settlement;
    this.check = check;
    this.maxInstruments = maxInstruments;
    this.futures = new FutureBook(maxInstruments);
  }

  /// A book of coin-settled contracts with the default checks and bound.
  public static QuoteBook of(String venue, String underlying) {
    return new QuoteBook(
        venue, underlying, Settlement.INVERSE, QuoteCheck.DEFAULT, DEFAULT_MAX_INSTRUMENTS);
  }

  /// Takes a message over; true when it changed something a snapshot shows.
  public boolean apply(VenueMessage message) {
    if (!message.origin().venue().equals(venue)) {
      return false;
    }
    return switch (message) {
      case VenueMessage.Listed listed -> list(listed);
      case VenueMessage.StateChanged change -> changeState(change);
      case VenueMessage.OptionTicker ticker -> accept(ticker);
      case VenueMessage.BookTop top -> accept(top);
      case VenueMessage.OptionMark mark -> accept(mark);
      case VenueMessage.FutureTicker ticker -> futures.accept(ticker);
      case VenueMessage.IndexLevel level -> accept(level);
      case VenueMessage.SequenceGap gap -> voidStream(gap.stream());
      case VenueMessage.Connection connection -> connect(connection.up());
      case VenueMessage.Trade _ -> false;
      case VenueMessage.VolIndexLevel _ -> false;
    };
  }

  private boolean list(VenueMessage.Listed listed) {
    if (!listed.instrument().underlying().equals(underlying)) {
      return false;
    }
    return switch (listed.instrument()) {
      case Instrument.Option option -> list(option, listed);
      case Instrument.Future future -> list(future, listed);
    };
  }

  private boolean list(Instrument.Option option, VenueMessage.Listed listed) {
    QuoteSlot old = slots.get(option.name());
    if (option.settlement() != settlement || (old != null && old.option.equals(option))) {
      return false;
    }
    if (old == null && slots.size() >= maxInstruments) {
      removeExpired(listed.origin().receiptTimeNs());
    }
    if (old == null && slots.size() >= maxInstruments) {
      refusedTotal++;
      return false;
    }
    remove(option.name());
    var slot = new QuoteSlot(option, listed.origin());
    slots.put(option.name(), slot);
    sorted.add(slot);
    groups.clear();
    return true;
  }

  private void removeExpired(long nowNs) {
    sorted.removeIf(slot -> slot.option.expiryTimeNs() <= nowNs);
    slots.values().removeIf(slot -> slot.option.expiryTimeNs() <= nowNs);
    groups.clear();
    futures.removeExpired(nowNs);
  }

  private boolean list(Instrument.Future future, VenueMessage.Listed listed) {
    if (future.isPerpetual() || future.settlement() != settlement) {
      return false;
    }
    if (!futures.hasRoomFor(future.name())) {
      futures.removeExpired(listed.origin().receiptTimeNs());
    }
    if (!futures.hasRoomFor(future.name())) {
      refusedTotal++;
      return false;
    }
    return futures.list(future);
  }

  private boolean changeState(VenueMessage.StateChanged change) {
    boolean gone =
        change.state() == VenueMessage.TradingState.SETTLED
            || change.state() == VenueMessage.TradingState.CLOSED;
    if (gone) {
      boolean known = futures.remove(change.instrument());
      return remove(change.instrument()) || known;
    }
    QuoteSlot slot = slots.get(change.instrument());
    if (slot != null) {
      slot.state(change.state());
    }
    return slot != null;
  }

  private boolean remove(String name) {
    QuoteSlot slot = slots.remove(name);
    if (slot == null) {
      return false;
    }
    groups.clear();
    return sorted.remove(slot);
  }

  private boolean accept(VenueMessage.OptionTicker ticker) {
    QuoteSlot slot = slots.get(ticker.instrument());
    boolean accepted = slot != null && slot.accept(ticker);
    if (accepted) {
      setIndex(ticker.index(), ticker.origin().exchangeTimeNs());
    }
    return count(slot, accepted);
  }

  private boolean accept(VenueMessage.BookTop top) {
    QuoteSlot slot = slots.get(top.instrument());
    return count(slot, slot != null && slot.accept(top));
  }

  private boolean count(@Nullable QuoteSlot slot, boolean accepted) {
    unlistedTotal += slot == null ? 1 : 0;
    lateTotal += slot != null && !accepted ? 1 : 0;
    return accepted;
  }

  private boolean accept(VenueMessage.OptionMark mark) {
    QuoteSlot slot = slots.get(mark.instrument());
    if (slot != null) {
      slot.accept(mark);
    }
    return slot != null;
  }

  /// An index belongs to this underlying when its name begins with the coin, as `btc_usd` does.
  private boolean accept(VenueMessage.IndexLevel level) {
    String name = level.index().toUpperCase(Locale.ROOT);
    boolean ours =
        name.startsWith(underlying)
            && (name.length() == underlying.length()
                || !Character.isLetterOrDigit(name.charAt(underlying.length())));
    return ours && setIndex(level.price(), level.origin().exchangeTimeNs());
  }

  private boolean setIndex(double level, long timeNs) {
    if (!(level > 0) || timeNs < indexTimeNs) {
      return false;
    }
    index = level;
    indexTimeNs = timeNs;
    return true;
  }

  /// A gap in the stream of one contract voids that contract. Streams are named by the contract or,
  /// as `book.BTC-25DEC26-100000-C.100ms`, by parts of which one is the contract.
  private boolean voidStream(String stream) {
    boolean found = voidContract(stream);
    if (!found) {
      for (String part : stream.split("\\.", 8)) {
        found |= voidContract(part);
      }
    }
    return found;
  }

  private boolean voidContract(String name) {
    QuoteSlot slot = slots.get(name);
    if (slot != null) {
      slot.makeVoid();
    }
    boolean known = futures.makeVoid(name);
    return known || slot != null;
  }

  private boolean connect(boolean nowUp) {
    boolean changed = up != nowUp;
    up = nowUp;
    groups.forEach(ExpirySlots::allChanged);
    if (!nowUp) {
      slots.values().forEach(QuoteSlot::makeVoid);
      futures.makeAllVoid();
      index = Double.NaN;
      indexTimeNs = Long.MIN_VALUE;
    }
    return changed;
  }

  /// All contracts that have not expired at `asOfNs`, each with its reason code.
  public SurfaceSnapshot snapshot(long asOfNs) {
    List<ExpiryQuotes> expiries = new ArrayList<>();
    for (ExpirySlots group : groups()) {
      if (group.expiryTimeNs() > asOfNs) {
        expiries.add(group.at(asOfNs, check, up, hash));
      }
    }
    return SurfaceSnapshot.ofExpiries(
        venue, underlying, asOfNs, index, List.copyOf(expiries), futures.at(asOfNs));
  }

  /// The contracts by expiry, both in order; laid out anew when the listing has changed.
  private List<ExpirySlots> groups() {
    if (groups.isEmpty()) {
      List<QuoteSlot> group = new ArrayList<>();
      for (QuoteSlot slot : sorted) {
        if (!group.isEmpty()
            && group.getFirst().option.expiryTimeNs() != slot.option.expiryTimeNs()) {
          groups.add(new ExpirySlots(group));
          group.clear();
        }
        group.add(slot);
      }
      if (!group.isEmpty()) {
        groups.add(new ExpirySlots(group));
      }
    }
    return groups;
  }

  /// Everything this book remembers.
  public BookState state() {
    return new BookState(
        sorted.stream().map(QuoteSlot::contract).toList(),
        futures.all(),
        index,
        indexTimeNs,
        up,
        lateTotal,
        unlistedTotal,
        refusedTotal);
  }

  /// Takes back what another book with the same settings gave as [#state]; whatever this book knew
  /// is forgotten.
  public void restore(BookState state) {
    slots.clear();
    sorted.clear();
    groups.clear();
    futures.clear();
    for (BookState.Contract contract : state.contracts()) {
      var slot = new QuoteSlot(contract);
      slots.put(slot.option.name(), slot);
      sorted.add(slot);
    }
    state.futures().forEach(futures::restore);
    index = state.index();
    indexTimeNs = state.indexTimeNs();
    up = state.up();
    lateTotal = state.lateTotal();
    unlistedTotal = state.unlistedTotal();
    refusedTotal = state.refusedTotal();
  }

  /// Whether the venue's connection is up.
  public boolean isUp() {
    return up;
  }

  /// Number of option contracts in the book.
  public int instrumentCount() {
    return slots.size();
  }

  /// Tickers and books that were older than what the book knew already.
  public long lateTotal() {
    return lateTotal;
  }

  /// Tickers and books of contracts that this book does not know; those of other underlyings count
  /// too.
  public long unlistedTotal() {
    return unlistedTotal;
  }

  /// Contracts refused because the book was full.
  public long refusedTotal() {
    return refusedTotal;
  }
}
