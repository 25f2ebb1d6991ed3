package io.calibrant.core.decision;

import io.calibrant.core.surface.SurfaceSnapshot;

/// The stages from a snapshot to a decision: forward, implied vols, joint smile fit, exact checks.
public final class SurfacePath {
  /// The path with the standard settings.
  public static final SurfacePath DEFAULT = new SurfacePath();

  private SurfacePath() {}

  /// A decision and what to remember for the next one.
  public record Step(Decision decision, PathState state) {}

  /// Decides what may be published of `snapshot`; a pure function of its arguments.
  public Step decide(SurfaceSnapshot snapshot, PathState previous) {
    return new Step(
        new Decision.Hold(
            snapshot.asOfNs(),
            snapshot.underlying(),
            snapshot.hash(),
            Decision.HoldCode.NO_FIT,
            "the calibration stage is being built",
            previous.last()),
        previous);
  }
}
