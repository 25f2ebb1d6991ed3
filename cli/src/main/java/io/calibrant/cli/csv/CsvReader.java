package io.calibrant.cli.csv;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/// A reader of RFC 4180 records that keeps one record in memory and knows where each field began.
///
/// Fields may be quoted with `"`; a quote inside is doubled; a quoted field may span lines. Lines
/// end with LF or CRLF. Blank lines, and lines that begin with `#`, are skipped between records. A
/// byte order mark at the start is skipped.
final class CsvReader {
  /// A longer field is an unclosed quote or not text at all.
  static final int MAX_FIELD_CHARS = 1 << 20;

  /// A record with more fields is not a table that a person meant.
  static final int MAX_FIELD_COUNT = 4096;

  private static final int END = -1;

  private final Reader in;
  private final String source;
  private final char[] buffer = new char[1 << 16];
  private int length;
  private int position;
  private int line = 1;
  private int column = 1;
  private boolean skipLineFeed;

  private final StringBuilder field = new StringBuilder();
  private String[] fields = new String[16];
  private int[] fieldLines = new int[16];
  private int[] fieldColumns = new int[16];
  private int size;

  CsvReader(Reader in, String source) throws IOException {
    this.in = in;
    this.source = source;
    if (peek() == '\uFEFF') {
      position++;
    }
  }

  /// Reads the next record; false at the end of the input.
  boolean next() throws IOException, CsvFormatException {
    while (true) {
      int c = peek();
      if (c == END) {
        return false;
      } else if (c == '#') {
        skipLine();
      } else if (c == '\n' || c == '\r') {
        read();
      } else {
        break;
      }
    }
    size = 0;
    boolean more = true;
    while (more) {
      startField();
      more = peek() == '"' ? readQuoted() : readPlain();
      fields[size++] = field.toString();
    }
    return true;
  }

  /// Number of fields in this record.
  int size() {
    return size;
  }

  /// Field `i` without its quotes.
  String field(int i) {
    return fields[i];
  }

  /// All fields of this record; a copy.
  String[] fields() {
    return Arrays.copyOf(fields, size);
  }

  /// An error at the start of field `i`.
  CsvFormatException errorAt(int i, String problem) {
    return new CsvFormatException(source, fieldLines[i], fieldColumns[i], problem);
  }

  /// An error at the place reached so far.
  CsvFormatException errorHere(String problem) {
    return new CsvFormatException(source, line, column, problem);
  }

  private void startField() throws CsvFormatException {
    if (size == MAX_FIELD_COUNT) {
      throw errorHere(
          "more than %d fields in a record: is this a CSV file?".formatted(MAX_FIELD_COUNT));
    }
    if (size == fields.length) {
      fields = Arrays.copyOf(fields, 2 * size);
      fieldLines = Arrays.copyOf(fieldLines, 2 * size);
      fieldColumns = Arrays.copyOf(fieldColumns, 2 * size);
    }
    field.setLength(0);
    fieldLines[size] = line;
    fieldColumns[size] = column;
  }

  /// Reads up to the comma (true: more fields follow) or the end of the line.
  private boolean readPlain() throws IOException, CsvFormatException {
    while (true) {
      int c = read();
      switch (c) {
        case ',' -> {
          return true;
        }
        case END, '\n' -> {
          return false;
        }
        case 0 ->
            throw errorHere("a zero byte: this is not a text file; pass CSV, plain or gzipped");
        case '"' ->
            throw errorHere(
                "a quote inside an unquoted field: quote the field and double the quote");
        default -> append(c);
      }
    }
  }

  private boolean readQuoted() throws IOException, CsvFormatException {
    read();
    while (true) {
      int c = read();
      if (c == END) {
        throw errorAt(size, "a quoted field is not closed: add the missing \"");
      } else if (c != '"') {
        append(c);
      } else if (peek() == '"') {
        append(read());
      } else {
        break;
      }
    }
    int after = read();
    if (after == ',') {
      return true;
    }
    if (after == '\n' || after == END) {
      return false;
    }
    throw errorHere(
        "'%c' after a closing quote: a comma or the end of the line must follow"
            .formatted((char) after));
  }

  private void append(int c) throws CsvFormatException {
    if (field.length() == MAX_FIELD_CHARS) {
      throw errorAt(
          size,
          "a field longer than %d characters: is a closing quote missing?"
              .formatted(MAX_FIELD_CHARS));
    }
    field.append((char) c);
  }

  private void skipLine() throws IOException {
    int c;
    do {
      c = read();
    } while (c != '\n' && c != END);
  }

  private int peek() throws IOException {
    if (position == length) {
      length = Math.max(in.read(buffer), 0);
      position = 0;
      if (length == 0) {
        return END;
      }
    }
    if (skipLineFeed && buffer[position] == '\n') {
      skipLineFeed = false;
      position++;
      return peek();
    }
    return buffer[position];
  }

  /// The next character; CR and CRLF are read as LF.
  private int read() throws IOException {
    int c = peek();
    skipLineFeed = false;
    if (c == END) {
      return END;
    }
    position++;
    if (c == '\r') {
      skipLineFeed = true;
      c = '\n';
    }
    if (c == '\n') {
      line++;
      column = 1;
    } else {
      column++;
    }
    return c;
  }
}
