package io.calibrant.server.api;

import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.decision.Decision;
import io.calibrant.engine.api.EngineHealth;
import io.calibrant.engine.api.SurfaceFeed;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// Finds the surface to serve, or says why none may be.
///
/// Ages are measured with the engine's clock, so that a replay ages by its own time.
public final class Surfaces {
  private static final double NS_PER_MS = 1e6;

  private final SurfaceFeed feed;
  private final Duration staleAfter;
  private final Duration refuseAfter;

  /// Surfaces of `feed`, marked stale after `staleAfter` and refused after `refuseAfter`.
  public Surfaces(SurfaceFeed feed, Duration staleAfter, Duration refuseAfter) {
    this.feed = feed;
    this.staleAfter = staleAfter;
    this.refuseAfter = refuseAfter;
  }

  /// The surface of `underlying` now, or as it stood at `asOfNs`.
  public Published find(String underlying, OptionalLong asOfNs) {
    requireKnown(underlying);
    if (asOfNs.isPresent()) {
      CalibratedSurface surface =
          feed.asOf(underlying, asOfNs.getAsLong())
              .orElseThrow(
                  () ->
                      Problem.unavailable(
                          "nothing-published-then",
                          "no surface of %s had been published at %s"
                              .formatted(underlying, Json.instant(asOfNs.getAsLong())),
                          "ask for a later instant"));
      return new Published(
          surface, (asOfNs.getAsLong() - surface.asOfNs()) / NS_PER_MS, "HISTORIC");
    }
    Published last = last(underlying).orElseThrow(() -> nothingPublished(underlying));
    long ageNs = (long) (last.ageMs() * NS_PER_MS);
    if (ageNs > refuseAfter.toNanos()) {
      throw Problem.unavailable(
          "refused",
          "the last surface of %s is %d s old; more than %d s is refused%s"
              .formatted(
                  underlying,
                  ageNs / 1_000_000_000L,
                  refuseAfter.toSeconds(),
                  holdReason(underlying)),
          "look at /api/v1/health, or ask with asOf");
    }
    return last;
  }

  /// The surface of `underlying` that was published last, however old it is; empty when there is
  /// none.
  public Optional<Published> last(String underlying) {
    Optional<CalibratedSurface> surface = feed.latest(underlying);
    if (surface.isEmpty()) {
      return Optional.empty();
    }
    EngineHealth health = feed.health();
    long ageNs = Math.max(0, health.nowNs() - surface.get().asOfNs());
    EngineHealth.State state =
        health.freezeOf(underlying).isPresent() && health.state() != EngineHealth.State.REPLAY
            ? EngineHealth.State.FROZEN
            : health.state();
    return Optional.of(new Published(surface.get(), ageNs / NS_PER_MS, status(state, ageNs)));
  }

  /// 404 unless `underlying` is known.
  public void requireKnown(String underlying) {
    if (!feed.underlyings().contains(underlying)) {
      throw Problem.unknown(
          "underlying",
          underlying,
          feed.underlyings().isEmpty()
              ? "none is known yet"
              : "known are " + String.join(", ", feed.underlyings()));
    }
  }

  /// The state of a surface of that age, given the state of the engine.
  public String status(EngineHealth.State engine, long ageNs) {
    boolean ageMatters =
        engine == EngineHealth.State.LIVE
            || engine == EngineHealth.State.DEGRADED
            || engine == EngineHealth.State.STARTING;
    return ageMatters && ageNs > staleAfter.toNanos()
        ? EngineHealth.State.STALE.name()
        : engine.name();
  }

  private Problem nothingPublished(String underlying) {
    return Problem.unavailable(
        "nothing-published",
        "no surface of %s has been published yet%s".formatted(underlying, holdReason(underlying)),
        "try again in a moment, or look at /api/v1/decisions/" + underlying);
  }

  private String holdReason(String underlying) {
    Optional<Decision> decision = feed.latestDecision(underlying);
    return decision.isPresent() && decision.get() instanceof Decision.Hold hold
        ? "; last decision: hold, %s: %s".formatted(hold.code(), hold.reason())
        : "";
  }
}
