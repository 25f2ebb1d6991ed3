package io.calibrant.venues.chainfile;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A CSV file with a header line, read row by row: UTF-8, gzipped or plain, `#` comments.
///
/// A row may hold at most 1 MiB of text.
final class CsvTable {
  private static final int MAX_ROW_CHARS = 1 << 20;

  private final TextFile text;
  private final String file;
  private final CloseableIterator<CsvRow> rows;
  private final int headerLine;
  private final Map<String, Integer> columns;

  private CsvTable(TextFile text) throws ChainFormatException {
    this.text = text;
    this.file = text.name();
    CsvReader<CsvRow> reader =
        CsvReader.builder()
            .commentStrategy(CommentStrategy.SKIP)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .detectBomHeader(true)
            .maxBufferSize(MAX_ROW_CHARS)
            .build(new CsvRowCollector(file), text.stream(), StandardCharsets.UTF_8);
    this.rows = reader.iterator();
    CsvRow header = advance();
    if (header == null) {
      throw ChainFormatException.ofFile(
          file, "is empty: expected a header line that names the columns");
    }
    this.headerLine = header.line();
    this.columns = columns(header);
  }

  /// The table in `text`, which stays the caller's to close.
  static CsvTable of(TextFile text) throws ChainFormatException {
    return new CsvTable(text);
  }

  String file() {
    return file;
  }

  int headerLine() {
    return headerLine;
  }

  boolean hasColumn(String name) {
    return columns.containsKey(name);
  }

  /// The names of the columns in the file's order.
  Iterable<String> columnNames() {
    return columns.keySet();
  }

  /// The position of a column; −1 when the file has none of that name.
  int column(String name) {
    return columns.getOrDefault(name, -1);
  }

  /// The position of the first of these columns that the file has; −1 when it has none of them.
  int firstColumn(String... names) {
    for (String name : names) {
      if (hasColumn(name)) {
        return column(name);
      }
    }
    return -1;
  }

  /// The next row; null at the end.
  @Nullable CsvRow next() throws ChainFormatException {
    CsvRow row = advance();
    if (row != null && row.size() != columns.size()) {
      throw new ChainFormatException(
          file,
          row.line(),
          0,
          "has %d fields, the header has %d: mend or remove the line"
              .formatted(row.size(), columns.size()));
    }
    return row;
  }

  private @Nullable CsvRow advance() throws ChainFormatException {
    try {
      return rows.hasNext() ? rows.next() : null;
    } catch (CsvParseException e) {
      throw text.errorHere(
          "cannot be split into fields (%s): is a closing quote missing before here?"
              .formatted(e.getMessage()));
    }
  }

  private Map<String, Integer> columns(CsvRow header) throws ChainFormatException {
    checkText(header);
    var byName = new LinkedHashMap<String, Integer>();
    for (int i = 0; i < header.size(); i++) {
      if (byName.putIfAbsent(header.text(i).strip(), i) != null) {
        throw header.error(i, "repeats a column name: rename one of them");
      }
    }
    return byName;
  }

  /// A file of bytes, or of other separators, is told by its first line.
  private static void checkText(CsvRow header) throws ChainFormatException {
    for (int i = 0; i < header.size(); i++) {
      if (header.text(i).chars().anyMatch(c -> c == 0xFFFD || (c < ' ' && c != '\t'))) {
        throw header.placed(
            i,
            "is not UTF-8 text: give CSV or JSON, plain or gzipped; unpack other archives first");
      }
    }
    String all = header.text(0);
    for (String separator : header.size() == 1 ? List.of(";", "\t", "|") : List.<String>of()) {
      if (all.contains(separator)) {
        throw header.placed(
            0,
            "has one column, with '%s' inside: separate columns by commas"
                .formatted(separator.equals("\t") ? "tab" : separator));
      }
    }
  }
}
