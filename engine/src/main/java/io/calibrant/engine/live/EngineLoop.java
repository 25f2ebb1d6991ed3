package io.calibrant.engine.live;

import io.calibrant.core.decision.Decision;
import io.calibrant.core.market.VenueMessage;
import io.calibrant.engine.agent.Agent;
import io.calibrant.engine.agent.EpochNanoClock;
import io.calibrant.engine.connection.EventLog;
import io.calibrant.engine.fold.Book;
import io.calibrant.engine.fold.BookKey;
import io.calibrant.engine.fold.CycleOutcome;
import io.calibrant.engine.fold.EngineCounts;
import io.calibrant.engine.fold.EngineState;
import io.calibrant.engine.ingest.ConflatingQueue;
import io.calibrant.engine.journal.BinaryWriter;
import io.calibrant.engine.journal.DecisionCodec;
import io.calibrant.engine.journal.Entry;
import io.calibrant.engine.journal.JournalWriter;
import io.calibrant.engine.journal.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// The engine's one writing thread: drain, journal, fold, run the stages that are due, journal what
/// they decided, publish.
///
/// Whatever a decision rests on, and the decision itself, is handed to the operating system before
/// anybody sees it.
public final class EngineLoop implements Agent {
  private static final long IDLE_NS = 1_000_000L;

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
  private final BinaryWriter scratch = BinaryWriter.ofDirect(1 << 18);
  private volatile boolean frozen;

  public EngineLoop(
      EngineState state,
      JournalWriter journal,
      ConflatingQueue queue,
      Publisher publisher,
      CycleSettings settings,
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
    this.frozen = state.isFrozen("");
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

  /// Whether a person has paused all publication.
  public boolean isFrozen() {
    return frozen;
  }

  /// Underlyings whose stages broke and do not run any more.
  public Set<String> stopped() {
    return Set.copyOf(stopped);
  }

  @Override
  public int doWork() throws IOException {
    int work = takeMessages() + takeCommands();
    journal.flush();
    work += runDueCycles(work == 0);
    if (journal.wantsRotation()) {
      for (Segment removed : journal.rotate(state.toBytes(), clock.nowNs())) {
        events.event(
            clock.nowNs(), "journal", "", "retention removed " + removed.file().getFileName());
      }
    }
    return work;
  }

  @Override
  public void idle() throws InterruptedException {
    queue.awaitWork(IDLE_NS);
  }

  /// Takes in what still waits, without running the stages again.
  @Override
  public void onClose() throws IOException {
    while (takeMessages() + takeCommands() > 0) {
      journal.flush();
    }
  }

  private int takeMessages() throws IOException {
    batch.clear();
    int count = queue.drainTo(batch);
    if (count == 0) {
      return 0;
    }
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

  private int takeCommands() throws IOException {
    int count = 0;
    for (Entry.Operator next = commands.poll(); next != null; next = commands.poll()) {
      journal.append(next);
      state.apply(next);
      frozen = state.isFrozen("");
      events.event(
          next.timeNs(),
          "operator",
          next.underlying(),
          "%s by %s".formatted(next.command(), next.by()));
      count++;
    }
    return count;
  }

  /// Runs the stages of the book that has waited longest among those that are due. One at a time,
  /// so that the next one sees the quotes that came meanwhile.
  private int runDueCycles(boolean quiet) throws IOException {
    @Nullable Book chosen = null;
    long oldestEndNs = Long.MAX_VALUE;
    long nowNs = clock.nowNs();
    for (Book book : state.books()) {
      Schedule schedule = schedule(book);
      if (schedule.isDue(book, nowNs, quiet)
          && schedule.lastEndNs() < oldestEndNs
          && !state.isFrozen(book.key().underlying())) {
        chosen = book;
        oldestEndNs = schedule.lastEndNs();
      }
    }
    if (chosen == null) {
      return 0;
    }
    runCycle(chosen, schedule(chosen));
    return 1;
  }

  private Schedule schedule(Book book) {
    return schedules.computeIfAbsent(book.key(), _ -> new Schedule(settings));
  }

  private void runCycle(Book book, Schedule schedule) throws IOException {
    BookKey key = book.key();
    boolean dirty = schedule.isDirty(book);
    long startNs = clock.nowNs();
    var cycle = new Entry.Cycle(startNs, key.venue(), key.underlying(), 0);
    journal.append(cycle);
    switch (state.apply(cycle)) {
      case CycleOutcome.Made(Decision decision) -> {
        journal.append(witness(decision, scratch));
        journal.flush();
        publisher.publish(decision);
        long endNs = clock.nowNs();
        schedule.ran(book, startNs, endNs);
        meters.counts(state.counts());
        if (dirty && decision instanceof Decision.Publish) {
          meters.published(endNs - book.newestReceiptNs(), endNs);
        }
      }
      case CycleOutcome.Broken broken -> {
        journal.flush();
        schedule.stop();
        stopped.add(broken.underlying());
        meters.counts(state.counts());
        events.event(
            startNs,
            "broken",
            broken.underlying(),
            "a stage broke and does not run any more; the last good surface stays, marked stale: "
                + broken.cause());
      }
    }
  }

  /// The entry that lets a replay compare.
  public static Entry.Decided witness(Decision decision, BinaryWriter scratch) {
    return new Entry.Decided(DecisionCodec.digest(decision, scratch), decision);
  }
}
