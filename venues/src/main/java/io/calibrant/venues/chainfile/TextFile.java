package io.calibrant.venues.chainfile;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// An open file of text, gzipped or plain, that tells JSON from a table by its first character.
final class TextFile {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MAX_BLANKS = 1_024;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final Path path;
  private final CountedLines passed;
  private final InputStream in;

  private TextFile(Path path, InputStream text) {
    this.path = path;
    this.passed = new CountedLines(text);
    this.in = new BufferedInputStream(passed, BUFFER_BYTES);
  }

  /// What is made of a file's text.
  @FunctionalInterface
  interface Body<T> {
    /// Reads the text; leaves it open.
    T read(TextFile text) throws IOException, ChainFormatException;
  }

  /// Opens `path`, hands its text to `body`, and closes it.
  ///
  /// @throws ChainFormatException when the file cannot be opened, or not be read to its end: then
  ///   with the line that was reached
  static <T> T read(Path path, Body<T> body) throws ChainFormatException {
    String name = path.toString();
    if (Files.isDirectory(path)) {
      throw ChainFormatException.ofFile(name, "is a directory: name a file inside");
    }
    if (!Files.exists(path)) {
      throw ChainFormatException.ofFile(name, "no such file: check the path");
    }
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES)) {
      return read(new TextFile(path, unpacked(raw)), body);
    } catch (EOFException | ZipException e) {
      throw ChainFormatException.ofFile(
          name, "the gzip stream is damaged at its start: copy it again");
    } catch (IOException e) {
      throw ChainFormatException.ofFile(
          name, "cannot be read (%s): check its permissions".formatted(e.getMessage()));
    }
  }

  private static <T> T read(TextFile text, Body<T> body) throws ChainFormatException {
    try {
      return body.read(text);
    } catch (IOException | UncheckedIOException e) {
      throw text.brokenOff(e);
    }
  }

  private static InputStream unpacked(InputStream raw) throws IOException {
    raw.mark(2);
    boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
    raw.reset();
    return gzip ? new GZIPInputStream(raw, BUFFER_BYTES) : raw;
  }

  private ChainFormatException brokenOff(Exception e) {
    // Readers wrap what the stream throws.
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof EOFException || cause instanceof ZipException) {
        return errorHere("the gzip stream is cut off or damaged here: copy the file again");
      }
    }
    return errorHere("cannot be read further (%s)".formatted(e.getMessage()));
  }

  /// An error at the place that has been read so far, ahead of what has been taken.
  ChainFormatException errorHere(String problem) {
    return new ChainFormatException(name(), passed.line(), passed.column(), problem);
  }

  String name() {
    return path.toString();
  }

  InputStream stream() {
    return in;
  }

  /// Whether the first character that is no blank opens a JSON object or array.
  boolean isJson() throws IOException {
    in.mark(BYTE_ORDER_MARK.length + MAX_BLANKS + 1);
    int c = in.read();
    for (int i = 0; i < BYTE_ORDER_MARK.length && c == (BYTE_ORDER_MARK[i] & 0xff); i++) {
      c = in.read();
    }
    for (int i = 0; i < MAX_BLANKS && (c == ' ' || c == '\n' || c == '\r' || c == '\t'); i++) {
      c = in.read();
    }
    in.reset();
    return c == '{' || c == '[';
  }
}
