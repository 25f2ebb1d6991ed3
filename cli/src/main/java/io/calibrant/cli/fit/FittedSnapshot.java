package io.calibrant.cli.fit;

import io.calibrant.core.decision.Decision;
import io.calibrant.core.surface.SurfaceSnapshot;
import java.util.List;

/// One snapshot of a file and what was decided on it.
///
/// @param file as the user named it
/// @param elapsedMs wall time of the decision, milliseconds
/// @param models the models asked for, fitted to the same quotes; empty where there is no surface
public record FittedSnapshot(
    String file,
    SurfaceSnapshot snapshot,
    Decision decision,
    double elapsedMs,
    List<ModelRow> models) {
  public FittedSnapshot {
    models = List.copyOf(models);
  }
}
