package io.calibrant.engine.live;

import io.calibrant.core.decision.SurfacePath;
import io.calibrant.engine.agent.Cores;
import io.calibrant.engine.agent.Urgency;
import io.calibrant.engine.fold.Book;
import io.calibrant.engine.fold.CycleRun;
import io.calibrant.engine.journal.DecisionDigest;
import io.calibrant.engine.journal.Entry;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// Runs the stages of every underlying on a thread of its own, at most one run at a time for each,
/// so that neither reading nor another underlying waits for a fit. Belongs to the engine's loop.
final class StageThreads {
  /// As many as a container may use, on any system.
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final Runnable wake;
  private final Map<String, ExecutorService> threads = new HashMap<>();
  private final Map<String, DecisionDigest> digests = new HashMap<>();
  private final Map<String, Seat> seats = new HashMap<>();
  private final List<Added> added = new ArrayList<>();
  private final Set<String> running = new HashSet<>();
  private final LinkedBlockingQueue<Done> done = new LinkedBlockingQueue<>();
  private volatile int underWay;

  /// The thread of an underlying, as the kernel numbers it; 0 until it has run.
  private static final class Seat {
    private volatile int thread;
  }

  private record Added(Seat seat, Runnable begin) {}

  /// A run that was begun.
  ///
  /// @param startNs the time it was given
  /// @param handedAt [System#nanoTime] when it was handed over
  /// @param changes [Book#changes] of its snapshot
  /// @param receipts of the quotes that its snapshot is the first to hold
  record Begun(Book book, long startNs, long handedAt, long changes, LongBuffer receipts) {}

  /// A run that has ended.
  ///
  /// @param startedAt [System#nanoTime] when its thread began
  /// @param decidedAt when the stages had ended
  /// @param endedAt when all was done
  /// @param witness of the decision; null when a stage broke
  /// @param fatal what no stage may throw; null usually
  record Done(
      Begun begun,
      long startedAt,
      long decidedAt,
      long endedAt,
      CycleRun.@Nullable Result result,
      Entry.@Nullable Decided witness,
      @Nullable Throwable fatal) {}

  /// @param wake called on a stage's thread after each run
  StageThreads(Runnable wake) {
    this.wake = wake;
  }

  boolean isRunning(String underlying) {
    return running.contains(underlying);
  }

  boolean isIdle() {
    return running.isEmpty();
  }

  /// Whether no core is left but one for what decides and what is shown; any thread may ask.
  boolean takeAllCores() {
    return underWay >= Math.max(1, PROCESSORS - 1);
  }

  /// Takes a run that [#handOver] will begin; none of the same underlying may be under way.
  void add(CycleRun run, Begun begun) {
    String underlying = begun.book().key().underlying();
    running.add(underlying);
    underWay = running.size();
    DecisionDigest digest = digests.computeIfAbsent(underlying, _ -> new DecisionDigest());
    Executor thread = threads.computeIfAbsent(underlying, StageThreads::thread);
    Seat seat = seats.computeIfAbsent(underlying, _ -> new Seat());
    added.add(new Added(seat, () -> thread.execute(() -> run(run, begun, digest, seat))));
  }

  /// Begins what was added since, and leaves the core free right after: as many runs as there are
  /// other cores begin on those, the next ones on this one.
  void handOver() {
    int under = running.size() - added.size();
    for (Added next : added) {
      Cores.place(next.seat.thread, under >= Cores.count() - 1);
      next.begin.run();
      under++;
    }
    added.clear();
  }

  private static ExecutorService thread(String underlying) {
    return Executors.newSingleThreadExecutor(
        Urgency.DECISIONS.threads("calibrant-fit-" + underlying));
  }

  @SuppressWarnings("CatchingUnchecked") // whatever is thrown must reach the loop
  private void run(CycleRun run, Begun begun, DecisionDigest digest, Seat seat) {
    long startedAt = System.nanoTime();
    seat.thread = Cores.thread();
    Cores.free();
    try {
      CycleRun.Result result = run.run();
      long decidedAt = System.nanoTime();
      Entry.@Nullable Decided witness = null;
      if (result instanceof CycleRun.Result.Decided(var _, SurfacePath.Step step)) {
        witness = digest.witness(step.decision());
      }
      done.add(new Done(begun, startedAt, decidedAt, System.nanoTime(), result, witness, null));
    } catch (Throwable e) {
      done.add(new Done(begun, startedAt, startedAt, startedAt, null, null, e));
    }
    wake.run();
  }

  /// The next run that has ended; null when there is none yet.
  @Nullable Done poll() {
    return ended(done.poll());
  }

  /// Waits for the next run to end; some run must be under way.
  Done await() throws InterruptedException {
    Done next = done.take();
    ended(next);
    return next;
  }

  private @Nullable Done ended(@Nullable Done next) {
    if (next != null) {
      running.remove(next.begun().book().key().underlying());
      underWay = running.size();
    }
    return next;
  }

  /// Ends the threads; runs that are under way go on to their end, unheard.
  void close() {
    threads.values().forEach(ExecutorService::shutdown);
  }
}
