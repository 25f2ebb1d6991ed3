package io.calibrant.bench.work;

import java.util.List;

/// Works that are measured and reported together: `./calibrant bench NAME`.
///
/// @param name the subcommand
/// @param title of the report
/// @param works in the order to be shown
/// @param remarks on input and settings, for the kept file
public record WorkSet(String name, String title, List<Work> works, List<String> remarks) {
  /// Copies the lists.
  public WorkSet {
    works = List.copyOf(works);
    remarks = List.copyOf(remarks);
  }

  /// The work of that name.
  public Work work(String workName) {
    return works.stream()
        .filter(w -> w.name().equals(workName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "work=%s: %s has %s"
                        .formatted(workName, name, works.stream().map(Work::name).toList())));
  }
}
