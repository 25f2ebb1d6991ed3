package io.calibrant.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/// What one run of the command gave.
public record CliRun(int exitCode, String out, String err) {
  /// Runs the command with nothing on standard input.
  public static CliRun of(String... args) {
    return with("", args);
  }

  /// Runs the command with `stdin` on standard input.
  public static CliRun with(String stdin, String... args) {
    return with(stdin.getBytes(UTF_8), args);
  }

  /// Runs the command with bytes on standard input.
  public static CliRun with(byte[] stdin, String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var terminal =
        new Terminal(
            new ByteArrayInputStream(stdin),
            new PrintWriter(out),
            new PrintWriter(err),
            false,
            false);
    int exitCode = Main.run(terminal, args);
    return new CliRun(exitCode, out.toString(), err.toString());
  }

  /// The lines of standard output.
  public List<String> lines() {
    return out.lines().toList();
  }
}
