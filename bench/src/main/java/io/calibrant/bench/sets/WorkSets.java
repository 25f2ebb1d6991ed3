package io.calibrant.bench.sets;

import io.calibrant.bench.calibration.CalibrationWorks;
import io.calibrant.bench.models.ModelWorks;
import io.calibrant.bench.numerics.NumericsWorks;
import io.calibrant.bench.work.WorkSet;
import java.util.List;

/// Every set of works: a new set is one line here and one name in the launcher.
public final class WorkSets {
  private static final List<WorkSet> ALL =
      List.of(NumericsWorks.set(), ModelWorks.set(), CalibrationWorks.set());

  private WorkSets() {}

  /// All sets.
  public static List<WorkSet> all() {
    return ALL;
  }

  /// The set of that name.
  public static WorkSet named(String name) {
    return ALL.stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "set=%s: must be one of %s"
                        .formatted(name, ALL.stream().map(WorkSet::name).toList())));
  }
}
