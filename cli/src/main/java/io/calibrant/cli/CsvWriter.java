package io.calibrant.cli;

import java.io.PrintWriter;

/// Writes RFC 4180 records with LF line ends; quotes a field only where it must.
///
/// A record is written when it ends, so that a failure in the middle leaves no half of one.
public final class CsvWriter {
  private final PrintWriter out;
  private final StringBuilder record = new StringBuilder();
  private boolean first = true;

  /// A writer of records on `out`.
  ///
  /// @param out not closed by this writer
  public CsvWriter(PrintWriter out) {
    this.out = out;
  }

  /// Adds a field to the record.
  public CsvWriter field(String text) {
    if (!first) {
      record.append(',');
    }
    first = false;
    if (mustQuote(text)) {
      record.append('"').append(text.replace("\"", "\"\"")).append('"');
    } else {
      record.append(text);
    }
    return this;
  }

  /// Adds a number in full precision; empty when it is NaN or infinite.
  public CsvWriter field(double number) {
    return field(Double.isFinite(number) ? Double.toString(number) : "");
  }

  /// Adds a whole number.
  public CsvWriter field(long number) {
    return field(Long.toString(number));
  }

  /// Ends the record.
  public void end() {
    out.append(record.append('\n'));
    record.setLength(0);
    first = true;
  }

  private boolean mustQuote(String text) {
    boolean onlyField = text.isEmpty();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r' || (c == '#' && i == 0)) {
        return true;
      }
    }
    return onlyField && first;
  }
}
