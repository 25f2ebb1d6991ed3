package io.calibrant.server.api;

import io.calibrant.core.decision.Decision;
import io.calibrant.engine.api.SurfaceFeed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The latest decisions of every underlying, newest first, as many as it has room for.
public final class DecisionLog {
  /// Decisions kept of one underlying.
  public static final int CAPACITY = 500;

  private final Map<String, Deque<Entry>> byUnderlying = new HashMap<>();

  /// A decision without its surface, so that the log stays small.
  ///
  /// @param code `PUBLISH` or the hold's code
  record Entry(long asOfNs, String snapshotHash, String kind, String code, String reason) {}

  /// Remembers `decision`.
  public synchronized void add(Decision decision) {
    Deque<Entry> entries =
        byUnderlying.computeIfAbsent(decision.underlying(), _ -> new ArrayDeque<>());
    if (entries.size() == CAPACITY) {
      entries.removeLast();
    }
    entries.addFirst(entryOf(decision));
  }

  /// The latest decisions, those of earlier runs from the store of `feed`.
  List<Entry> latest(SurfaceFeed feed, String underlying, int limit) {
    List<Entry> entries = latest(underlying, limit);
    int missing = limit - entries.size();
    if (missing > 0) {
      long beforeNs = entries.isEmpty() ? Long.MAX_VALUE : entries.getLast().asOfNs();
      feed.decisionsBefore(underlying, beforeNs, missing)
          .forEach(past -> entries.add(entryOf(past)));
    }
    return entries;
  }

  private synchronized List<Entry> latest(String underlying, int limit) {
    List<Entry> result = new ArrayList<>();
    for (Entry entry : byUnderlying.getOrDefault(underlying, new ArrayDeque<>())) {
      if (result.size() == limit) {
        break;
      }
      result.add(entry);
    }
    return result;
  }

  private static Entry entryOf(SurfaceFeed.PastDecision past) {
    return past.published()
        ? new Entry(past.asOfNs(), past.snapshotHash(), "PUBLISH", "PUBLISH", "passed every check")
        : new Entry(past.asOfNs(), past.snapshotHash(), "HOLD", past.code(), past.reason());
  }

  private static Entry entryOf(Decision decision) {
    return switch (decision) {
      case Decision.Publish publish ->
          new Entry(
              publish.asOfNs(),
              publish.snapshotHash(),
              "PUBLISH",
              "PUBLISH",
              publish.surface().arbitrage().repaired()
                  ? "passed every check after repair"
                  : "passed every check");
      case Decision.Hold hold ->
          new Entry(hold.asOfNs(), hold.snapshotHash(), "HOLD", hold.code().name(), hold.reason());
    };
  }
}
