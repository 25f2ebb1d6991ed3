package io.calibrant.engine.live;

import io.calibrant.core.calibration.track.Cuts;
import io.calibrant.core.calibration.track.ModelTrack;
import io.calibrant.core.solve.StopSignal;
import io.calibrant.engine.agent.EpochNanoClock;
import io.calibrant.engine.agent.Urgency;
import io.calibrant.engine.fold.ModelRun;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Fits models beside everything else, one step at a time, so that no surface waits for them.
///
/// There is no queue: whoever begins a step does so when the last one has ended, with the newest
/// surface there is.
final class ModelThread implements AutoCloseable {
  private static final int PATIENCE = 10;

  /// It looks again so often whether it may go on.
  private static final long STAND_BACK_NS = 300_000L;

  /// Of a core, in one step; who gets less has come to a machine with something else to do.
  private static final double LEAST_SHARE = 0.5;

  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private final EpochNanoClock clock;
  private final long deadlineNs;
  private final Runnable wake;
  private final BooleanSupplier standBack;

  /// Where steps are made while they get a core anyway, which is where they disturb nobody.
  private final ExecutorService leftOver =
      Executors.newSingleThreadExecutor(Urgency.LEFT_OVER.threads("calibrant-models"));

  /// Where the first step is made, and those after a step that got too little of a core.
  private final ExecutorService equal =
      Executors.newSingleThreadExecutor(Urgency.DECISIONS.threads("calibrant-models"));

  private volatile boolean starved = true;

  /// In the step under way; one step is under way at a time.
  private volatile long stoodBackNs;

  private final AtomicReference<@Nullable Done> done = new AtomicReference<>();

  /// A step that has ended.
  ///
  /// @param step what it came to; null when it broke
  /// @param cuts where deadlines cut its fits
  /// @param elapsedNs wall time of each family
  /// @param cpuNs time of a core that it took
  /// @param broken why it broke; null usually
  record Done(
      ModelRun run,
      ModelTrack.@Nullable Step step,
      List<Integer> cuts,
      List<Long> elapsedNs,
      long cpuNs,
      @Nullable Throwable broken) {}

  /// @param standBack whether decisions need all cores now; a step that takes what is left over
  ///   stands still meanwhile, because a kernel that counts in ticks of some milliseconds may give
  ///   it the core of a decision for one of them, whatever it was asked for
  /// @param wake called on this thread after each step
  ModelThread(EpochNanoClock clock, long deadlineNs, BooleanSupplier standBack, Runnable wake) {
    this.clock = clock;
    this.deadlineNs = deadlineNs;
    this.standBack = standBack;
    this.wake = wake;
  }

  /// Begins a step; none may be under way, and the last one's result must have been taken.
  void begin(ModelRun run) {
    boolean urgent = starved;
    (urgent ? equal : leftOver).execute(() -> fit(run, urgent));
  }

  /// The step that has ended; null when there is none.
  @Nullable Done poll() {
    return done.getAndSet(null);
  }

  @SuppressWarnings("CatchingUnchecked") // whatever is thrown must reach the loop
  private void fit(ModelRun run, boolean urgent) {
    Cuts cuts = Cuts.at(() -> deadline(urgent));
    List<Long> elapsedNs = new ArrayList<>();
    long beganNs = clock.nowNs();
    stoodBackNs = 0;
    long[] lastNs = {beganNs};
    long cpuNs = CPU.getCurrentThreadCpuTime();
    try {
      ModelTrack.Step step =
          run.run(
              cuts,
              _ -> {
                long nowNs = clock.nowNs();
                elapsedNs.add(nowNs - lastNs[0]);
                lastNs[0] = nowNs;
              });
      starved = isStarved(cpuNs, beganNs);
      done.set(new Done(run, step, cuts.taken(), List.copyOf(elapsedNs), taken(cpuNs), null));
    } catch (Throwable e) {
      starved = isStarved(cpuNs, beganNs);
      done.set(new Done(run, null, cuts.taken(), List.copyOf(elapsedNs), taken(cpuNs), e));
    }
    wake.run();
  }

  private boolean isStarved(long sinceCpuNs, long sinceNs) {
    return taken(sinceCpuNs) < LEAST_SHARE * (clock.nowNs() - sinceNs - stoodBackNs);
  }

  /// When a fit that begins now has to end. Time of a core counts, so that a busy machine does not
  /// leave every fit unfinished, and time by the clock ten times as long. Whoever asks stands back
  /// first, unless `urgent`.
  StopSignal deadline(boolean urgent) {
    long cpuNs = CPU.getCurrentThreadCpuTime();
    long startNs = clock.nowNs();
    return _ -> {
      boolean late = clock.nowNs() - startNs > PATIENCE * deadlineNs;
      if (!urgent && !late && standBack.getAsBoolean()) {
        late = standBack(startNs);
      }
      return late || taken(cpuNs) > deadlineNs;
    };
  }

  /// Waits until decisions leave a core.
  ///
  /// @return whether the fit that began at `startNs` is late by then
  private boolean standBack(long startNs) {
    long sinceNs = clock.nowNs();
    long nowNs = sinceNs;
    while (nowNs - startNs <= PATIENCE * deadlineNs && standBack.getAsBoolean()) {
      LockSupport.parkNanos(STAND_BACK_NS);
      nowNs = clock.nowNs();
    }
    long whole = stoodBackNs + nowNs - sinceNs;
    stoodBackNs = whole;
    return nowNs - startNs > PATIENCE * deadlineNs;
  }

  private static long taken(long sinceCpuNs) {
    return CPU.getCurrentThreadCpuTime() - sinceCpuNs;
  }

  /// Ends the thread; a step that is under way goes on to its end, unheard.
  @Override
  public void close() {
    leftOver.shutdown();
    equal.shutdown();
  }
}
