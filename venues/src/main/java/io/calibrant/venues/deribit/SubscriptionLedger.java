package io.calibrant.venues.deribit;

import io.calibrant.venues.VenueSession.Sink;
import io.calibrant.venues.VenueSession.Subscriptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which channels are wanted, asked for, confirmed and refused, paced to the venue's limits.
///
/// At most [#CHUNK] channels a call and one call every [#CALL_GAP_NS]. The venue confirms by
/// listing what it really subscribed; what is missing there was refused without a word.
final class SubscriptionLedger {
  /// Channels in one call; 500 are said to be allowed.
  static final int CHUNK = 250;

  /// Between two calls: 3 a second; the venue's credits allow 3.3.
  static final long CALL_GAP_NS = 334_000_000L;

  /// How long an answer may take.
  static final long ANSWER_TIMEOUT_NS = 10_000_000_000L;

  /// How often a call without an answer is repeated before the connection is given up.
  private static final int MAX_TIMEOUTS = 3;

  private enum State {
    WANTED,
    ASKED,
    ACTIVE,
    REFUSED
  }

  private record Call(boolean subscribe, List<String> channels, long sentNs) {}

  private final Map<String, State> states = new LinkedHashMap<>();
  private final Set<String> queue = new LinkedHashSet<>();
  private final Set<String> leaving = new LinkedHashSet<>();
  private final Map<Long, Call> calls = new HashMap<>();
  private long nextCallNs = Long.MIN_VALUE;
  private boolean lastLeft;
  private int timeouts;
  private int active;
  private int refused;

  /// Makes `wanted` the channels to follow; new ones are queued, the others unsubscribed from.
  void want(Set<String> wanted) {
    for (Iterator<Map.Entry<String, State>> i = states.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<String, State> entry = i.next();
      if (!wanted.contains(entry.getKey())) {
        count(entry.getValue(), -1);
        if (entry.getValue() == State.ACTIVE || entry.getValue() == State.ASKED) {
          leaving.add(entry.getKey());
        }
        queue.remove(entry.getKey());
        i.remove();
      }
    }
    for (String channel : wanted) {
      if (states.putIfAbsent(channel, State.WANTED) == null) {
        queue.add(channel);
      }
    }
  }

  /// Unsubscribes from a channel that is followed and subscribes to it again; nothing happens while
  /// that is already under way.
  void renew(String channel) {
    State state = states.get(channel);
    if (state == State.ACTIVE || state == State.ASKED) {
      leaving.add(channel);
      set(channel, State.WANTED);
      queue.add(channel);
    }
  }

  /// A new connection: everything that is wanted must be asked for again.
  void reset() {
    calls.clear();
    leaving.clear();
    queue.clear();
    queue.addAll(states.keySet());
    states.replaceAll((_, _) -> State.WANTED);
    active = 0;
    refused = 0;
    timeouts = 0;
    nextCallNs = Long.MIN_VALUE;
  }

  /// Sends the next call if one waits and the pace allows it.
  void send(long nowNs, RequestIds ids, Sink sink) {
    if (nowNs < nextCallNs || (queue.isEmpty() && leaving.isEmpty())) {
      return;
    }
    // Turns alternate: a steady stream of gaps must not keep subscriptions from being renewed.
    List<String> chunk = leaving.isEmpty() || lastLeft ? take(queue, leaving) : List.of();
    boolean subscribe = !chunk.isEmpty();
    if (!subscribe) {
      chunk = take(leaving, Set.of());
    }
    lastLeft = !subscribe;
    long id = ids.next();
    calls.put(id, new Call(subscribe, chunk, nowNs));
    if (subscribe) {
      chunk.forEach(channel -> set(channel, State.ASKED));
    }
    sink.send(subscribe ? ClientFrames.subscribe(id, chunk) : ClientFrames.unsubscribe(id, chunk));
    nextCallNs = nowNs + CALL_GAP_NS;
  }

  /// A call was answered with the channels really concerned. Answers to others are ignored.
  void answered(long id, List<String> channels, Sink sink) {
    Call call = calls.remove(id);
    if (call == null || !call.subscribe) {
      return;
    }
    timeouts = 0;
    Set<String> confirmed = new HashSet<>(channels);
    List<String> missing = new ArrayList<>();
    for (String channel : call.channels) {
      boolean ok = confirmed.contains(channel);
      if (states.get(channel) == State.ASKED) {
        set(channel, ok ? State.ACTIVE : State.REFUSED);
      }
      if (!ok) {
        missing.add(channel);
      }
    }
    if (!missing.isEmpty()) {
      sink.note(
          "deribit refused %d of %d channels, first %s"
              .formatted(missing.size(), call.channels.size(), missing.getFirst()));
    }
  }

  /// A call failed: its channels are refused, unless `retryable`.
  void failed(long id, boolean retryable, String why, Sink sink) {
    Call call = calls.remove(id);
    if (call == null || !call.subscribe) {
      return;
    }
    for (String channel : call.channels) {
      if (states.get(channel) == State.ASKED) {
        set(channel, retryable ? State.WANTED : State.REFUSED);
        if (retryable) {
          queue.add(channel);
        }
      }
    }
    sink.note(
        "deribit: %d channels %s: %s"
            .formatted(call.channels.size(), retryable ? "put back" : "refused", why));
  }

  /// Repeats calls that were not answered in time; false when the connection should be given up.
  boolean checkAnswers(long nowNs) {
    for (Iterator<Call> i = calls.values().iterator(); i.hasNext(); ) {
      Call call = i.next();
      if (nowNs - call.sentNs >= ANSWER_TIMEOUT_NS) {
        i.remove();
        timeouts++;
        for (String channel : call.channels) {
          if (states.get(channel) == State.ASKED) {
            set(channel, State.WANTED);
            queue.add(channel);
          }
        }
      }
    }
    return timeouts < MAX_TIMEOUTS;
  }

  Subscriptions summary() {
    return new Subscriptions(active, states.size() - active - refused, refused);
  }

  /// Takes up to a chunk out of `from`, but for what is also in `but`.
  private static List<String> take(Set<String> from, Set<String> but) {
    List<String> chunk = new ArrayList<>(Math.min(CHUNK, from.size()));
    for (Iterator<String> i = from.iterator(); i.hasNext() && chunk.size() < CHUNK; ) {
      String channel = i.next();
      if (!but.contains(channel)) {
        chunk.add(channel);
        i.remove();
      }
    }
    return chunk;
  }

  private void set(String channel, State state) {
    State before = states.replace(channel, state);
    if (before != null) {
      count(before, -1);
      count(state, 1);
    }
  }

  private void count(State state, int by) {
    switch (state) {
      case ACTIVE -> active += by;
      case REFUSED -> refused += by;
      case WANTED, ASKED -> {}
    }
  }
}
