package io.calibrant.cli.live;

import io.calibrant.cli.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/// The journal that a command reads.
final class JournalArgument {
  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The journal's directory (default: ./.calibrant/journal).")
  private Path directory = Path.of(".calibrant", "journal");

  /// The directory as it was given; the command ends with exit code 2 when there is none.
  Path existing() {
    if (!Files.isDirectory(directory)) {
      throw CommandFailure.badInput(
          directory + ": no such directory: name the one given to `run --journal`");
    }
    return directory;
  }
}
