package io.calibrant.cli.fit;

import io.calibrant.cli.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The chain files that the arguments of a command name.
public final class InputFiles {
  /// Deeper folders are a mistake, such as `/`.
  private static final int MAX_DEPTH = 8;

  private static final List<String> ENDINGS =
      List.of(".csv", ".csv.gz", ".json", ".json.gz", ".jsonl", ".jsonl.gz");

  private InputFiles() {}

  /// One file to read.
  ///
  /// @param name as the user named it, or `<stdin>`
  /// @param path where its bytes are
  public record InputFile(String name, Path path) {}

  /// The files named by `arguments`: a file as it is, a directory as all chain files inside in the
  /// order of their paths, `-` as standard input copied to a temporary file.
  public static List<InputFile> expand(List<String> arguments, InputStream stdin)
      throws IOException {
    List<InputFile> files = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.equals("-")) {
        files.add(new InputFile("<stdin>", spool(stdin)));
        continue;
      }
      Path path = Path.of(argument);
      if (Files.isDirectory(path)) {
        files.addAll(inside(path));
      } else {
        files.add(new InputFile(argument, path));
      }
    }
    return files;
  }

  private static List<InputFile> inside(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
      List<InputFile> files =
          paths
              .filter(Files::isRegularFile)
              .filter(path -> isChain(path.getFileName().toString()))
              .sorted()
              .map(path -> new InputFile(path.toString(), path))
              .toList();
      if (files.isEmpty()) {
        throw CommandFailure.badInput(
            "%s: no chain file inside (looked for *%s)"
                .formatted(directory, String.join(", *", ENDINGS)));
      }
      return files;
    }
  }

  private static boolean isChain(String name) {
    return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
  }

  private static Path spool(InputStream stdin) throws IOException {
    Path file = Files.createTempFile("calibrant-stdin-", "");
    file.toFile().deleteOnExit();
    Files.copy(stdin, file, StandardCopyOption.REPLACE_EXISTING);
    return file;
  }
}
