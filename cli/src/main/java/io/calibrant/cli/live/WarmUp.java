package io.calibrant.cli.live;

import io.calibrant.core.black.BlackBatch;
import io.calibrant.core.black.BlackBatches;
import io.calibrant.engine.agent.EpochNanoClock;
import io.calibrant.engine.agent.Urgency;
import io.calibrant.engine.live.Rehearsal;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/// Lets the compiler see the live path before quotes come, on a thread of its own beside the start,
/// so that the page does not wait for it; then tells which kernels compute, and why those.
final class WarmUp {
  private static final double NS_PER_MS = 1e6;

  /// A round of the kernels' warm-up takes 5 ms when they are compiled, seconds before.
  private static final long COMPILED_NS = 30_000_000L;

  private static final int MAX_ROUNDS = 8;

  private WarmUp() {}

  static void start(Steps steps) {
    Thread.ofPlatform().name("calibrant-rehearsal").daemon().start(() -> run(steps));
  }

  private static void run(Steps steps) {
    // By this thread's own time on a core: on a busy machine a second and a half passes with
    // little.
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    EpochNanoClock clock =
        threads.isCurrentThreadCpuTimeSupported()
            ? threads::getCurrentThreadCpuTime
            : EpochNanoClock.SYSTEM;
    Rehearsal.Outcome played = Rehearsal.play(clock, Rehearsal.BUDGET_NS, Rehearsal.MAX_DECISIONS);
    steps.done(
        "warm-up",
        String.format(
            Locale.ROOT,
            "%,d decisions on a made-up chain, thrown away: the first took %.0f ms, the last %.1f",
            played.decisions(),
            played.firstNs() / NS_PER_MS,
            played.lastNs() / NS_PER_MS));
    Urgency.LEFT_OVER.threads("calibrant-kernels").newThread(() -> vectors(steps, threads)).start();
  }

  /// Vectors are ready when they take the time of compiled ones; until then vols are plain.
  private static void vectors(Steps steps, ThreadMXBean threads) {
    BlackBatch vectors = BlackBatches.fastest();
    long before;
    int rounds = 0;
    do {
      before = threads.getCurrentThreadCpuTime();
      vectors.warmUpVols();
      rounds++;
    } while (threads.getCurrentThreadCpuTime() - before > COMPILED_NS && rounds < MAX_ROUNDS);
    BlackBatches.patient().warmUpVols();
    steps.done(
        "kernels",
        "implied vols: %s (%s), the same bits as in plain Java"
            .formatted(vectors.kernel(), vectors.reason()));
  }
}
