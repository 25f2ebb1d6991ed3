package io.calibrant.venues.chainfile;

import io.calibrant.core.surface.FutureQuote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A poll of Deribit's futures as a table, which lies beside the poll of the options.
final class DeribitFutures {
  /// The columns by which such a table is known.
  static final List<String> COLUMNS =
      List.of(
          "instrument_name",
          "expiration_timestamp",
          "future_type",
          "best_bid_price",
          "best_ask_price",
          "mark_price");

  /// Deribit stamps perpetuals with an expiry in the year 3000.
  private static final double PERPETUAL_MILLIS = 10_000_000_000_000.0;

  private DeribitFutures() {}

  /// Adds the futures of `futures_raw_X` when `optionsFile` is `options_raw_X` and it exists.
  static void readBeside(String optionsFile, long asOfNs, ChainCollector collector)
      throws ChainFormatException {
    Path options = Path.of(optionsFile);
    String name = String.valueOf(options.getFileName());
    Path futures = options.resolveSibling(name.replace("options_raw", "futures_raw"));
    if (!name.startsWith("options_raw") || !Files.isReadable(futures)) {
      return;
    }
    boolean known =
        TextFile.read(futures, text -> readIfKnown(CsvTable.of(text), asOfNs, collector));
    if (known) {
      collector.note("futures from " + futures.getFileName());
    }
  }

  private static boolean readIfKnown(CsvTable table, long asOfNs, ChainCollector collector)
      throws ChainFormatException {
    boolean known = COLUMNS.stream().allMatch(table::hasColumn);
    if (known) {
      read(table, asOfNs, collector);
    }
    return known;
  }

  private static void read(CsvTable table, long asOfNs, ChainCollector collector)
      throws ChainFormatException {
    int name = table.column("instrument_name");
    int expiry = table.column("expiration_timestamp");
    int bid = table.column("best_bid_price");
    int ask = table.column("best_ask_price");
    int mark = table.column("mark_price");
    for (@Nullable CsvRow row = table.next(); row != null; row = table.next()) {
      String contract = row.text(name);
      int dash = contract.indexOf('-');
      boolean dated = row.number(expiry) < PERPETUAL_MILLIS;
      if (dated && dash > 0) {
        collector.add(
            asOfNs,
            contract.substring(0, dash),
            new FutureQuote(
                contract,
                Times.millisToNs(row, expiry),
                row.positive(bid),
                row.positive(ask),
                row.positive(mark)));
      }
    }
  }
}
