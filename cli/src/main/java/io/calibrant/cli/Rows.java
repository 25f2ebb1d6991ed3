package io.calibrant.cli;

import java.io.PrintWriter;
import java.util.List;

/// A table written record by record: cells in the order of the column names, then [#end].
public sealed interface Rows extends AutoCloseable permits CsvRows, JsonRows, TableRows {
  /// A cell of text.
  Rows text(String value);

  /// A number; NaN and infinities are written as missing.
  Rows number(double value);

  /// A whole number.
  Rows count(long value);

  /// A yes or no.
  Rows flag(boolean value);

  /// Ends the record.
  void end();

  /// Writes what is held back; the writer beneath stays open.
  @Override
  void close();

  /// Rows in `format` on `out`.
  static Rows to(Format format, PrintWriter out, List<String> names) {
    return switch (format) {
      case CSV -> new CsvRows(out, names);
      case JSON -> new JsonRows(out, names);
      case TABLE -> new TableRows(out, names);
    };
  }
}
