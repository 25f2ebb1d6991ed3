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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Runs the stages of every underlying on threads of its own, at most one run at a time for each,
/// so that neither reading nor another underlying waits for a fit. Belongs to the engine's loop.
///
/// A run that takes far longer than runs do has lost its core, to another thread or to another
/// machine on the same host. It is begun a second time beside itself, where a core is left: it is a
/// function of its snapshot, so that both come to the same bits, and the first one counts. The
/// other goes on to its end and is dropped; until then its thread takes no run.
final class StageThreads {
  /// As many as a container may use, on any system.
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /// A run is begun a second time when it has taken so many times the mean of its underlying's
  /// runs.
  private static final double LATE = 2;

  /// Nor sooner than this: less is not worth another thread.
  private static final double LEAST_LATE_NS = 1e6;

  /// Of the newest run in that mean.
  private static final double NEWEST = 1.0 / 16;

  private final Runnable wake;
  private final Map<String, Seats> seats = new HashMap<>();
  private final Map<String, Under> running = new LinkedHashMap<>();
  private final List<Under> added = new ArrayList<>();
  private final LinkedBlockingQueue<Done> done = new LinkedBlockingQueue<>();
  private final AtomicInteger computing = new AtomicInteger();
  private volatile int underWay;
  private long begunTwice;

  /// One of the two threads of an underlying.
  private static final class Seat {
    private final ExecutorService executor;
    private final DecisionDigest digest = new DecisionDigest();

    /// As the kernel numbers it; 0 until it has run.
    private volatile int thread;

    /// Whether a run is on it; set by the loop, cleared by the thread itself.
    private volatile boolean busy;

    private Seat(String name) {
      executor = Executors.newSingleThreadExecutor(Urgency.DECISIONS.threads(name));
    }
  }

  /// The threads of an underlying, and what its runs take.
  private static final class Seats {
    private final List<Seat> both;
    private double meanNs;

    private Seats(String underlying) {
      both =
          List.of(
              new Seat("calibrant-fit-" + underlying),
              new Seat("calibrant-fit-again-" + underlying));
    }

    private @Nullable Seat free() {
      for (Seat seat : both) {
        if (!seat.busy) {
          return seat;
        }
      }
      return null;
    }

    private void took(long ns) {
      meanNs += (meanNs == 0 ? 1 : NEWEST) * ((double) ns - meanNs);
    }

    private long lateNs() {
      return meanNs == 0 ? Long.MAX_VALUE : (long) Math.max(LATE * meanNs, LEAST_LATE_NS);
    }
  }

  /// A run under way, on one seat or on both.
  private static final class Under {
    private final CycleRun run;
    private final Begun begun;
    private final AtomicBoolean ended = new AtomicBoolean();

    /// Threads that have begun it, or will, and have not come to its end.
    private final AtomicInteger computing = new AtomicInteger();

    private boolean twice;

    private Under(CycleRun run, Begun begun) {
      this.run = run;
      this.begun = begun;
    }

    private String underlying() {
      return begun.book().key().underlying();
    }
  }

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
    return running.containsKey(underlying);
  }

  boolean isIdle() {
    return running.isEmpty();
  }

  /// Whether no core is left but one for what decides and what is shown; any thread may ask. A run
  /// counts from [#add] on, so that who stands back has left its core when the run begins.
  boolean takeAllCores() {
    return Math.max(underWay, computing.get()) >= Math.max(1, PROCESSORS - 1);
  }

  /// How many runs were begun a second time.
  long begunTwice() {
    return begunTwice;
  }

  /// Takes a run that [#handOver] will begin; none of the same underlying may be under way.
  void add(CycleRun run, Begun begun) {
    var under = new Under(run, begun);
    running.put(under.underlying(), under);
    underWay = running.size();
    added.add(under);
  }

  /// Begins what was added since, and leaves the core free right after: as many runs as there are
  /// other cores begin on those, the next ones on this one.
  void handOver() {
    int others = running.size() - added.size();
    for (Under next : added) {
      // The run that counted left its seat before it was heard of, and one at most is dropped.
      Seat seat = Objects.requireNonNull(seats(next).free(), "a seat is free");
      Cores.place(seat.thread, others >= Cores.count() - 1);
      begin(next, seat);
      others++;
    }
    added.clear();
  }

  /// Begins late runs a second time while there are cores for them.
  ///
  /// @return how long the next one has until it is late, ns; `Long.MAX_VALUE` when there is none
  long beginLate(long nowNs) {
    long left = Long.MAX_VALUE;
    for (Under under : running.values()) {
      Seats its = seats(under);
      Seat seat = its.free();
      // One that has ended has left its seat, and is about to be heard of.
      if (under.twice || seat == null || under.ended.get() || computing.get() >= PROCESSORS) {
        continue;
      }
      long tookNs = nowNs - under.begun.handedAt();
      if (tookNs < its.lateNs()) {
        left = Math.min(left, its.lateNs() - tookNs);
        continue;
      }
      under.twice = true;
      begunTwice++;
      begin(under, seat);
    }
    return left;
  }

  private Seats seats(Under under) {
    return seats.computeIfAbsent(under.underlying(), Seats::new);
  }

  private void begin(Under under, Seat seat) {
    seat.busy = true;
    computing.incrementAndGet();
    under.computing.incrementAndGet();
    seat.executor.execute(() -> run(under, seat));
  }

  @SuppressWarnings("CatchingUnchecked") // whatever is thrown must reach the loop
  private void run(Under under, Seat seat) {
    long startedAt = System.nanoTime();
    seat.thread = Cores.thread();
    Cores.free();
    Done result;
    try {
      CycleRun.Result decided = under.run.run();
      long decidedAt = System.nanoTime();
      Entry.@Nullable Decided witness = null;
      if (decided instanceof CycleRun.Result.Decided(var _, SurfacePath.Step step)) {
        witness = seat.digest.witness(step.decision());
      }
      result =
          new Done(under.begun, startedAt, decidedAt, System.nanoTime(), decided, witness, null);
    } catch (Throwable e) {
      result = new Done(under.begun, startedAt, startedAt, startedAt, null, null, e);
    }
    // What no run may throw counts only when no other thread can still come to the end.
    boolean last = under.computing.decrementAndGet() == 0;
    boolean counts = (result.fatal() == null || last) && under.ended.compareAndSet(false, true);
    computing.decrementAndGet();
    seat.busy = false;
    if (counts) {
      done.add(result);
      wake.run();
    }
  }

  /// The next run that has ended; null when there is none yet.
  @Nullable Done poll() {
    return ended(done.poll());
  }

  /// Waits for the next run to end; some run must be under way.
  Done await() throws InterruptedException {
    @Nullable Done next = null;
    while (next == null) {
      next = done.poll(beginLate(System.nanoTime()), TimeUnit.NANOSECONDS);
    }
    ended(next);
    return next;
  }

  private @Nullable Done ended(@Nullable Done next) {
    if (next != null) {
      Under under = running.remove(next.begun().book().key().underlying());
      underWay = running.size();
      seats(Objects.requireNonNull(under)).took(next.endedAt() - next.begun().handedAt());
    }
    return next;
  }

  /// Ends the threads; runs that are under way go on to their end, unheard.
  void close() {
    seats.values().forEach(its -> its.both.forEach(seat -> seat.executor.shutdown()));
  }
}
