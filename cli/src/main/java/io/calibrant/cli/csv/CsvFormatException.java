package io.calibrant.cli.csv;

/// A CSV input that cannot be read: names the file, line and column, and the cure.
final class CsvFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  /// An error at a place.
  ///
  /// @param line 1-based
  /// @param column 1-based character in that line
  CsvFormatException(String source, int line, int column, String problem) {
    super("%s:%d:%d: %s".formatted(source, line, column, problem), null, false, false);
  }
}
