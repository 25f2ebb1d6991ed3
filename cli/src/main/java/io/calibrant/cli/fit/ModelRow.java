package io.calibrant.cli.fit;

import io.calibrant.core.calibration.complexity.FamilyEvidence;
import io.calibrant.core.calibration.model.Profile;
import io.calibrant.core.calibration.model.ScoredFamily;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One family fitted to a snapshot, beside the others.
///
/// @param scored the fit with its losses in and out of sample
/// @param elapsedMs wall time of both fits, milliseconds
/// @param chosen whether the automatic choice fell on it
/// @param choice why, if it did; else empty
/// @param evidence what else speaks for or against it, where one is to be chosen; else null
/// @param profiles of the model's free parameters, if they were asked for; else empty
public record ModelRow(
    ScoredFamily scored,
    double elapsedMs,
    boolean chosen,
    String choice,
    @Nullable FamilyEvidence evidence,
    List<Profile> profiles) {
  /// A row; copies its list.
  public ModelRow {
    profiles = List.copyOf(profiles);
  }
}
