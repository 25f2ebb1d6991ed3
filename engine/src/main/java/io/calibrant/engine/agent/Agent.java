package io.calibrant.engine.agent;

/// Work that belongs to one thread and is done in small units.
public interface Agent {
  /// A short name for threads, logs and events.
  String roleName();

  /// How soon its thread wants a core.
  default Urgency urgency() {
    return Urgency.BESIDE;
  }

  /// Does what is there to be done and returns; must not wait long.
  ///
  /// @return how much was done; 0 leads to [#idle]
  int doWork() throws Exception;

  /// Waits until there may be something to do, at most some milliseconds.
  void idle() throws InterruptedException;

  /// The last call, on the same thread, after a stop or a failure.
  default void onClose() throws Exception {}
}
