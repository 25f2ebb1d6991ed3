package io.calibrant.engine.live;

import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.track.ModelDecision;
import io.calibrant.core.calibration.track.ModelTrack;
import io.calibrant.engine.agent.EpochNanoClock;
import io.calibrant.engine.api.ModelReport;
import io.calibrant.engine.connection.EventLog;
import io.calibrant.engine.fold.EngineState;
import io.calibrant.engine.fold.ModelRun;
import io.calibrant.engine.journal.BinaryWriter;
import io.calibrant.engine.journal.Entry;
import io.calibrant.engine.journal.JournalWriter;
import io.calibrant.engine.journal.ModelCodec;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Where the engine's loop offers each surface it has published, and takes in what the models came
/// to. Belongs to the loop's thread.
///
/// A step begins with the surface that is offered when the last step has ended, the underlying is
/// due and the share of a core is not used up: surfaces in between are passed over, so that models
/// are always fitted to the newest. Its beginning is journalled right behind that surface's
/// decision, its end with where deadlines cut it.
final class ModelDesk implements AutoCloseable {
  /// The first steps of a cold program cost a hundred times what later ones do.
  private static final long LONGEST_REST_NS = 5_000_000_000L;

  private final ModelSettings settings;
  private final EngineState state;
  private final JournalWriter journal;
  private final ModelBoard board;
  private final EpochNanoClock clock;
  private final EventLog events;
  private final ModelThread thread;
  private final BinaryWriter scratch = BinaryWriter.ofHeap(1 << 13);
  private final Map<String, Long> dueNs = new HashMap<>();
  private final Set<String> stopped = new HashSet<>();
  private boolean running;
  private long restUntilNs = Long.MIN_VALUE;

  ModelDesk(
      ModelSettings settings,
      EngineState state,
      JournalWriter journal,
      ModelBoard board,
      EpochNanoClock clock,
      EventLog events,
      BooleanSupplier standBack,
      Runnable wake) {
    this.settings = settings;
    this.state = state;
    this.journal = journal;
    this.board = board;
    this.clock = clock;
    this.events = events;
    this.thread = new ModelThread(clock, settings.deadlineNs(), standBack, wake);
    state
        .models()
        .values()
        .forEach(
            known -> {
              if (known.last() != null) {
                board.put(new ModelReport(known.last(), List.of()));
              }
            });
  }

  /// A surface was published; it must be the state's newest of its underlying.
  void offer(CalibratedSurface surface) throws IOException {
    String underlying = surface.underlying();
    if (settings.families().isEmpty() || running || stopped.contains(underlying)) {
      return;
    }
    long nowNs = clock.nowNs();
    if (nowNs < restUntilNs || nowNs < dueNs.computeIfAbsent(underlying, _ -> firstDue(nowNs))) {
      return;
    }
    var begun =
        new Entry.ModelBegun(nowNs, underlying, surface.snapshotHash(), settings.families());
    journal.append(begun);
    Optional<ModelRun> run = state.begin(begun);
    dueNs.put(underlying, nowNs + settings.intervalNs());
    if (run.isPresent() && run.get().input().quotes().size() > 0) {
      running = true;
      thread.begin(run.get());
    }
  }

  /// The first surfaces of a run come while much else begins: models wait for one interval.
  private long firstDue(long nowNs) {
    return nowNs + settings.intervalNs();
  }

  /// Takes in the step that has ended, if one has.
  ///
  /// @return how many
  int take() throws IOException {
    ModelThread.Done done = running ? thread.poll() : null;
    if (done == null) {
      return 0;
    }
    running = false;
    long nowNs = clock.nowNs();
    long restNs = (long) (done.cpuNs() * (1 / settings.cpuShare() - 1));
    restUntilNs = nowNs + Math.min(restNs, LONGEST_REST_NS);
    ModelTrack.Step step = done.step();
    if (step == null) {
      String underlying = done.run().input().underlying();
      stopped.add(underlying);
      events.event(
          nowNs,
          "broken",
          underlying,
          "a model's fit broke; models of it are not fitted any more: " + done.broken());
      return 1;
    }
    ModelDecision decision = step.decision();
    journal.append(
        new Entry.Modelled(
            ModelCodec.digest(decision, scratch), done.cuts(), done.elapsedNs(), decision));
    journal.flush();
    state.finish(step);
    board.put(new ModelReport(decision, done.elapsedNs()));
    if (decision.choice().switched()) {
      events.event(
          nowNs,
          "model",
          decision.underlying(),
          "in use from now on: " + decision.choice().reason());
    }
    return 1;
  }

  @Override
  public void close() {
    thread.close();
  }
}
