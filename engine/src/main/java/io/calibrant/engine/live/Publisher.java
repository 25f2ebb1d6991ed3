package io.calibrant.engine.live;

import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.decision.Decision;
import io.calibrant.engine.api.SurfaceFeed.Subscription;
import io.calibrant.engine.connection.EventLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The latest decisions and those who want to hear of new ones. One writer, any readers.
public final class Publisher {
  /// Surfaces kept for as-of queries too young for the store.
  private static final int RECENT = 64;

  /// Of them, those kept with their quotes, which are nine tenths of their memory: whatever stands
  /// here is copied by every collection, and quotes that come meanwhile wait.
  private static final int WHOLE = 4;

  private final Map<String, Decision> latestDecisions = new ConcurrentHashMap<>();
  private final Map<String, CalibratedSurface> latestSurfaces = new ConcurrentHashMap<>();
  private final Map<String, Deque<CalibratedSurface>> recent = new ConcurrentHashMap<>();
  private final List<Seat> listeners = new CopyOnWriteArrayList<>();
  private final EventLog events;

  /// One subscription; a listener that subscribed twice has two.
  private static final class Seat {
    private final Consumer<Decision> listener;

    private Seat(Consumer<Decision> listener) {
      this.listener = listener;
    }
  }

  public Publisher(EventLog events) {
    this.events = events;
  }

  /// Makes `decision` visible, then tells the listeners. A listener's fault is told and goes no
  /// further.
  void publish(Decision decision) {
    remember(decision);
    for (Seat seat : listeners) {
      try {
        seat.listener.accept(decision);
      } catch (RuntimeException e) {
        events.event(
            decision.asOfNs(), "subscriber", decision.underlying(), "a subscriber failed: " + e);
      }
    }
  }

  /// Makes a surface from before a restart visible.
  void restore(CalibratedSurface surface) {
    remember(new Decision.Publish(surface));
  }

  private void remember(Decision decision) {
    String underlying = decision.underlying();
    if (decision instanceof Decision.Publish(var surface)) {
      latestSurfaces.put(underlying, surface);
      Deque<CalibratedSurface> kept = recent.computeIfAbsent(underlying, _ -> new ArrayDeque<>());
      synchronized (kept) {
        kept.addLast(surface);
        if (kept.size() > WHOLE) {
          shorten(kept);
        }
        if (kept.size() > RECENT) {
          kept.removeFirst();
        }
      }
    }
    latestDecisions.put(underlying, decision);
  }

  /// Takes the quotes from the newest surface that is no longer kept whole.
  private static void shorten(Deque<CalibratedSurface> kept) {
    CalibratedSurface[] whole = new CalibratedSurface[WHOLE];
    for (int i = 0; i < WHOLE; i++) {
      whole[i] = kept.removeLast();
    }
    kept.addLast(kept.removeLast().withoutQuotes());
    for (int i = WHOLE - 1; i >= 0; i--) {
      kept.addLast(whole[i]);
    }
  }

  public Optional<Decision> latestDecision(String underlying) {
    return Optional.ofNullable(latestDecisions.get(underlying));
  }

  public Optional<CalibratedSurface> latest(String underlying) {
    return Optional.ofNullable(latestSurfaces.get(underlying));
  }

  /// The surface published last at or before `asOfNs`, when it is among the most recent.
  public Optional<CalibratedSurface> recentAsOf(String underlying, long asOfNs) {
    Deque<CalibratedSurface> kept = recent.get(underlying);
    if (kept == null) {
      return Optional.empty();
    }
    synchronized (kept) {
      return kept.reversed().stream().filter(s -> s.asOfNs() <= asOfNs).findFirst();
    }
  }

  /// All underlyings with a decision.
  public SortedSet<String> underlyings() {
    return new TreeSet<>(latestDecisions.keySet());
  }

  /// When the newest surface of all underlyings but `without` speaks of; `Long.MIN_VALUE` when
  /// there is none.
  long newestAsOfNs(Set<String> without) {
    return latestSurfaces.values().stream()
        .filter(surface -> !without.contains(surface.underlying()))
        .mapToLong(CalibratedSurface::asOfNs)
        .max()
        .orElse(Long.MIN_VALUE);
  }

  /// Whether every latest decision published, those of `without` not asked.
  boolean allPublish(Set<String> without) {
    return latestDecisions.values().stream()
        .filter(decision -> !without.contains(decision.underlying()))
        .allMatch(decision -> decision instanceof Decision.Publish);
  }

  public Subscription subscribe(Consumer<Decision> listener) {
    var seat = new Seat(listener);
    listeners.add(seat);
    return () -> listeners.remove(seat);
  }
}
