package io.calibrant.engine.live;

import io.calibrant.engine.api.ModelPoint;
import io.calibrant.engine.api.ModelReport;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The latest model decisions and their recent past. One writer, any readers.
public final class ModelBoard {
  /// Points of an underlying that are kept: an hour and more at the standard interval.
  private static final int KEPT = 2400;

  private final Map<String, ModelReport> latest = new ConcurrentHashMap<>();
  private final Map<String, Deque<ModelPoint>> past = new ConcurrentHashMap<>();

  /// Makes `report` visible.
  void put(ModelReport report) {
    String underlying = report.decision().underlying();
    Deque<ModelPoint> points = past.computeIfAbsent(underlying, _ -> new ArrayDeque<>());
    synchronized (points) {
      points.addLast(ModelPoint.of(report.decision()));
      if (points.size() > KEPT) {
        points.removeFirst();
      }
    }
    latest.put(underlying, report);
  }

  /// The newest of `underlying`.
  public Optional<ModelReport> latest(String underlying) {
    return Optional.ofNullable(latest.get(underlying));
  }

  /// The newest points since `fromNs`, oldest first, at most `limit`.
  public List<ModelPoint> history(String underlying, long fromNs, int limit) {
    Deque<ModelPoint> points = past.get(underlying);
    if (points == null) {
      return List.of();
    }
    synchronized (points) {
      return points.reversed().stream()
          .filter(point -> point.asOfNs() >= fromNs)
          .limit(limit)
          .toList()
          .reversed();
    }
  }
}
