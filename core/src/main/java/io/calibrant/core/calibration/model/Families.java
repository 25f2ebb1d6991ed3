package io.calibrant.core.calibration.model;

import io.calibrant.core.model.TransformModel;
import io.calibrant.core.model.TransformModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The families that come with the library, by name.
public final class Families {
  /// Those that an automatic choice goes through.
  public static final List<String> LADDER = List.of("sabr", "essvi", "svi", "heston", "bates");

  private static final Objective OBJECTIVE = Objective.IMPLIED_VOL;

  private Families() {}

  /// All of them, simple smiles first.
  public static List<Family> all() {
    List<Family> all =
        new ArrayList<>(
            List.of(SliceFamily.SVI, new EssviFamily(), SliceFamily.SABR, SliceFamily.FREE_SABR));
    for (TransformModel model : TransformModels.all()) {
      all.add(new TransformFamily(model, OBJECTIVE));
    }
    return List.copyOf(all);
  }

  /// Their names.
  public static List<String> names() {
    return all().stream().map(Family::name).toList();
  }

  /// The family of this name.
  public static Optional<Family> named(String name) {
    return all().stream().filter(family -> family.name().equals(name)).findFirst();
  }
}
