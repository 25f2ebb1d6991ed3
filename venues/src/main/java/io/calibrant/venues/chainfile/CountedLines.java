package io.calibrant.venues.chainfile;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Bytes on their way, which count the lines that have passed.
final class CountedLines extends FilterInputStream {
  private int line = 1;
  private int column = 1;

  CountedLines(InputStream in) {
    super(in);
  }

  /// The 1-based line of the next byte; line feeds end lines.
  int line() {
    return line;
  }

  /// The 1-based byte of the next byte in its line.
  int column() {
    return column;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    if (b >= 0) {
      pass((byte) b);
    }
    return b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    for (int i = 0; i < count; i++) {
      pass(bytes[offset + i]);
    }
    return count;
  }

  // Marks would count bytes twice.
  @Override
  public boolean markSupported() {
    return false;
  }

  private void pass(byte b) {
    if (b == '\n') {
      line++;
      column = 1;
    } else {
      column++;
    }
  }
}
