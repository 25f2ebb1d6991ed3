package io.calibrant.sim.server;

import java.util.ArrayList;
import java.util.List;

/// A channel somebody listens to: says at most one thing per interval, always the newest.
final class Topic {
  /// What a topic has to say.
  interface Source {
    /// Appends a frame for all listeners; false when there is nothing to say.
    boolean write(StringBuilder out, String channel, long nowNs);

    /// Appends the first frame for a new listener; false when there is none.
    boolean writeFirst(StringBuilder out, String channel, long nowNs);

    /// Whether a listener that has fallen behind may miss a frame, since the next one says it all.
    default boolean isWhole() {
      return true;
    }
  }

  private final String channel;
  private final long intervalNs;
  private final Source source;
  private final List<Connection> listeners = new ArrayList<>();
  private boolean waiting;
  private long lastNs = Long.MIN_VALUE / 2;

  /// @param intervalNs 0 to say everything at once
  Topic(String channel, long intervalNs, Source source) {
    this.channel = channel;
    this.intervalNs = intervalNs;
    this.source = source;
  }

  String channel() {
    return channel;
  }

  List<Connection> listeners() {
    return listeners;
  }

  /// Whether it already waits for its turn.
  boolean isWaiting() {
    return waiting;
  }

  /// Marks it as waiting and returns when its turn comes.
  long waitFrom(long nowNs) {
    waiting = true;
    return Math.max(nowNs, lastNs + intervalNs);
  }

  /// Says what there is to say now, and returns to how many listeners it could not be said because
  /// they have fallen behind: the caller then has it say the newest again later.
  int say(StringBuilder out, long nowNs) {
    waiting = false;
    lastNs = nowNs;
    out.setLength(0);
    if (listeners.isEmpty() || !source.write(out, channel, nowNs)) {
      return 0;
    }
    String frame = out.toString();
    int behind = 0;
    for (int i = 0; i < listeners.size(); i++) {
      if (source.isWhole() && listeners.get(i).isBehind()) {
        behind++;
      } else {
        listeners.get(i).offer(frame);
      }
    }
    return behind;
  }

  /// Says what a new listener must know first.
  void greet(Connection listener, StringBuilder out, long nowNs) {
    out.setLength(0);
    if (source.writeFirst(out, channel, nowNs)) {
      listener.offer(out.toString());
    }
  }
}
