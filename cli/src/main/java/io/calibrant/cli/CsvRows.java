package io.calibrant.cli;

import java.io.PrintWriter;
import java.util.List;

/// Rows as RFC 4180 records below a header.
final class CsvRows implements Rows {
  private final CsvWriter csv;

  CsvRows(PrintWriter out, List<String> names) {
    csv = new CsvWriter(out);
    names.forEach(csv::field);
    csv.end();
  }

  @Override
  public Rows text(String value) {
    csv.field(value);
    return this;
  }

  @Override
  public Rows number(double value) {
    csv.field(value);
    return this;
  }

  @Override
  public Rows count(long value) {
    csv.field(value);
    return this;
  }

  @Override
  public Rows flag(boolean value) {
    csv.field(Boolean.toString(value));
    return this;
  }

  @Override
  public void end() {
    csv.end();
  }

  @Override
  public void close() {}
}
