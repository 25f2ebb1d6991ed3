package io.calibrant.venues.chainfile;

/// A chain file that cannot be read: names the file, line, column and cure.
public final class ChainFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;
  private final int column;
  private final String problem;

  /// @param line 1-based; 0 when the whole file is meant
  /// @param column 1-based; 0 when the whole line is meant
  public ChainFormatException(String file, int line, int column, String problem) {
    super("%s: %s".formatted(place(file, line, column), problem));
    this.file = file;
    this.line = line;
    this.column = column;
    this.problem = problem;
  }

  /// The file as a whole cannot be read.
  static ChainFormatException ofFile(String file, String problem) {
    return new ChainFormatException(file, 0, 0, problem);
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

  /// The same trouble where readers know the file by another name, such as `<stdin>`.
  public ChainFormatException withFile(String name) {
    return new ChainFormatException(name, line, column, problem);
  }

  private static String place(String file, int line, int column) {
    if (line == 0) {
      return file;
    }
    return column == 0 ? "%s:%d".formatted(file, line) : "%s:%d:%d".formatted(file, line, column);
  }
}
