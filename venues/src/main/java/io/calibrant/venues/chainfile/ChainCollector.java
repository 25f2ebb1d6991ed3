package io.calibrant.venues.chainfile;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.OptionName;
import io.calibrant.core.market.Quote;
import io.calibrant.core.market.QuoteCheck;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.market.TickSize;
import io.calibrant.core.surface.FutureQuote;
import io.calibrant.core.surface.SurfaceSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Gathers the rows of a file into snapshots, one per instant and family of contracts.
final class ChainCollector {
  /// About 150 MB of quotes; the largest recorded day has 12,000 rows.
  private static final int MAX_QUOTES = 500_000;

  private final String file;
  private final String venue;
  private final Map<String, @Nullable Listing> listings = new HashMap<>();
  private final TreeMap<Key, Group> groups = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();
  private int quoteCount;
  private int notOptionCount;
  private String notOptionExample = "";

  ChainCollector(String file, String venue) {
    this.file = file;
    this.venue = venue;
  }

  private record Key(long asOfNs, String family) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byTime = Long.compare(asOfNs, other.asOfNs);
      return byTime != 0 ? byTime : family.compareTo(other.family);
    }
  }

  private static final class Group {
    final List<Quote> quotes = new ArrayList<>();
    final List<FutureQuote> futures = new ArrayList<>();
    final HashSet<String> names = new HashSet<>();
  }

  /// A contract and the family it belongs to.
  record Listing(String family, Instrument.Option option) {}

  /// The contract called `name` with Deribit's terms; null, and counted, when it is no option.
  @Nullable Listing deribitOption(String name) {
    Listing listing = listings.get(name);
    if (listing == null && !listings.containsKey(name)) {
      listing = OptionName.parse(name).map(this::listing).orElse(null);
      listings.put(name, listing);
    }
    if (listing == null) {
      notOptionCount++;
      notOptionExample = notOptionExample.isEmpty() ? name : notOptionExample;
    }
    return listing;
  }

  private Listing listing(OptionName name) {
    TickSize ticks =
        name.settlement() == Settlement.INVERSE
            ? TickSize.DERIBIT_INVERSE
            : TickSize.uniform(0.0001);
    return new Listing(
        name.family(),
        new Instrument.Option(
            venue,
            name.name(),
            name.underlying(),
            name.settlement(),
            name.expiryTimeNs(),
            name.strike(),
            name.type(),
            ticks,
            1.0));
  }

  /// Refuses a file that holds more quotes than memory should.
  ///
  /// @param waiting quotes that are read and not yet added
  void checkRoom(int waiting, int line) throws ChainFormatException {
    if (quoteCount + waiting >= MAX_QUOTES) {
      throw new ChainFormatException(
          file, line, 0, "more than %d quotes: split the file".formatted(MAX_QUOTES));
    }
  }

  /// Adds a quote whose reason code is already known.
  void add(long asOfNs, String family, Quote quote, int line) throws ChainFormatException {
    checkRoom(0, line);
    quoteCount++;
    Group group = groups.computeIfAbsent(new Key(asOfNs, family), _ -> new Group());
    boolean first = group.names.add(quote.instrument().name());
    group.quotes.add(first ? quote : quote.withReason(ReasonCode.DUPLICATE));
  }

  /// Adds a quote of an open contract, judged by itself.
  void addChecked(long asOfNs, String family, Quote quote, int line) throws ChainFormatException {
    add(asOfNs, family, quote.withReason(QuoteCheck.DEFAULT.reason(quote, asOfNs)), line);
  }

  /// Adds a dated future to the snapshot of its instant and family.
  void add(long asOfNs, String family, FutureQuote future) {
    Group group = groups.get(new Key(asOfNs, family));
    if (group != null) {
      group.futures.add(future);
    }
  }

  /// Adds something a reader should know.
  void note(String text) {
    notes.add(text);
  }

  ChainFile toFile(String layout) throws ChainFormatException {
    if (groups.isEmpty()) {
      throw new ChainFormatException(
          file,
          0,
          0,
          notOptionCount == 0
              ? "has a header and no rows: nothing to fit"
              : "holds no option: %d rows such as '%s' are futures, combos or unknown"
                  .formatted(notOptionCount, notOptionExample));
    }
    if (notOptionCount > 0) {
      notes.add(
          "%d rows are not options (%s), first '%s'"
              .formatted(notOptionCount, ReasonCode.NOT_AN_OPTION, notOptionExample));
    }
    List<SurfaceSnapshot> snapshots = new ArrayList<>(groups.size());
    groups.forEach(
        (key, group) ->
            snapshots.add(
                SurfaceSnapshot.of(
                    venue,
                    key.family,
                    key.asOfNs,
                    medianIndex(group.quotes),
                    group.quotes,
                    group.futures)));
    return new ChainFile(layout, snapshots, notes);
  }

  /// One sweep takes up to a minute, in which the index moves by up to 24 bp: the median stands for
  /// the sweep. NaN when no row has an index.
  private static double medianIndex(List<Quote> quotes) {
    double[] values =
        quotes.stream().mapToDouble(Quote::index).filter(v -> v > 0).sorted().toArray();
    if (values.length == 0) {
      return Double.NaN;
    }
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
  }
}
