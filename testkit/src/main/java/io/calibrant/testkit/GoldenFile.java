package io.calibrant.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A table of published reference figures in `data/golden` of the project: comma-separated, lines
/// starting with `#` are comments (the source stands there), the first other line names the
/// columns.
public final class GoldenFile {
  private GoldenFile() {}

  /// The rows of `name` as column → text, in the file's order.
  public static List<Map<String, String>> rows(String name) {
    Path file = find(name);
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    List<Map<String, String>> rows = new ArrayList<>();
    String[] columns = {};
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] cells = line.split(",", -1);
      if (columns.length == 0) {
        columns = cells;
        continue;
      }
      if (cells.length != columns.length) {
        throw new IllegalArgumentException(
            "%s:%d: %d columns, the header has %d"
                .formatted(file, i + 1, cells.length, columns.length));
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int j = 0; j < cells.length; j++) {
        row.put(columns[j], cells[j]);
      }
      rows.add(row);
    }
    return rows;
  }

  private static Path find(String name) {
    // In a multi-module build the working directory is the module, not the root.
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      Path file = p.resolve("data").resolve("golden").resolve(name);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    throw new IllegalArgumentException(
        "data/golden/" + name + ": not found above the working directory");
  }
}
