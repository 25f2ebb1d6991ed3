package io.calibrant.cli.csv;

import io.calibrant.cli.CommandFailure;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// A CSV text from a file or standard input, plain or gzipped, UTF-8.
final class CsvInput {
  private static final int BUFFER_BYTES = 1 << 16;

  private CsvInput() {}

  /// What goes wrong while the rows of an input are read.
  @FunctionalInterface
  interface Body {
    /// Reads the rows.
    ///
    /// @param csv positioned before the header
    void read(CsvReader csv) throws IOException, CsvFormatException;
  }

  /// Reads `file` (`-`: `stdin`) with `body` and turns every trouble into a [CommandFailure] with
  /// exit code 2.
  static void read(String file, InputStream stdin, Body body) {
    String source = file.equals("-") ? "<stdin>" : file;
    try (Reader reader = open(file, stdin)) {
      body.read(new CsvReader(reader, source));
    } catch (CsvFormatException e) {
      throw CommandFailure.badInput(String.valueOf(e.getMessage()));
    } catch (MalformedInputException e) {
      throw CommandFailure.badInput(source + ": not UTF-8 text: pass CSV, plain or gzipped");
    } catch (EOFException | ZipException e) {
      throw CommandFailure.badInput(
          source + ": the gzip stream is cut off or damaged: copy the file again");
    } catch (IOException e) {
      throw CommandFailure.badInput("%s: cannot be read: %s".formatted(source, e.getMessage()));
    }
  }

  private static Reader open(String file, InputStream stdin) throws IOException {
    InputStream raw;
    if (file.equals("-")) {
      raw = stdin;
    } else {
      Path path = Path.of(file);
      if (Files.isDirectory(path)) {
        throw CommandFailure.badInput(file + ": is a directory: name a CSV file");
      }
      if (!Files.exists(path)) {
        throw CommandFailure.badInput(file + ": no such file: check the path");
      }
      raw = Files.newInputStream(path);
    }
    var in = new BufferedInputStream(raw, BUFFER_BYTES);
    in.mark(2);
    boolean gzipped = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    InputStream bytes = gzipped ? new GZIPInputStream(in, BUFFER_BYTES) : in;
    return new InputStreamReader(
        bytes,
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }
}
