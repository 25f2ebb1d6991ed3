package io.calibrant.cli.fit;

import io.calibrant.core.decision.Decision;
import io.calibrant.core.surface.SurfaceSnapshot;

/// One snapshot of a file and what was decided on it.
///
/// @param file as the user named it
/// @param elapsedMs wall time of the decision, milliseconds
public record FittedSnapshot(
    String file, SurfaceSnapshot snapshot, Decision decision, double elapsedMs) {}
