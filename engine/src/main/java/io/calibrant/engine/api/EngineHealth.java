package io.calibrant.engine.api;

import java.util.List;
import java.util.Optional;

/// The engine's own state of health at one instant.
///
/// @param state the worst of all parts
/// @param nowNs when this was read
/// @param quotesPerSecond quotes accepted in the last second
/// @param quotesTotal quotes accepted since start
/// @param conflatedTotal quotes replaced by a newer one of the same instrument before they were
///   read; trades are never conflated
/// @param publishedTotal and `heldTotal` count decisions
/// @param begunTwiceTotal decisions that were late and begun a second time beside themselves
/// @param tickToSurfaceP50Ms from the receipt of a quote to the first published surface that holds
///   it, waiting included, over every quote of the last 60 s; NaN when there was none
/// @param tickToSurfaceP50SinceStartMs the same over every quote since the start
/// @param stages what the parts of that way took over the last 60 s, in order
/// @param journalBytes size on disk
/// @param journalSequence last entry written
/// @param storeLagEntries journal entries not yet in the store
/// @param freezes what a person has paused, in order of the underlying
public record EngineHealth(
    State state,
    long nowNs,
    double quotesPerSecond,
    long quotesTotal,
    long tradesTotal,
    long conflatedTotal,
    long publishedTotal,
    long heldTotal,
    long begunTwiceTotal,
    double tickToSurfaceP50Ms,
    double tickToSurfaceP99Ms,
    double tickToSurfaceP50SinceStartMs,
    double tickToSurfaceP99SinceStartMs,
    List<StageTime> stages,
    long journalBytes,
    long journalSequence,
    long storeLagEntries,
    List<VenueHealth> venues,
    List<Freeze> freezes) {

  public EngineHealth {
    stages = List.copyOf(stages);
    venues = List.copyOf(venues);
    freezes = List.copyOf(freezes);
  }

  /// What pauses the publication of `underlying`: its own freeze or that of all.
  public Optional<Freeze> freezeOf(String underlying) {
    return freezes.stream()
        .filter(freeze -> freeze.ofAll() || freeze.underlying().equals(underlying))
        .findFirst();
  }

  /// What one part of the way from a quote to a surface took.
  public record StageTime(String stage, double p50Ms, double p99Ms) {}

  /// A person has paused publication.
  ///
  /// @param underlying of what; empty for all
  /// @param sinceNs when
  /// @param by who and why
  public record Freeze(String underlying, long sinceNs, String by) {
    /// Whether it concerns every underlying.
    public boolean ofAll() {
      return underlying.isEmpty();
    }
  }

  /// What a reader may rely on.
  public enum State {
    /// Quotes are fresh and surfaces are published.
    LIVE,
    /// Surfaces are published, but a feed is down, late or partly quarantined.
    DEGRADED,
    /// The last surface is older than its limit.
    STALE,
    /// Publication is paused by a person.
    FROZEN,
    /// The engine walks through a journal.
    REPLAY,
    /// Nothing has been published yet.
    STARTING
  }

  /// One venue's connection.
  ///
  /// @param lastMessageNs receipt of the last message; 0 when none came
  public record VenueHealth(
      String venue,
      boolean connected,
      long lastMessageNs,
      long messagesTotal,
      long reconnectsTotal,
      long gapsTotal,
      long malformedTotal,
      String detail) {}
}
