package io.calibrant.core.decision;

import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.SurfaceCalibration;
import io.calibrant.core.calibration.SurfaceCalibrator;
import io.calibrant.core.decision.Decision.HoldCode;
import io.calibrant.core.forward.Forward;
import io.calibrant.core.forward.ForwardEstimator;
import io.calibrant.core.surface.ExpiryQuotes;
import io.calibrant.core.surface.SurfaceSnapshot;
import io.calibrant.core.surface.VenueGate;
import io.calibrant.core.surface.VenueVerdict;
import io.calibrant.core.validation.SurfaceCheck;
import io.calibrant.core.validation.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
      new SurfacePath(SurfaceCalibrator.LIVE, CoverageFloor.LIVE);

  /// Silence right after a connection is up says nothing about the venue, so that it never comes to
  /// the venue's gate.
  private static final String SILENT =
      "no contract has been quoted since the venue's connection is up";

  private static final double MAX_AGE_SHARE = 1e-4;

  /// Two seconds.
  private static final double MAX_AGE_YEARS = 2 / 31_536_000.0;

  /// A decision and what to remember for the next one.
  public record Step(Decision decision, PathState state) {}

  /// Decides what may be published of `snapshot`; a pure function of its arguments.
  public Step decide(SurfaceSnapshot snapshot, PathState previous) {
    SnapshotCoverage coverage = SnapshotCoverage.of(snapshot);
    if (coverage.spoken() == 0 && coverage.contracts() > 0 && floor.asksForAnything()) {
      return hold(snapshot, previous.gatheringSince(PathState.COVERED), HoldCode.NO_QUOTES, SILENT);
    }
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
    SortedMap<Long, SliceInput> inputs = new TreeMap<>();
    Map<Long, Forward> forwards = new HashMap<>();
    Set<Long> unchanged = unchanged(snapshot, previous, inputs, forwards);
    for (Forward forward : ForwardEstimator.estimate(snapshot, forwards).forwards()) {
      forwards.put(forward.expiryTimeNs(), forward);
    }
    return switch (calibrator.calibrate(snapshot, forwards, previous.last(), unchanged)) {
      case SurfaceCalibration.Unfitted(var _, String reason) ->
          hold(snapshot, previous, HoldCode.NO_FIT, reason);
      case SurfaceCalibration.Fitted(CalibratedSurface surface) ->
          publish(snapshot, surface, previous, inputs);
    };
  }

  /// Expiries about which nothing was said since the last surface.
  ///
  /// Their slices may stay as they were as long as the time that has passed is at most
  /// [#MAX_AGE_SHARE] of T, which is 0.5 bp of a vol, and [#MAX_AGE_YEARS].
  ///
  /// @param inputs receives what every expiry rests on now
  /// @param forwards receives the forwards of the expiries returned
  private Set<Long> unchanged(
      SurfaceSnapshot snapshot,
      PathState previous,
      SortedMap<Long, SliceInput> inputs,
      Map<Long, Forward> forwards) {
    CalibratedSurface last = previous.last();
    if (!calibrator.settings().incremental()) {
      return Set.of();
    }
    Map<Long, ExpiryQuotes> standing = new HashMap<>();
    for (ExpiryQuotes quotes : snapshot.expiries()) {
      long expiryTimeNs = quotes.expiryTimeNs();
      var input = SliceInput.of(quotes, snapshot);
      inputs.put(expiryTimeNs, input);
      if (input.equals(previous.inputs().get(expiryTimeNs))) {
        standing.put(expiryTimeNs, quotes);
      }
    }
    Set<Long> unchanged = new HashSet<>();
    if (last == null) {
      return unchanged;
    }
    last.slices().forEach(slice -> keep(slice.forward(), standing, unchanged, forwards));
    last.thin().forEach(slice -> keep(slice.forward(), standing, unchanged, forwards));
    return unchanged;
  }

  private static void keep(
      @Nullable Forward forward,
      Map<Long, ExpiryQuotes> standing,
      Set<Long> unchanged,
      Map<Long, Forward> forwards) {
    ExpiryQuotes quotes = forward == null ? null : standing.get(forward.expiryTimeNs());
    if (forward == null
        || quotes == null
        || forward.method() == Forward.Method.INTERPOLATED
        || forward.expiry() - quotes.expiry()
            > Math.min(MAX_AGE_YEARS, MAX_AGE_SHARE * quotes.expiry())) {
      return;
    }
    unchanged.add(forward.expiryTimeNs());
    forwards.put(forward.expiryTimeNs(), forward);
  }

  private static Step publish(
      SurfaceSnapshot snapshot,
      CalibratedSurface surface,
      PathState previous,
      SortedMap<Long, SliceInput> inputs) {
    return switch (SurfaceCheck.of(surface, previous.last())) {
      case Verdict.Accepted _ ->
          new Step(
              new Decision.Publish(surface),
              new PathState(surface, previous.gatheringSinceNs(), inputs));
      case Verdict.Rejected(var breaches) ->
          hold(snapshot, previous, HoldCode.CHECK_FAILED, failure(surface, breaches));
    };
  }

  private static String failure(CalibratedSurface surface, List<Verdict.Breach> breaches) {
    Verdict.Breach first = breaches.getFirst();
    String checks =
        "%d checks failed, first %s at expiry %s%s, by %s"
            .formatted(
                breaches.size(),
                first.check(),
                Instant.ofEpochSecond(0, first.expiryTimeNs()),
                Double.isNaN(first.k()) ? "" : ", k=" + first.k(),
                first.by());
    List<Verdict.Breach> contaminated =
        breaches.stream().filter(breach -> breach.check().equals("contaminated")).toList();
    if (contaminated.isEmpty()) {
      return checks;
    }
    double worst = contaminated.stream().mapToDouble(Verdict.Breach::by).max().orElse(0);
    return String.format(
        Locale.ROOT,
        "unreliable: in %d of %d expiries %.0f %% or more of the quotes near the money contradict"
            + " the smile, at worst %.0f %%, and nobody can say which are right; %s",
        contaminated.size(),
        surface.slices().size(),
        100 * SurfaceCheck.MAX_CONTAMINATED,
        100 * (SurfaceCheck.MAX_CONTAMINATED + worst),
        checks);
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
