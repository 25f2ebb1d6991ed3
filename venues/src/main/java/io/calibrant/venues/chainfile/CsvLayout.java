package io.calibrant.venues.chainfile;

import java.util.List;

/// One way of writing chains as a table.
interface CsvLayout {
  /// The layout's name in reports.
  String name();

  /// The venue's key in lower case.
  String venue();

  /// The columns whose presence tells this layout from the others.
  List<String> columns();

  /// Hands every row of `table` to `collector`.
  void read(CsvTable table, ChainCollector collector) throws ChainFormatException;
}
