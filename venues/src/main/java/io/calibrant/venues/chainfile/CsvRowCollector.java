package io.calibrant.venues.chainfile;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Gathers the fields of one record with the columns at which they start.
final class CsvRowCollector extends CsvCallbackHandler<@Nullable CsvRow> {
  private final String file;
  private long line;
  private String[] fields = new String[32];
  private int[] columns = new int[32];
  private int count;
  private int nextColumn;
  private RecordType type = RecordType.DATA;

  CsvRowCollector(String file) {
    this.file = file;
  }

  @Override
  protected RecordType getRecordType() {
    return type;
  }

  @Override
  protected int getFieldCount() {
    return count;
  }

  @Override
  protected void beginRecord(long startingLineNumber) {
    line = startingLineNumber;
    count = 0;
    nextColumn = 1;
    type = RecordType.DATA;
  }

  @Override
  protected void addField(char[] buffer, int offset, int length, boolean quoted) {
    if (count == fields.length) {
      fields = Arrays.copyOf(fields, 2 * count);
      columns = Arrays.copyOf(columns, 2 * count);
    }
    fields[count] = new String(buffer, offset, length);
    columns[count] = quoted ? nextColumn + 1 : nextColumn;
    count++;
    nextColumn += length + 1;
    if (quoted) {
      nextColumn += 2 + doubledQuotes(buffer, offset, length);
    }
  }

  /// A quote inside a quoted field was written twice.
  private static int doubledQuotes(char[] buffer, int offset, int length) {
    int quotes = 0;
    for (int i = offset; i < offset + length; i++) {
      quotes += buffer[i] == '"' ? 1 : 0;
    }
    return quotes;
  }

  @Override
  protected void setComment(char[] buffer, int offset, int length) {
    type = RecordType.COMMENT;
    count = 1;
  }

  @Override
  protected void setEmpty() {
    type = RecordType.EMPTY;
    count = 1;
  }

  @Override
  protected @Nullable CsvRow buildRecord() {
    return type == RecordType.DATA
        ? new CsvRow(
            file,
            (int) Math.min(line, Integer.MAX_VALUE),
            Arrays.copyOf(fields, count),
            Arrays.copyOf(columns, count))
        : null;
  }
}
