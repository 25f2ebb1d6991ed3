package io.calibrant.cli.csv;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// The columns of a CSV input by the names in its header, and their fields as numbers and instants;
/// what is wrong is said with line and column.
class CsvTable {
  static final int ABSENT = -1;

  private final String[] names;

  /// @param header positioned at the header
  CsvTable(CsvReader header) throws CsvFormatException {
    names = header.fields();
    for (int i = 0; i < names.length; i++) {
      names[i] = names[i].strip();
      if (Arrays.asList(names).indexOf(names[i]) < i) {
        throw header.errorAt(i, "column '%s' appears twice: rename one".formatted(names[i]));
      }
    }
  }

  /// Reads the header, which is the first record.
  ///
  /// @param example names as they might be, for the error
  static CsvTable of(CsvReader csv, String example) throws IOException, CsvFormatException {
    firstRecord(csv, example);
    return new CsvTable(csv);
  }

  static void firstRecord(CsvReader csv, String example) throws IOException, CsvFormatException {
    if (!csv.next()) {
      throw csv.errorHere(
          "the input is empty: the first line must name the columns, such as " + example);
    }
  }

  /// Number of columns.
  int columnCount() {
    return names.length;
  }

  /// The column names in their order.
  List<String> names() {
    return List.of(names);
  }

  /// The index of the first of `alternatives` that stands in the header.
  int required(CsvReader header, String... alternatives) throws CsvFormatException {
    for (String name : alternatives) {
      int i = optional(name);
      if (i != ABSENT) {
        return i;
      }
    }
    for (String name : names) {
      if (name.equalsIgnoreCase(alternatives[0])) {
        throw header.errorAt(
            0,
            "column '%s' is missing, but there is '%s': names are case-sensitive, rename it"
                .formatted(alternatives[0], name));
      }
    }
    throw header.errorAt(
        0,
        "column '%s' is missing: the header names %s"
            .formatted(alternatives[0], abbreviated(String.join(", ", names))));
  }

  /// Checks that this record has as many fields as the header.
  void checkWidth(CsvReader row) throws CsvFormatException {
    if (row.size() != names.length) {
      throw row.errorAt(
          Math.min(row.size(), names.length) - 1,
          "the line has %d fields, the header %d: add or remove commas"
              .formatted(row.size(), names.length));
    }
  }

  /// A finite number.
  double number(CsvReader row, int i) throws CsvFormatException {
    String text = row.field(i).strip();
    double value;
    try {
      value = isDecimal(text) ? Double.parseDouble(text) : Double.NaN;
    } catch (NumberFormatException e) {
      throw bad(row, i, "write a decimal number such as 0.65 or 1.5e-4");
    }
    if (Double.isNaN(value)) {
      throw bad(row, i, "write a decimal number such as 0.65 or 1.5e-4, or remove the line");
    }
    if (Double.isInfinite(value)) {
      throw bad(row, i, "the number is outside ±1.8e308");
    }
    return value;
  }

  /// A finite number, or NaN where the field is empty.
  double numberOrEmpty(CsvReader row, int i) throws CsvFormatException {
    return row.field(i).isBlank() ? Double.NaN : number(row, i);
  }

  CsvFormatException bad(CsvReader row, int i, String cure) {
    return row.errorAt(
        i, "%s='%s': %s".formatted(names[i], abbreviated(row.field(i).strip()), cure));
  }

  /// Whether the header has this column.
  boolean has(String name) {
    return optional(name) != ABSENT;
  }

  /// An ISO-8601 instant.
  Instant instant(CsvReader row, int i) throws CsvFormatException {
    try {
      return Instant.parse(row.field(i).strip());
    } catch (DateTimeException e) {
      throw bad(row, i, "write an ISO-8601 instant such as 2026-06-26T08:00:00Z");
    }
  }

  /// An ISO-8601 instant in ns since 1970-01-01 UTC.
  long instantNs(CsvReader row, int i) throws CsvFormatException {
    Instant instant = instant(row, i);
    try {
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (ArithmeticException e) {
      throw bad(row, i, "write an instant between the years 1678 and 2261");
    }
  }

  // Java's own parser also takes "1d", "0x1p3", "NaN" and "Infinity".
  private static boolean isDecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9') && "+-.eE".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /// The index of a column, or [#ABSENT].
  int optional(String name) {
    return Arrays.asList(names).indexOf(name);
  }

  private static String abbreviated(String text) {
    var visible = text.replaceAll("\\p{Cntrl}", "?");
    return visible.length() <= 60 ? visible : visible.substring(0, 57) + "…";
  }
}
