package io.calibrant.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that every command has.
public final class OutputOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How to write the result: table, json (one object a line) or csv.")
  private @Nullable Format format;

  /// The chosen format, else `unset`.
  public Format format(Format unset) {
    return format == null ? unset : format;
  }

  /// Whether only the help was asked for.
  public boolean help() {
    return help;
  }
}
