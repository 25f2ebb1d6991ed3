package io.calibrant.engine.fold;

import io.calibrant.core.decision.PathState;
import io.calibrant.core.decision.SurfacePath;
import io.calibrant.core.surface.SurfaceSnapshot;

/// The stages from a snapshot to a decision; a pure function of its arguments.
@FunctionalInterface
public interface Stages {
  /// The stages with their standard settings for a live venue.
  Stages STANDARD = SurfacePath.LIVE::decide;

  /// Decides what may be published of `snapshot`.
  SurfacePath.Step decide(SurfaceSnapshot snapshot, PathState previous);
}
