package io.calibrant.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// While it is open, Ctrl-C asks the work to stop and waits for it to close this: so what is in
/// hand is written to its end, and no line or report is cut.
public final class Interruption implements AutoCloseable {
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(Runnable stop, long waitSeconds) {
    hook = Thread.ofPlatform().unstarted(() -> finish(stop, waitSeconds));
  }

  /// Opens one.
  ///
  /// @param stop asks the work to stop, from any thread
  /// @param waitSeconds how long the process waits at most
  public static Interruption calling(Runnable stop, long waitSeconds) {
    var interruption = new Interruption(stop, waitSeconds);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void finish(Runnable stop, long waitSeconds) {
    stop.run();
    try {
      finished.await(waitSeconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook is what runs.
    }
  }
}
