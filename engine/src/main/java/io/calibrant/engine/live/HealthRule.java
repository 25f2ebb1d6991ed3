package io.calibrant.engine.live;

import static java.util.stream.Collectors.toSet;

import io.calibrant.engine.agent.AgentThread;
import io.calibrant.engine.api.EngineHealth.Freeze;
import io.calibrant.engine.api.EngineHealth.State;
import io.calibrant.engine.api.EngineHealth.VenueHealth;
import java.util.List;
import java.util.Set;

/// What a reader may rely on, from the states of all parts; the worst wins. An underlying that a
/// person has paused is left out: nothing is expected of it.
public final class HealthRule {
  private final long staleLimitNs;
  private final Publisher publisher;
  private final EngineLoop loop;
  private final AgentThread loopThread;
  private final List<AgentThread> others;

  /// @param others every other agent's thread; one that has failed degrades the engine, because
  ///   what it did is no longer done
  public HealthRule(
      long staleLimitNs,
      Publisher publisher,
      EngineLoop loop,
      AgentThread loopThread,
      List<AgentThread> others) {
    this.staleLimitNs = staleLimitNs;
    this.publisher = publisher;
    this.loop = loop;
    this.loopThread = loopThread;
    this.others = List.copyOf(others);
  }

  /// The state at `nowNs`.
  public State state(long nowNs, List<VenueHealth> venues) {
    Set<String> frozen = loop.freezes().stream().map(Freeze::underlying).collect(toSet());
    long newestAsOfNs = publisher.newestAsOfNs(frozen);
    if (loopThread.failure() != null) {
      return State.STALE;
    }
    if (frozen.contains("") || isAllFrozen(frozen)) {
      return State.FROZEN;
    }
    if (newestAsOfNs == Long.MIN_VALUE) {
      return State.STARTING;
    }
    if (nowNs - newestAsOfNs > staleLimitNs) {
      return State.STALE;
    }
    boolean whole =
        loop.stopped().isEmpty()
            && publisher.allPublish(frozen)
            && others.stream().allMatch(thread -> thread.failure() == null)
            && venues.stream().allMatch(VenueHealth::connected);
    return whole ? State.LIVE : State.DEGRADED;
  }

  private boolean isAllFrozen(Set<String> frozen) {
    return !publisher.underlyings().isEmpty() && frozen.containsAll(publisher.underlyings());
  }
}
