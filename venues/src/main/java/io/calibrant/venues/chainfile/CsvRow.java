package io.calibrant.venues.chainfile;

/// One row of a CSV file with its place, so that a bad value can be shown where it stands.
///
/// A column that the file does not have is −1; its text is empty.
final class CsvRow {
  private static final int MAX_SHOWN = 40;

  private final String file;
  private final int line;
  private final String[] fields;
  private final int[] columns;

  CsvRow(String file, int line, String[] fields, int[] columns) {
    this.file = file;
    this.line = line;
    this.fields = fields;
    this.columns = columns;
  }

  int line() {
    return line;
  }

  int size() {
    return fields.length;
  }

  /// The text of a field.
  String text(int field) {
    return field < 0 ? "" : fields[field];
  }

  /// A finite number; NaN when the field is empty.
  double number(int field) throws ChainFormatException {
    String text = text(field);
    if (text.isEmpty()) {
      return Double.NaN;
    }
    double value = Decimal.parse(text);
    if (Double.isNaN(value)) {
      throw error(field, "is not a number: write digits such as 0.0015, or leave it empty");
    }
    return value;
  }

  /// A number > 0; NaN when the field is empty or zero, as venues write "none".
  double positive(int field) throws ChainFormatException {
    double value = number(field);
    if (value < 0) {
      throw error(field, "is negative: must be > 0, or empty when there is none");
    }
    return value == 0 ? Double.NaN : value;
  }

  /// A number ≥ 0; 0 when the field is empty.
  double amount(int field) throws ChainFormatException {
    double value = number(field);
    if (value < 0) {
      throw error(field, "is negative: must be ≥ 0");
    }
    return Double.isNaN(value) ? 0 : value;
  }

  /// An error at a field: names the value, its place and the cure.
  ChainFormatException error(int field, String problem) {
    String text = text(field);
    String shown = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
    return new ChainFormatException(
        file, line, field < 0 ? 0 : columns[field], "'%s' %s".formatted(shown, problem));
  }

  /// An error at the place of a field whose text is better not shown.
  ChainFormatException placed(int field, String problem) {
    return new ChainFormatException(file, line, columns[field], problem);
  }
}
