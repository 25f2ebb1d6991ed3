package io.calibrant.cli.fit;

import io.calibrant.core.calibration.SliceBootstrap;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.surface.SurfaceSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One snapshot of a file and what was decided on it.
///
/// @param file as the user named it
/// @param elapsedMs wall time of the decision, milliseconds
/// @param models the models asked for, fitted to the same quotes; empty where there is no surface
/// @param bootstraps how far each expiry's standard errors may be believed, in the surface's order;
///   empty where it was not asked for
public record FittedSnapshot(
    String file,
    SurfaceSnapshot snapshot,
    Decision decision,
    double elapsedMs,
    List<ModelRow> models,
    List<SliceBootstrap> bootstraps) {
  public FittedSnapshot {
    models = List.copyOf(models);
    bootstraps = List.copyOf(bootstraps);
  }

  /// The bootstrap of the expiry at `expiryTimeNs`; null where there is none.
  @Nullable SliceBootstrap bootstrapOf(long expiryTimeNs) {
    for (SliceBootstrap bootstrap : bootstraps) {
      if (bootstrap.expiryTimeNs() == expiryTimeNs) {
        return bootstrap;
      }
    }
    return null;
  }
}
