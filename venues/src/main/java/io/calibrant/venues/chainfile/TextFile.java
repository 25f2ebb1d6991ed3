package io.calibrant.venues.chainfile;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// An open file of text, gzipped or plain, that tells JSON from a table by its first character.
final class TextFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MAX_BLANKS = 1_024;

  private final Path path;
  private final InputStream in;

  private TextFile(Path path, InputStream in) {
    this.path = path;
    this.in = in;
  }

  static TextFile open(Path path) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
    try {
      raw.mark(2);
      boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      return new TextFile(
          path,
          gzip
              ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER_BYTES), BUFFER_BYTES)
              : raw);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  String name() {
    return path.toString();
  }

  InputStream stream() {
    return in;
  }

  /// Whether the first character that is no blank opens a JSON object or array.
  boolean isJson() throws IOException {
    in.mark(MAX_BLANKS + 1);
    int c = in.read();
    for (int i = 0; i < MAX_BLANKS && (c == ' ' || c == '\n' || c == '\r' || c == '\t'); i++) {
      c = in.read();
    }
    in.reset();
    return c == '{' || c == '[';
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
