package io.calibrant.engine.agent;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Runs one [Agent] on a thread of its own until it is stopped or fails.
///
/// An agent that throws has a broken invariant: it stops, and the failure is told once. It is never
/// interrupted, because an interrupt would close the files it writes.
public final class AgentThread implements AutoCloseable {
  private final Agent agent;
  private final BiConsumer<Agent, Throwable> onFailure;
  private final Thread thread;
  private volatile boolean running = true;
  private volatile @Nullable Throwable failure;

  private AgentThread(Agent agent, BiConsumer<Agent, Throwable> onFailure) {
    this.agent = agent;
    this.onFailure = onFailure;
    this.thread = Thread.ofPlatform().name("calibrant-" + agent.roleName()).unstarted(this::run);
  }

  /// Starts `agent`.
  ///
  /// @param onFailure told on the agent's thread when it throws
  public static AgentThread start(Agent agent, BiConsumer<Agent, Throwable> onFailure) {
    var runner = new AgentThread(agent, onFailure);
    runner.thread.start();
    return runner;
  }

  /// Why the agent stopped by itself; null while it runs or when it was told to stop.
  public @Nullable Throwable failure() {
    return failure;
  }

  /// Asks the agent to stop, without waiting.
  public void stop() {
    running = false;
  }

  /// Asks the agent to stop and waits until it has closed, at most ten seconds.
  @Override
  public void close() {
    stop();
    boolean interrupted = false;
    try {
      if (!thread.join(Duration.ofSeconds(10))) {
        onFailure.accept(agent, new IllegalStateException("did not stop within 10 s"));
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("CatchingUnchecked") // whatever an agent throws must be told, errors too
  private void run() {
    agent.urgency().take();
    try {
      while (running) {
        if (agent.doWork() == 0) {
          agent.idle();
        }
      }
    } catch (Throwable e) {
      fail(e);
    }
    try {
      agent.onClose();
    } catch (Throwable e) {
      fail(e);
    }
  }

  private void fail(Throwable e) {
    failure = e;
    onFailure.accept(agent, e);
  }
}
