package io.calibrant.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One run of a driver: its input from a file, its output to another, its errors in the message.
final class ProgramRun {
  private static final long MINUTES = 5;

  private ProgramRun() {}

  /// The lines that `command` wrote.
  static List<String> output(List<String> command, String input)
      throws IOException, InterruptedException {
    Path in = Files.createTempFile("calibrant-bench", ".in");
    Path out = Files.createTempFile("calibrant-bench", ".out");
    Path err = Files.createTempFile("calibrant-bench", ".err");
    try {
      Files.writeString(in, input);
      Process process =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException("%s took more than %d minutes".formatted(words(command), MINUTES));
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            "%s ended with %d: %s"
                .formatted(
                    words(command),
                    process.exitValue(),
                    Files.readString(err, StandardCharsets.UTF_8).strip()));
      }
      return Files.readAllLines(out);
    } finally {
      Files.deleteIfExists(in);
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }

  /// The command without its folder, which says nothing on another machine.
  private static String words(List<String> command) {
    Path program = Path.of(command.getFirst()).getFileName();
    return program + " " + String.join(" ", command.subList(1, command.size()));
  }
}
