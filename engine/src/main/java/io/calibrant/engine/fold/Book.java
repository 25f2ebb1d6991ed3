package io.calibrant.engine.fold;

import io.calibrant.core.market.VenueMessage;
import io.calibrant.core.surface.BookState;
import io.calibrant.core.surface.FutureQuote;
import io.calibrant.core.surface.QuoteBook;
import io.calibrant.core.surface.SurfaceSnapshot;
import io.calibrant.engine.journal.BinaryReader;
import io.calibrant.engine.journal.BinaryWriter;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// One venue's quotes of one underlying, with what the engine needs to schedule by.
public final class Book {
  private final BookKey key;

  /// More names than one venue has of one coin at a time, settled ones among them.
  private static final int MAX_NAMES = 2 * QuoteBook.DEFAULT_MAX_INSTRUMENTS;

  private static final int MAX_UNSEEN = 1 << 14;

  private final QuoteBook quotes;
  private final SortedSet<String> names = new TreeSet<>();
  private long changes;
  private long newestReceiptNs;
  private long[] unseen = new long[64];
  private int unseenCount;

  private Book(BookKey key) {
    this.key = key;
    this.quotes = QuoteBook.of(key.venue(), key.underlying());
  }

  static Book empty(BookKey key) {
    return new Book(key);
  }

  public BookKey key() {
    return key;
  }

  /// How often a message changed what a snapshot shows.
  public long changes() {
    return changes;
  }

  /// Receipt of the newest message that changed what a snapshot shows; 0 when there was none.
  public long newestReceiptNs() {
    return newestReceiptNs;
  }

  /// Number of option contracts.
  public int contractCount() {
    return quotes.instrumentCount();
  }

  /// Whether the venue's connection is up.
  public boolean isUp() {
    return quotes.isUp();
  }

  void apply(VenueMessage message) {
    if (quotes.apply(message)) {
      changes++;
      newestReceiptNs = Math.max(newestReceiptNs, message.origin().receiptTimeNs());
      switch (message) {
        case VenueMessage.OptionTicker _, VenueMessage.BookTop _, VenueMessage.FutureTicker _ ->
            addUnseen(message.origin().receiptTimeNs());
        default -> {}
      }
    }
  }

  private void addUnseen(long receiptNs) {
    if (unseenCount < MAX_UNSEEN) {
      if (unseenCount == unseen.length) {
        unseen = Arrays.copyOf(unseen, 2 * unseenCount);
      }
      unseen[unseenCount++] = receiptNs;
    }
  }

  /// Takes back what no surface has shown after all.
  public void putBackUnseen(LongBuffer receipts) {
    for (int i = 0; i < receipts.limit(); i++) {
      addUnseen(receipts.get(i));
    }
  }

  /// Receipts of the quotes that changed what a snapshot shows since this was asked last, at most
  /// [#MAX_UNSEEN]: a measure, and no part of the state.
  public LongBuffer takeUnseen() {
    long[] taken = Arrays.copyOf(unseen, unseenCount);
    unseenCount = 0;
    return LongBuffer.wrap(taken).asReadOnlyBuffer();
  }

  SurfaceSnapshot snapshot(long asOfNs) {
    return quotes.snapshot(asOfNs);
  }

  /// Names of all contracts that were listed and have not been settled, in this book or refused by
  /// it.
  SortedSet<String> names() {
    return names;
  }

  /// Takes a contract's name in.
  ///
  /// @return names that are forgotten for it
  List<String> addName(String name) {
    List<String> forgotten = List.of();
    if (names.size() >= MAX_NAMES) {
      Set<String> kept = new HashSet<>();
      BookState state = quotes.state();
      state.contracts().forEach(contract -> kept.add(contract.quote().instrument().name()));
      state.futures().forEach(future -> kept.add(future.name()));
      forgotten = names.stream().filter(known -> !kept.contains(known)).toList();
      names.retainAll(kept);
    }
    names.add(name);
    return forgotten;
  }

  void removeName(String name) {
    names.remove(name);
  }

  void write(BinaryWriter out) {
    out.putLong(changes);
    out.putLong(newestReceiptNs);
    out.putInt(names.size());
    names.forEach(out::putString);
    BookState state = quotes.state();
    out.putInt(state.contracts().size());
    state.contracts().forEach(contract -> ContractCodec.write(contract, out));
    out.putInt(state.futures().size());
    for (FutureQuote future : state.futures()) {
      out.putString(future.name());
      out.putLong(future.expiryTimeNs());
      out.putDouble(future.bid());
      out.putDouble(future.ask());
      out.putDouble(future.mark());
    }
    out.putDouble(state.index());
    out.putLong(state.indexTimeNs());
    out.putBoolean(state.up());
    out.putLong(state.lateTotal());
    out.putLong(state.unlistedTotal());
    out.putLong(state.refusedTotal());
  }

  static Book read(BookKey key, BinaryReader in) {
    var book = new Book(key);
    book.changes = in.getLong();
    book.newestReceiptNs = in.getLong();
    int nameCount = in.getLength(4);
    for (int i = 0; i < nameCount; i++) {
      book.names.add(in.getString());
    }
    int contractCount = in.getLength(1);
    List<BookState.Contract> contracts = new ArrayList<>(contractCount);
    for (int i = 0; i < contractCount; i++) {
      contracts.add(ContractCodec.read(in));
    }
    int futureCount = in.getLength(1);
    List<FutureQuote> futures = new ArrayList<>(futureCount);
    for (int i = 0; i < futureCount; i++) {
      futures.add(
          new FutureQuote(
              in.getString(), in.getLong(), in.getDouble(), in.getDouble(), in.getDouble()));
    }
    book.quotes.restore(
        new BookState(
            contracts,
            futures,
            in.getDouble(),
            in.getLong(),
            in.getBoolean(),
            in.getLong(),
            in.getLong(),
            in.getLong()));
    return book;
  }
}
