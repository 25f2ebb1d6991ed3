package io.calibrant.engine.live;

import io.calibrant.engine.api.SurfaceFeed.EngineEvent;
import io.calibrant.engine.connection.EventLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The most recent events, bounded; every one also goes to the log.
public final class EventRing implements EventLog {
  static final int CAPACITY = 1000;

  private static final Logger LOG = LoggerFactory.getLogger("calibrant.engine");

  private final Deque<EngineEvent> newestFirst = new ArrayDeque<>();

  @Override
  public void event(long timeNs, String kind, String underlying, String text) {
    LOG.info("{} {} {}", kind, underlying, text);
    add(timeNs, kind, underlying, text);
  }

  /// An agent failed: the log gets the whole trace.
  public void failure(long timeNs, String agent, Throwable failure) {
    LOG.error("agent {} stopped", agent, failure);
    add(timeNs, "agent-stopped", "", "%s stopped: %s".formatted(agent, failure));
  }

  private void add(long timeNs, String kind, String underlying, String text) {
    synchronized (newestFirst) {
      newestFirst.addFirst(new EngineEvent(timeNs, kind, underlying, text));
      if (newestFirst.size() > CAPACITY) {
        newestFirst.removeLast();
      }
    }
  }

  /// The newest, at most `limit`.
  public List<EngineEvent> newest(int limit) {
    List<EngineEvent> events = new ArrayList<>();
    synchronized (newestFirst) {
      for (EngineEvent event : newestFirst) {
        if (events.size() >= limit) {
          break;
        }
        events.add(event);
      }
    }
    return events;
  }
}
