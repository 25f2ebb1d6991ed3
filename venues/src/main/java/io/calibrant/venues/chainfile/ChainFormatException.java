package io.calibrant.venues.chainfile;

/// A chain file that cannot be read: names the file, line, column and cure.
public final class ChainFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;
  private final int column;

  /// @param line 1-based; 0 when the whole file is meant
  /// @param column 1-based; 0 when the whole line is meant
  public ChainFormatException(String file, int line, int column, String problem) {
    super("%s:%d:%d: %s".formatted(file, line, column, problem));
    this.file = file;
    this.line = line;
    this.column = column;
  }

  public String file() {
    return file;
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }
}
