package io.calibrant.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Every Java source of the project, read once.
final class Sources {
  static final Path ROOT = root();
  static final List<Source> ALL = read();

  private Sources() {}

  /// One file.
  ///
  /// @param path relative to the project's root, with `/`
  record Source(String path, String text) {
    boolean isMain() {
      return path.contains("/src/main/");
    }

    String module() {
      return path.substring(0, path.indexOf('/'));
    }

    List<String> lines() {
      return text.lines().toList();
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("calibrant")) || !Files.exists(folder.resolve("pom.xml"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new AssertionError("no project root above " + Path.of("").toAbsolutePath());
      }
      folder = parent;
    }
    return folder;
  }

  private static List<Source> read() {
    try (Stream<Path> files =
        Files.find(ROOT, 30, (p, attributes) -> p.toString().endsWith(".java"))) {
      return files
          .map(ROOT::relativize)
          .filter(p -> p.toString().contains("src" + java.io.File.separator))
          .map(p -> new Source(p.toString().replace('\\', '/'), text(ROOT.resolve(p))))
          .filter(s -> !s.path().contains("/target/"))
          .sorted((a, b) -> a.path().compareTo(b.path()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
