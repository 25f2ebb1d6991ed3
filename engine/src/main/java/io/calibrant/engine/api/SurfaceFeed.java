package io.calibrant.engine.api;

import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.decision.Decision;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;

/// The read side of an engine; safe to call from any thread.
public interface SurfaceFeed {
  /// The underlyings known so far, in upper case.
  SortedSet<String> underlyings();

  /// The latest decision, whether it published or held.
  Optional<Decision> latestDecision(String underlying);

  /// The latest published surface.
  Optional<CalibratedSurface> latest(String underlying);

  /// The surface that was published last at or before `asOfNs`. Older than the most recent ones it
  /// comes from the store: parameters, forwards, errors and quality bit for bit, but without its
  /// quotes, which stand in the journal's messages.
  Optional<CalibratedSurface> asOf(String underlying, long asOfNs);

  /// The ATM history since `fromNs`, oldest first, at most `limit` points.
  List<AtmPoint> atmHistory(String underlying, long fromNs, int limit);

  /// The decisions of an underlying that were stored before `beforeNs`, also of earlier runs,
  /// newest first, at most `limit`; empty where nothing is stored.
  default List<PastDecision> decisionsBefore(String underlying, long beforeNs, int limit) {
    return List.of();
  }

  /// What the last step of an underlying's models came to; empty where none are fitted.
  default Optional<ModelReport> latestModels(String underlying) {
    return Optional.empty();
  }

  /// The newest steps of an underlying's models since `fromNs`, oldest first, at most `limit`; of
  /// this run, and the last one before it.
  default List<ModelPoint> modelHistory(String underlying, long fromNs, int limit) {
    return List.of();
  }

  /// The most recent events (connections, gaps, holds, repairs), newest first, at most `limit`.
  List<EngineEvent> events(int limit);

  /// The engine's own state of health.
  EngineHealth health();

  /// Calls `listener` with every decision from now on, on the engine's publishing thread; the
  /// listener must not block. Close the subscription to stop.
  Subscription subscribe(Consumer<Decision> listener);

  /// A running subscription.
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /// ATM vols of one publication.
  ///
  /// @param tenorDays tenors in days, ascending; aligned with `atmVols`
  record AtmPoint(long asOfNs, List<Double> tenorDays, List<Double> atmVols) {}

  /// A decision without its surface.
  ///
  /// @param code of a hold; empty when it published
  /// @param reason of a hold; empty when it published
  record PastDecision(
      long asOfNs, String snapshotHash, boolean published, String code, String reason) {}

  /// Something worth telling a person.
  record EngineEvent(long timeNs, String kind, String underlying, String text) {}
}
