package io.calibrant.core.solve.route;

import io.calibrant.core.solve.route.History.Cell;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A [History] as text: a line a cell, `level key minima explained candidate=tally;…` between tabs,
/// and a line `count key number` a kind of problem; keys in their natural order.
final class HistoryText {
  private HistoryText() {}

  static String of(History history) {
    var text = new StringBuilder();
    append(text, "all", "", history.everything);
    new TreeMap<>(history.kinds).forEach((key, cell) -> append(text, "kind", key, cell));
    new TreeMap<>(history.cells).forEach((key, cell) -> append(text, "cell", key, cell));
    new TreeMap<>(history.problems)
        .forEach((key, count) -> text.append(String.join("\t", "count", key, count + "\n")));
    return text.toString();
  }

  private static void append(StringBuilder text, String level, String key, Cell cell) {
    String candidates =
        new TreeMap<>(cell.candidates)
            .entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().toText())
                .collect(Collectors.joining(";"));
    text.append(
        String.join(
            "\t", level, key, cell.minima.toText(), cell.explained.toText(), candidates + "\n"));
  }

  static History parse(String text) {
    var history = new History();
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty()) {
        take(history, line.split("\t", -1));
      }
    }
    return history;
  }

  private static void take(History history, String[] fields) {
    String key = fields[1];
    switch (fields[0]) {
      case "all" -> read(history.everything, fields);
      case "kind" -> read(cell(history.kinds, key), fields);
      case "cell" -> read(cell(history.cells, key), fields);
      case "count" -> history.problems.put(key, Integer.parseInt(fields[2]));
      default ->
          throw new IllegalArgumentException(
              "a line of a history begins with '%s': all, kind, cell or count expected"
                  .formatted(fields[0]));
    }
  }

  private static Cell cell(Map<String, Cell> cells, String key) {
    return cells.computeIfAbsent(key, _ -> new Cell());
  }

  private static void read(Cell cell, String[] fields) {
    cell.minima = Tally.parse(fields[2]);
    cell.explained = Tally.parse(fields[3]);
    for (String item : fields[4].split(";", -1)) {
      int equals = item.indexOf('=');
      if (equals > 0) {
        cell.candidates.put(item.substring(0, equals), Tally.parse(item.substring(equals + 1)));
      }
    }
  }
}
