package io.calibrant.core.calibration.complexity;

import io.calibrant.core.calibration.model.Families;
import io.calibrant.core.calibration.model.Family;
import io.calibrant.core.calibration.model.TransformFamily;
import java.util.List;
import java.util.Optional;

/// The families that complexity is controlled over, by name.
public final class Ladder {
  /// The whole ladder.
  public static final List<String> NAMES =
      List.of("black", "ssvi", "sabr", "essvi", "svi", "heston", "bates");

  private Ladder() {}

  /// The family `name`: one of these, or any of [Families]; models without the router, because a
  /// walk fits them thousands of times.
  public static Optional<Family> named(String name) {
    return switch (name) {
      case "black" -> Optional.of(new BlackFamily());
      case "ssvi" -> Optional.of(new SsviFamily());
      default ->
          Families.named(name)
              .map(family -> family instanceof TransformFamily model ? model.direct() : family);
    };
  }
}
