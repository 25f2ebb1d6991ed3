package io.calibrant.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The three standard streams, UTF-8, and what is known of who reads them.
///
/// @param in bytes of standard input
/// @param out standard output; buffered, so flush it before waiting
/// @param err standard error
/// @param colour whether standard output may carry ANSI colours
/// @param errTerminal whether a person watches standard error, so that progress may be drawn
public record Terminal(
    InputStream in, PrintWriter out, PrintWriter err, boolean colour, boolean errTerminal) {
  private static final int OUT_BUFFER_BYTES = 1 << 16;

  /// The terminal of this process. Colours only on a terminal, and never when `NO_COLOR` is set
  /// (<https://no-color.org>) or `TERM` is `dumb`.
  static Terminal system() {
    String noColour = System.getenv("NO_COLOR");
    boolean colour =
        isTerminal(1)
            && (noColour == null || noColour.isEmpty())
            && !"dumb".equals(System.getenv("TERM"));
    OutputStream stdout =
        new BufferedOutputStream(
            new ClosableOutput(new FileOutputStream(FileDescriptor.out)), OUT_BUFFER_BYTES);
    var out = new PrintWriter(new OutputStreamWriter(stdout, StandardCharsets.UTF_8), false);
    var err =
        new PrintWriter(
            new OutputStreamWriter(
                new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8),
            true);
    return new Terminal(System.in, out, err, colour, isTerminal(2));
  }

  /// Prints one error line.
  public void error(String message) {
    out.flush();
    err.println("calibrant: " + message);
    err.flush();
  }

  /// Writes out what is buffered.
  public void flush() {
    out.flush();
    err.flush();
  }

  // jdk.console=java.base still gives null without a terminal, hence the check.
  // Java tells only whether stdin and stdout both are terminals; Linux tells of each descriptor.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      var console = System.console();
      return console != null && console.isTerminal();
    }
  }

  /// Says once that the reader has gone, where a `PrintWriter` would swallow it.
  private static final class ClosableOutput extends OutputStream {
    private final OutputStream to;
    private boolean gone;

    ClosableOutput(OutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      if (gone) {
        return;
      }
      try {
        to.write(bytes, offset, length);
      } catch (IOException e) {
        gone = true;
        throw new OutputClosed(e);
      }
    }

    @Override
    public void flush() {}
  }
}
