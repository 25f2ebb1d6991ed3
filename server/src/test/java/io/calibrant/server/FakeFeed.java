package io.calibrant.server;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.track.Cuts;
import io.calibrant.core.calibration.track.ModelInput;
import io.calibrant.core.calibration.track.ModelTrack;
import io.calibrant.core.calibration.track.TrackState;
import io.calibrant.core.decision.Decision;
import io.calibrant.engine.api.EngineHealth;
import io.calibrant.engine.api.ModelPoint;
import io.calibrant.engine.api.ModelReport;
import io.calibrant.engine.api.SurfaceFeed;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A feed of a synthetic market that moves only when a test says so.
final class FakeFeed implements SurfaceFeed {
  static final long START_NS =
      Instant.parse("2026-11-21T09:00:00Z").getEpochSecond() * 1_000_000_000L;

  private static final int HISTORY = 2000;

  private final SplittableRandom random = new SplittableRandom(42);
  private final Map<String, Deque<CalibratedSurface>> published = new HashMap<>();
  private final Map<String, Decision> decisions = new HashMap<>();
  private final Map<String, double[]> state = new TreeMap<>();
  private final Map<String, TrackState> tracks = new HashMap<>();
  private final Map<String, ModelReport> models = new HashMap<>();
  private final Map<String, List<ModelPoint>> modelPoints = new HashMap<>();
  private final Map<String, EngineHealth.Freeze> freezes = new TreeMap<>();
  private final Deque<EngineEvent> events = new ArrayDeque<>();
  private final List<Consumer<Decision>> listeners = new CopyOnWriteArrayList<>();
  private EngineHealth.State engine = EngineHealth.State.STARTING;
  private long nowNs = START_NS;
  private long steps;
  private volatile Runnable beforeHistory = () -> {};
  private List<PastDecision> stored = List.of();

  /// A feed that knows BTC, ETH and SOL; SOL never publishes.
  static FakeFeed empty() {
    FakeFeed feed = new FakeFeed();
    feed.state.put("BTC", new double[] {97_250, 0.47, 0.12, -0.12});
    feed.state.put("ETH", new double[] {3_412, 0.63, 0.10, -0.05});
    feed.state.put("SOL", new double[] {182, 0.8, 0.1, -0.1});
    return feed;
  }

  /// A feed with one publication of BTC and ETH.
  static FakeFeed live() {
    FakeFeed feed = empty();
    feed.event("CONNECTION", "", "deribit connected, 1,204 instruments subscribed");
    feed.step(0);
    return feed;
  }

  /// Moves the market and publishes, `elapsedNs` later.
  synchronized void step(long elapsedNs) {
    nowNs += elapsedNs;
    steps++;
    engine = EngineHealth.State.LIVE;
    for (Map.Entry<String, double[]> entry : state.entrySet()) {
      String underlying = entry.getKey();
      double[] s = entry.getValue();
      if (underlying.equals("SOL")) {
        continue;
      }
      s[0] *= 1 + 2e-4 * (random.nextDouble() - 0.5);
      s[1] += 4e-4 * (random.nextDouble() - 0.5);
      s[2] += 3e-4 * (random.nextDouble() - 0.5);
      s[3] = Math.clamp(s[3] + 2e-3 * (random.nextDouble() - 0.5), -0.3, 0.1);
      decide(
          new Decision.Publish(
              new SyntheticSurface(underlying, nowNs, s[0], s[1], s[2], s[3]).calibrated(random)));
    }
    if (steps % 7 == 0) {
      event("REPAIR", "BTC", "calendar gap closed at 28NOV26, cost 0.012 vol points");
    }
  }

  /// Fits models to what was published last.
  synchronized void fitModels() {
    var track = new ModelTrack(List.of("svi", "heston"));
    for (String underlying : published.keySet()) {
      TrackState before = tracks.getOrDefault(underlying, TrackState.EMPTY);
      ModelInput input = ModelInput.of(published.get(underlying).getLast());
      ModelTrack.Step step = track.step(before, input, Cuts.none());
      tracks.put(underlying, step.after());
      models.put(underlying, new ModelReport(step.decision(), List.of(1_000_000L, 12_000_000L)));
      modelPoints
          .computeIfAbsent(underlying, _ -> new ArrayList<>())
          .add(ModelPoint.of(step.decision()));
    }
  }

  @Override
  public synchronized Optional<ModelReport> latestModels(String underlying) {
    return Optional.ofNullable(models.get(underlying));
  }

  @Override
  public synchronized List<ModelPoint> modelHistory(String underlying, long fromNs, int limit) {
    return modelPoints.getOrDefault(underlying, List.of()).stream()
        .filter(point -> point.asOfNs() >= fromNs)
        .limit(limit)
        .toList();
  }

  /// Holds the next publication of `underlying`.
  synchronized void hold(String underlying, Decision.HoldCode code, String reason) {
    decide(
        new Decision.Hold(
            nowNs,
            underlying,
            "%064x".formatted(nowNs),
            code,
            reason,
            latest(underlying).orElse(null)));
    event("HOLD", underlying, code + ": " + reason);
  }

  /// Lets time pass without a publication.
  synchronized void pass(long elapsedNs) {
    nowNs += elapsedNs;
  }

  /// Runs `action` inside every request for the history.
  void beforeHistory(Runnable action) {
    beforeHistory = action;
  }

  synchronized void setClock(long now) {
    nowNs = now;
  }

  synchronized void engineState(EngineHealth.State state) {
    engine = state;
  }

  synchronized void freeze(String underlying, String by) {
    freezes.put(underlying, new EngineHealth.Freeze(underlying, nowNs, by));
  }

  synchronized void unfreeze(String underlying) {
    if (underlying.isEmpty()) {
      freezes.clear();
    } else {
      freezes.remove(underlying);
    }
  }

  synchronized void event(String kind, String underlying, String text) {
    events.addFirst(new EngineEvent(nowNs, kind, underlying, text));
    if (events.size() > 200) {
      events.removeLast();
    }
  }

  private void decide(Decision decision) {
    decisions.put(decision.underlying(), decision);
    if (decision instanceof Decision.Publish publish) {
      Deque<CalibratedSurface> history =
          published.computeIfAbsent(decision.underlying(), _ -> new ArrayDeque<>());
      history.addLast(publish.surface());
      if (history.size() > HISTORY) {
        history.removeFirst();
      }
    }
    listeners.forEach(listener -> listener.accept(decision));
  }

  @Override
  public SortedSet<String> underlyings() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(state.keySet()));
  }

  @Override
  public synchronized Optional<Decision> latestDecision(String underlying) {
    return Optional.ofNullable(decisions.get(underlying));
  }

  @Override
  public synchronized Optional<CalibratedSurface> latest(String underlying) {
    return Optional.ofNullable(published.get(underlying)).map(Deque::getLast);
  }

  @Override
  public synchronized Optional<CalibratedSurface> asOf(String underlying, long asOfNs) {
    CalibratedSurface found = null;
    for (CalibratedSurface surface : published.getOrDefault(underlying, new ArrayDeque<>())) {
      if (surface.asOfNs() <= asOfNs) {
        found = surface;
      }
    }
    return Optional.ofNullable(found);
  }

  @Override
  public List<AtmPoint> atmHistory(String underlying, long fromNs, int limit) {
    beforeHistory.run();
    return history(underlying, fromNs, limit);
  }

  private synchronized List<AtmPoint> history(String underlying, long fromNs, int limit) {
    List<AtmPoint> points = new ArrayList<>();
    for (CalibratedSurface surface : published.getOrDefault(underlying, new ArrayDeque<>())) {
      if (surface.asOfNs() >= fromNs && points.size() < limit) {
        points.add(
            new AtmPoint(
                surface.asOfNs(),
                surface.slices().stream().map(s -> s.expiry() * 365).toList(),
                surface.slices().stream().map((CalibratedSlice s) -> s.impliedVol(0)).toList()));
      }
    }
    return points;
  }

  /// Decisions of earlier runs, newest first.
  synchronized void stored(List<PastDecision> decisions) {
    stored = decisions;
  }

  @Override
  public synchronized List<PastDecision> decisionsBefore(
      String underlying, long beforeNs, int limit) {
    return stored.stream().filter(d -> d.asOfNs() < beforeNs).limit(limit).toList();
  }

  @Override
  public synchronized List<EngineEvent> events(int limit) {
    return events.stream().limit(limit).toList();
  }

  @Override
  public synchronized EngineHealth health() {
    return new EngineHealth(
        engine,
        nowNs,
        21_480 + steps % 97,
        steps * 5_300,
        steps * 3,
        steps * 210,
        steps * 2,
        0,
        steps / 50,
        1.31,
        3.87,
        1.42,
        4.05,
        List.of(new EngineHealth.StageTime("DECIDE", 0.8, 1.9)),
        steps * 48_211,
        steps * 5_320,
        3,
        List.of(
            new EngineHealth.VenueHealth(
                "deribit", true, nowNs - 3_000_000, steps * 5_300, 1, 2, 0, "1,204 instruments")),
        List.copyOf(freezes.values()));
  }

  @Override
  public Subscription subscribe(Consumer<Decision> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
