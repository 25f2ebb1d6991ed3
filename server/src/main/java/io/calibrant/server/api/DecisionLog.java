package io.calibrant.server.api;

import io.calibrant.core.decision.Decision;
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

  synchronized List<Entry> latest(String underlying, int limit) {
    List<Entry> result = new ArrayList<>();
    for (Entry entry : byUnderlying.getOrDefault(underlying, new ArrayDeque<>())) {
      if (result.size() == limit) {
        break;
      }
      result.add(entry);
    }
    return result;
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
