package io.calibrant.cli.csv;

import io.calibrant.core.model.Model;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// The parameters that lay outside their domains, told when all rows are done: of each the first
/// place with its value and domain, and how many rows; so never more lines than parameters.
final class RefusedParameters {
  private final Map<String, String> first = new LinkedHashMap<>();
  private final Map<String, Integer> rows = new LinkedHashMap<>();

  /// Takes a row's refusal in.
  ///
  /// @param place of the parameter's column
  void add(CsvReader row, int place, Model.Refusal refusal) {
    String name = refusal.name();
    first.computeIfAbsent(name, _ -> row.errorAt(place, refusal.toString()).getMessage());
    rows.merge(name, 1, Integer::sum);
  }

  void tell(Consumer<String> err) {
    first.forEach(
        (name, where) -> {
          int count = rows.getOrDefault(name, 0);
          err.accept(
              String.format(
                  Locale.ROOT,
                  "%s; %,d %s BAD_PARAMETER:%s",
                  where,
                  count,
                  count == 1 ? "row is" : "rows are",
                  name));
        });
  }
}
