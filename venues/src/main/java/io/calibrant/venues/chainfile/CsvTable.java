package io.calibrant.venues.chainfile;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// A CSV file with a header line, read row by row: UTF-8, gzipped or plain, `#` comments.
///
/// A row may hold at most 1 MiB of text.
final class CsvTable implements AutoCloseable {
  private static final int MAX_ROW_CHARS = 1 << 20;

  private final String file;
  private final InputStream in;
  private final CsvReader<CsvRow> reader;
  private final CloseableIterator<CsvRow> rows;
  private final int headerLine;
  private final Map<String, Integer> columns;

  private CsvTable(String file, InputStream in) throws ChainFormatException {
    this.file = file;
    this.in = in;
    this.reader =
        CsvReader.builder()
            .commentStrategy(CommentStrategy.SKIP)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .detectBomHeader(true)
            .maxBufferSize(MAX_ROW_CHARS)
            .build(new CsvRowCollector(file), in, StandardCharsets.UTF_8);
    this.rows = reader.iterator();
    CsvRow header = advance();
    if (header == null) {
      throw new ChainFormatException(file, 1, 0, "is empty: expected a header line");
    }
    this.headerLine = header.line();
    this.columns = columns(header);
  }

  static CsvTable open(Path path) throws IOException, ChainFormatException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
    try {
      raw.mark(2);
      boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      return new CsvTable(path.toString(), gzip ? new GZIPInputStream(raw, 1 << 16) : raw);
    } catch (IOException | ChainFormatException | RuntimeException e) {
      raw.close();
      throw e;
    }
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
      throw new ChainFormatException(
          file, 0, 0, "cannot be split into fields (%s)".formatted(e.getMessage()));
    }
  }

  private Map<String, Integer> columns(CsvRow header) throws ChainFormatException {
    var byName = new LinkedHashMap<String, Integer>();
    for (int i = 0; i < header.size(); i++) {
      if (byName.putIfAbsent(header.text(i).strip(), i) != null) {
        throw header.error(i, "repeats a column name: rename one of them");
      }
    }
    return byName;
  }

  @Override
  public void close() throws IOException {
    reader.close();
    in.close();
  }
}
