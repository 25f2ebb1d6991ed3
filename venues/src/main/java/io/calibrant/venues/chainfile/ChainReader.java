package io.calibrant.venues.chainfile;

import java.nio.file.Path;
import java.util.List;

/// Reads recorded chains of every known layout, gzipped or plain.
///
/// The layout is found by the header line, the compression by the first bytes; names of files do
/// not matter.
public final class ChainReader {
  private static final List<CsvLayout> CSV_LAYOUTS =
      List.of(
          new DeribitChains(),
          new DeribitTickers(),
          new DeribitBookSummaryTable(),
          new EquityVols(),
          new EquityPrices(),
          new EquityVolSpreads(),
          new NeutralChain());

  private ChainReader() {}

  /// The chains in `file`.
  ///
  /// @throws ChainFormatException when the file cannot be read, is of no known layout, or holds a
  ///   value that cannot be read
  public static ChainFile read(Path file) throws ChainFormatException {
    return TextFile.read(
        file,
        text -> text.isJson() ? DeribitBookSummaryJson.read(text) : readCsv(CsvTable.of(text)));
  }

  private static ChainFile readCsv(CsvTable table) throws ChainFormatException {
    for (CsvLayout layout : CSV_LAYOUTS) {
      if (layout.columns().stream().allMatch(table::hasColumn)) {
        var collector = new ChainCollector(table.file(), layout.venue());
        layout.read(table, collector);
        return collector.toFile(layout.name());
      }
    }
    Refusals.check(table);
    throw unknown(table);
  }

  private static ChainFormatException unknown(CsvTable table) {
    var text = new StringBuilder("no known layout has these columns; known layouts:");
    for (CsvLayout layout : CSV_LAYOUTS) {
      text.append("\n  ").append(layout.name()).append(": ").append(layout.columns());
    }
    text.append("\n  ").append(DeribitBookSummaryJson.DESCRIPTION);
    return new ChainFormatException(table.file(), table.headerLine(), 1, text.toString());
  }
}
