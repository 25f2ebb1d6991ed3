package io.calibrant.core.decision;

import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.SurfaceCalibration;
import io.calibrant.core.calibration.SurfaceCalibrator;
import io.calibrant.core.decision.Decision.HoldCode;
import io.calibrant.core.forward.Forward;
import io.calibrant.core.forward.ForwardEstimator;
import io.calibrant.core.surface.SurfaceSnapshot;
import io.calibrant.core.surface.VenueGate;
import io.calibrant.core.surface.VenueVerdict;
import io.calibrant.core.validation.SurfaceCheck;
import io.calibrant.core.validation.Verdict;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The stages from a snapshot to a decision: coverage floor, venue gate, forward, implied vols,
/// joint smile fit, exact checks.
///
/// @param calibrator the fitting stage
/// @param floor how much of a venue must have spoken
public record SurfacePath(SurfaceCalibrator calibrator, CoverageFloor floor) {
  /// The path with the standard settings for single snapshots.
  public static final SurfacePath DEFAULT =
      new SurfacePath(SurfaceCalibrator.DEFAULT, CoverageFloor.NONE);

  /// The path with the standard settings for a venue that is followed live.
  public static final SurfacePath LIVE =
      new SurfacePath(SurfaceCalibrator.DEFAULT, CoverageFloor.LIVE);

  /// A decision and what to remember for the next one.
  public record Step(Decision decision, PathState state) {}

  /// Decides what may be published of `snapshot`; a pure function of its arguments.
  public Step decide(SurfaceSnapshot snapshot, PathState previous) {
    SnapshotCoverage coverage = SnapshotCoverage.of(snapshot);
    PathState state = previous.gatheringSince(gatheringSinceNs(snapshot, coverage, previous));
    boolean waits =
        state.gatheringSinceNs() != PathState.COVERED
            && snapshot.asOfNs() - state.gatheringSinceNs() < floor.maxWaitNs();
    return waits
        ? hold(snapshot, state, HoldCode.GATHERING, gathering(coverage))
        : judge(snapshot, state);
  }

  /// The wait begins with the first quote, so that the time a connection was down does not count.
  private long gatheringSinceNs(
      SurfaceSnapshot snapshot, SnapshotCoverage coverage, PathState previous) {
    if (coverage.spoken() == 0 || floor.isMetBy(coverage)) {
      return PathState.COVERED;
    }
    return previous.gatheringSinceNs() == PathState.COVERED
        ? snapshot.asOfNs()
        : previous.gatheringSinceNs();
  }

  private String gathering(SnapshotCoverage coverage) {
    return String.format(
        Locale.ROOT,
        "%d of %d contracts and half of them in %d of %d expiries have been quoted;"
            + " needed are %.0f %% and %.0f %%, or %.0f s of waiting",
        coverage.spoken(),
        coverage.contracts(),
        coverage.halfSpoken(),
        coverage.expiries(),
        100 * floor.contracts(),
        100 * floor.expiries(),
        floor.maxWaitNs() / 1e9);
  }

  private Step judge(SurfaceSnapshot snapshot, PathState previous) {
    if (snapshot.quoteCount() == 0) {
      return hold(snapshot, previous, HoldCode.NO_QUOTES, "the snapshot has no option quotes");
    }
    VenueVerdict venue = VenueGate.judge(snapshot);
    if (!venue.isSound()) {
      return hold(snapshot, previous, HoldCode.VENUE_REJECTED, String.join("; ", venue.reasons()));
    }
    Map<Long, Forward> forwards = new HashMap<>();
    for (Forward forward : ForwardEstimator.estimate(snapshot).forwards()) {
      forwards.put(forward.expiryTimeNs(), forward);
    }
    return switch (calibrator.calibrate(snapshot, forwards, previous.last())) {
      case SurfaceCalibration.Unfitted(var _, String reason) ->
          hold(snapshot, previous, HoldCode.NO_FIT, reason);
      case SurfaceCalibration.Fitted(CalibratedSurface surface) ->
          publish(snapshot, surface, previous);
    };
  }

  private static Step publish(
      SurfaceSnapshot snapshot, CalibratedSurface surface, PathState previous) {
    return switch (SurfaceCheck.of(surface)) {
      case Verdict.Accepted _ ->
          new Step(
              new Decision.Publish(surface), new PathState(surface, previous.gatheringSinceNs()));
      case Verdict.Rejected(var breaches) -> {
        Verdict.Breach worst = breaches.getFirst();
        yield hold(
            snapshot,
            previous,
            HoldCode.CHECK_FAILED,
            "%d checks failed, first %s at expiry %s ns, k=%s, by %s"
                .formatted(
                    breaches.size(), worst.check(), worst.expiryTimeNs(), worst.k(), worst.by()));
      }
    };
  }

  private static Step hold(
      SurfaceSnapshot snapshot, PathState previous, HoldCode code, String reason) {
    return new Step(
        new Decision.Hold(
            snapshot.asOfNs(),
            snapshot.underlying(),
            snapshot.hash(),
            code,
            reason,
            previous.last()),
        previous);
  }
}
