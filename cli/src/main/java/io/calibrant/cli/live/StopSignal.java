package io.calibrant.cli.live;

import io.calibrant.cli.ExitCode;
import java.util.concurrent.CountDownLatch;

/// Waits for Ctrl-C or a termination signal and then closes what runs.
///
/// A stop that was asked for is a success: the process ends with exit code 0, where the JVM's own
/// would be 130 or 143. Closing is given [#CLOSE_LIMIT_MS]; after that the process ends as it is,
/// and the journal's recovery does the rest.
final class StopSignal {
  static final long CLOSE_LIMIT_MS = 4_500;

  private StopSignal() {}

  /// Blocks until the process is told to stop; `close` runs before it ends.
  static void await(Runnable close) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(close)));
    new CountDownLatch(1).await();
  }

  private static void stop(Runnable close) {
    Thread closing = Thread.ofPlatform().daemon().start(close);
    try {
      closing.join(CLOSE_LIMIT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCode.DONE);
  }
}
