package io.calibrant.engine.live;

import io.calibrant.core.decision.Decision;
import io.calibrant.core.market.VenueMessage;
import io.calibrant.engine.agent.Agent;
import io.calibrant.engine.agent.EpochNanoClock;
import io.calibrant.engine.agent.Urgency;
import io.calibrant.engine.api.EngineHealth.Freeze;
import io.calibrant.engine.connection.EventLog;
import io.calibrant.engine.fold.Book;
import io.calibrant.engine.fold.BookKey;
import io.calibrant.engine.fold.CycleOutcome;
import io.calibrant.engine.fold.CycleRun;
import io.calibrant.engine.fold.EngineCounts;
import io.calibrant.engine.fold.EngineState;
import io.calibrant.engine.ingest.ConflatingQueue;
import io.calibrant.engine.journal.Entry;
import io.calibrant.engine.journal.JournalWriter;
import io.calibrant.engine.journal.Segment;
import io.calibrant.engine.live.LoopMeters.Stage;
import java.io.IOException;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The engine's one writing thread: drain, journal, fold, begin the stages that are due, journal
/// what those that ended have decided, publish.
///
/// The stages run beside it, on threads of each underlying: a cycle's entry is journalled with the
/// state that it rests on, its decision when it is made, with whatever came between them in
/// between.
///
/// Whatever a decision rests on, and the decision itself, is handed to the operating system before
/// anybody sees it.
public final class EngineLoop implements Agent {
  /// A restart computes at most so many decisions again: about two seconds of a cold program.
  private static final int DECISIONS_PER_CHECKPOINT = 1000;

  /// What making a step of the models again costs, in decisions.
  private static final int DECISIONS_PER_MODELS = 20;

  /// Messages, decisions and commands wake the loop; this is for the clock.
  private static final long IDLE_NS = 5_000_000L;

  /// A message that no decision has shown yet waits about as long for its place on disk, and no
  /// more than twice.
  private static final long FLUSH_NS = 5_000_000L;

  private final EngineState state;
  private final JournalWriter journal;
  private final ConflatingQueue queue;
  private final Publisher publisher;
  private final CycleSettings settings;
  private final EpochNanoClock clock;
  private final EventLog events;
  private final LoopMeters meters;

  private final ConcurrentLinkedQueue<Entry.Operator> commands = new ConcurrentLinkedQueue<>();
  private final Map<BookKey, Schedule> schedules = new HashMap<>();
  private final Set<String> stopped = ConcurrentHashMap.newKeySet();
  private final List<VenueMessage> batch = new ArrayList<>();
  private final StageThreads stages;
  private final ModelDesk models;
  private int decisions;
  private boolean inBurst;
  private long idleNs = IDLE_NS;
  private long heardAt = System.nanoTime();
  private long flushedAt = System.nanoTime();
  private volatile List<Freeze> freezes;

  public EngineLoop(
      EngineState state,
      JournalWriter journal,
      ConflatingQueue queue,
      Publisher publisher,
      CycleSettings settings,
      ModelSettings modelSettings,
      ModelBoard board,
      EpochNanoClock clock,
      EventLog events,
      LoopMeters meters) {
    this.state = state;
    this.journal = journal;
    this.queue = queue;
    this.publisher = publisher;
    this.settings = settings;
    this.clock = clock;
    this.events = events;
    this.meters = meters;
    this.stages = new StageThreads(queue::wake);
    this.models =
        new ModelDesk(
            modelSettings, state, journal, board, clock, events, stages::takeAllCores, queue::wake);
    this.freezes = freezesOf(state);
    meters.start(state.counts());
    state
        .paths()
        .values()
        .forEach(
            path -> {
              var last = path.last();
              if (last != null) {
                publisher.restore(last);
              }
            });
  }

  @Override
  public String roleName() {
    return "engine";
  }

  /// Journals and applies `command` on the engine's thread; may be called from any thread.
  public void command(Entry.Operator command) {
    commands.add(command);
    queue.wake();
  }

  /// What a person has paused; any thread may ask.
  public List<Freeze> freezes() {
    return freezes;
  }

  private static List<Freeze> freezesOf(EngineState state) {
    return state.freezes().stream()
        .map(said -> new Freeze(said.underlying(), said.timeNs(), said.by()))
        .toList();
  }

  /// Underlyings whose stages broke and do not run any more.
  public Set<String> stopped() {
    return Set.copyOf(stopped);
  }

  @Override
  public Urgency urgency() {
    return Urgency.QUOTES;
  }

  @Override
  public int doWork() throws IOException, InterruptedException {
    int modelled = models.take();
    decisions += DECISIONS_PER_MODELS * modelled;
    int ended = takeDecisions() + modelled;
    int heard = takeMessages();
    int said = takeCommands();
    int work = heard + said;
    // Nobody is shown anything yet; what is shown is flushed before, see #finish.
    if (said > 0 || System.nanoTime() - flushedAt >= FLUSH_NS) {
      journal.flush();
      flushedAt = System.nanoTime();
    }
    work += ended + beginDueCycles();
    if (decisions >= DECISIONS_PER_CHECKPOINT) {
      awaitDecisions();
      journal.checkpoint(state.toBytes());
      decisions = 0;
    }
    if (journal.wantsRotation()) {
      // A checkpoint holds the results of all cycles before it.
      awaitDecisions();
      decisions = 0;
      for (Segment removed : journal.rotate(state.toBytes(), clock.nowNs())) {
        events.event(
            clock.nowNs(), "journal", "", "retention removed " + removed.file().getFileName());
      }
    }
    return work;
  }

  @Override
  public void idle() throws InterruptedException {
    if (inBurst) {
      queue.gather(idleNs);
    } else {
      queue.awaitWork(idleNs);
    }
  }

  /// Takes in what still waits, without running the stages again.
  @Override
  public void onClose() throws IOException, InterruptedException {
    try {
      awaitDecisions();
      while (takeMessages() + takeCommands() > 0) {
        journal.flush();
      }
    } finally {
      stages.close();
      models.close();
    }
  }

  private int takeDecisions() throws IOException {
    int count = 0;
    for (var next = stages.poll(); next != null; next = stages.poll()) {
      finish(next);
      count++;
    }
    return count;
  }

  private void awaitDecisions() throws IOException, InterruptedException {
    while (!stages.isIdle()) {
      finish(stages.await());
    }
  }

  private int takeMessages() throws IOException {
    batch.clear();
    int count = queue.drainTo(batch);
    if (count == 0) {
      return 0;
    }
    heardAt = queue.drainedUpTo();
    long quotesBefore = meters.quotesSeen();
    for (VenueMessage message : batch) {
      journal.append(new Entry.Said(message));
      state.apply(message);
    }
    EngineCounts counts = state.counts();
    meters.counts(counts);
    meters.quotes(counts.quotes() - quotesBefore, clock.nowNs());
    return count;
  }

  private int takeCommands() throws IOException, InterruptedException {
    int count = 0;
    for (Entry.Operator next = commands.poll(); next != null; next = commands.poll()) {
      // Nothing is published after a freeze that was decided before it.
      awaitDecisions();
      journal.append(next);
      state.apply(next);
      freezes = freezesOf(state);
      events.event(
          next.timeNs(),
          "operator",
          next.underlying(),
          "%s by %s".formatted(next.command(), next.by()));
      count++;
    }
    return count;
  }

  /// Begins the stages of every book that is due and whose underlying has no run under way.
  private int beginDueCycles() throws IOException {
    int begun = 0;
    long nowNs = clock.nowNs();
    long quietLeftNs = settings.quietNs() - (System.nanoTime() - heardAt);
    boolean quiet = quietLeftNs <= 0;
    inBurst = !quiet;
    idleNs = quiet ? IDLE_NS : Math.min(IDLE_NS, quietLeftNs);
    for (Book book : state.books()) {
      String underlying = book.key().underlying();
      if (!stages.isRunning(underlying)
          && schedule(book).isDue(book, nowNs, quiet)
          && !state.isFrozen(underlying)) {
        prepare(book);
        begun++;
      } else {
        idleNs = Math.min(idleNs, schedule(book).restLeftNs(book, nowNs));
      }
    }
    stages.handOver();
    idleNs = Math.min(idleNs, stages.beginLate(System.nanoTime()));
    meters.begunTwice(stages.begunTwice());
    return begun;
  }

  private Schedule schedule(Book book) {
    return schedules.computeIfAbsent(book.key(), _ -> new Schedule(settings));
  }

  private void prepare(Book book) throws IOException {
    BookKey key = book.key();
    long startNs = clock.nowNs();
    var cycle = new Entry.Cycle(startNs, key.venue(), key.underlying(), 0);
    journal.append(cycle);
    long changes = book.changes();
    LongBuffer receipts = book.takeUnseen();
    long before = System.nanoTime();
    CycleRun run = state.begin(cycle);
    long handedAt = System.nanoTime();
    for (int i = 0; i < receipts.limit(); i++) {
      meters.took(Stage.WAIT, startNs - receipts.get(i), startNs);
    }
    meters.took(Stage.SNAPSHOT, handedAt - before, startNs);
    stages.add(run, new StageThreads.Begun(book, startNs, handedAt, changes, receipts));
  }

  private void finish(StageThreads.Done done) throws IOException {
    var result = done.result();
    if (result == null) {
      throw new IllegalStateException("a stage's thread failed", done.fatal());
    }
    StageThreads.Begun begun = done.begun();
    long takenAt = System.nanoTime();
    Schedule schedule = schedule(begun.book());
    switch (state.finish(result)) {
      case CycleOutcome.Made(Decision decision) -> {
        journal.append(Objects.requireNonNull(done.witness(), "a decision has a witness"));
        journal.flush();
        decisions++;
        publisher.publish(decision);
        long endNs = clock.nowNs();
        schedule.ran(begun.changes(), begun.startNs(), endNs);
        meter(done, takenAt, endNs);
        meters.counts(state.counts());
        if (decision instanceof Decision.Publish(var surface)) {
          meters.published(begun.receipts(), endNs);
          models.offer(surface);
        } else if (decision instanceof Decision.Hold hold
            && hold.code() != Decision.HoldCode.GATHERING
            && hold.code() != Decision.HoldCode.NO_QUOTES) {
          // They wait for a surface; while a connection begins, nothing is late.
          begun.book().putBackUnseen(begun.receipts());
        }
      }
      case CycleOutcome.Broken broken -> {
        journal.flush();
        schedule.stop();
        stopped.add(broken.underlying());
        meters.counts(state.counts());
        events.event(
            begun.startNs(),
            "broken",
            broken.underlying(),
            "a stage broke and does not run any more; the last good surface stays, marked stale: "
                + broken.cause());
      }
    }
  }

  private void meter(StageThreads.Done done, long takenAt, long nowNs) {
    meters.took(Stage.START, done.startedAt() - done.begun().handedAt(), nowNs);
    meters.took(Stage.DECIDE, done.decidedAt() - done.startedAt(), nowNs);
    meters.took(Stage.DIGEST, done.endedAt() - done.decidedAt(), nowNs);
    meters.took(Stage.RETURN, takenAt - done.endedAt(), nowNs);
    meters.took(Stage.PUBLISH, System.nanoTime() - takenAt, nowNs);
  }
}
