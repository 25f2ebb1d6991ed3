package io.calibrant.engine;

import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.market.Origin;
import io.calibrant.core.market.VenueMessage;
import io.calibrant.engine.agent.Agent;
import io.calibrant.engine.agent.AgentThread;
import io.calibrant.engine.agent.Urgency;
import io.calibrant.engine.api.EngineHealth;
import io.calibrant.engine.api.EngineHealth.VenueHealth;
import io.calibrant.engine.api.ModelPoint;
import io.calibrant.engine.api.ModelReport;
import io.calibrant.engine.api.SurfaceFeed;
import io.calibrant.engine.connection.ConnectionSettings;
import io.calibrant.engine.connection.Transport;
import io.calibrant.engine.connection.VenueConnection;
import io.calibrant.engine.fold.BookKey;
import io.calibrant.engine.fold.EngineState;
import io.calibrant.engine.fold.Recovery;
import io.calibrant.engine.ingest.ConflatingQueue;
import io.calibrant.engine.journal.DecisionDigest;
import io.calibrant.engine.journal.DirectoryLock;
import io.calibrant.engine.journal.Entry;
import io.calibrant.engine.journal.JournalWriter;
import io.calibrant.engine.journal.TailRepair;
import io.calibrant.engine.live.EngineLoop;
import io.calibrant.engine.live.EventRing;
import io.calibrant.engine.live.HealthRule;
import io.calibrant.engine.live.JournalForcer;
import io.calibrant.engine.live.LoopMeters;
import io.calibrant.engine.live.ModelBoard;
import io.calibrant.engine.live.Publisher;
import io.calibrant.engine.store.SurfaceStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A running engine: connections, journal, fold, stages and store, with the read side for others.
///
/// A start opens the journal, moves a damaged tail aside, folds from the last checkpoint, begins a
/// new segment and goes on where the last run ended.
public final class Engine implements SurfaceFeed, AutoCloseable {
  private final EngineParts parts;
  private final EventRing events = new EventRing();
  private final Publisher publisher = new Publisher(events);
  private final ModelBoard board = new ModelBoard();
  private final LoopMeters meters = new LoopMeters();
  private final ConflatingQueue queue;
  private final DirectoryLock lock;
  private final JournalWriter journal;
  private final EngineLoop loop;
  private final SurfaceStore store;
  private final HealthRule health;
  private final List<Transport> transports = new ArrayList<>();
  private final List<VenueConnection> connections = new ArrayList<>();
  private final List<AgentThread> connectionThreads = new ArrayList<>();
  private final List<AgentThread> threads = new ArrayList<>();
  private final AgentThread loopThread;
  private boolean closed;

  /// Starts an engine with the machine's clock and sockets.
  ///
  /// @throws IOException when the journal cannot be opened or is in use
  public static Engine start(EngineSettings settings) throws IOException {
    return start(settings, EngineParts.standard());
  }

  /// The same, telling how far it has read the journal again.
  public static Engine start(EngineSettings settings, Recovery.Progress progress)
      throws IOException {
    return start(settings, EngineParts.standard(), progress);
  }

  /// Starts an engine with `parts`.
  public static Engine start(EngineSettings settings, EngineParts parts) throws IOException {
    return start(settings, parts, Recovery.Progress.SILENT);
  }

  private static Engine start(
      EngineSettings settings, EngineParts parts, Recovery.Progress progress) throws IOException {
    DirectoryLock lock = DirectoryLock.acquire(settings.journal().directory());
    try {
      return new Engine(settings, parts, lock, progress);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private Engine(
      EngineSettings settings, EngineParts parts, DirectoryLock lock, Recovery.Progress progress)
      throws IOException {
    this.parts = parts;
    this.lock = lock;
    this.queue = new ConflatingQueue(settings.queueCapacity());
    long nowNs = parts.clock().nowNs();
    TailRepair.Outcome repair = TailRepair.repair(settings.journal().directory());
    repair
        .quarantined()
        .forEach(moved -> events.event(nowNs, "journal-damage", "", moved.toString()));
    Recovery.Recovered recovered =
        Recovery.recover(settings.journal().directory(), parts.stages(), progress);
    EngineState state = recovered.state();
    this.journal =
        JournalWriter.begin(settings.journal(), repair.lastSequence(), state.toBytes(), nowNs);
    writeWitnesses(recovered);
    takeVenuesDown(state, nowNs);
    events.event(
        nowNs,
        "journal",
        "",
        "opened %s after %d entries since its last checkpoint; next sequence %d"
            .formatted(
                settings.journal().directory(), recovered.entries(), journal.committed() + 1));
    state
        .freezes()
        .forEach(
            freeze ->
                events.event(
                    freeze.timeNs(),
                    "operator",
                    freeze.underlying(),
                    "FREEZE by " + freeze.by() + " (before the last start)"));
    this.loop =
        new EngineLoop(
            state,
            journal,
            queue,
            publisher,
            settings.cycles(),
            settings.models(),
            board,
            parts.clock(),
            events,
            meters);
    this.store =
        SurfaceStore.open(
            settings.store(),
            settings.journal().directory(),
            journal::committed,
            parts.clock(),
            events);
    Urgency.BESIDE.giveTo("CompilerThre");
    // Right after each collection it would keep a core from the quotes that came meanwhile.
    Urgency.BESIDE.giveTo("G1 Refine");
    this.loopThread = AgentThread.start(loop, this::failed);
    threads.add(
        AgentThread.start(new JournalForcer(journal, settings.forceIntervalNs()), this::failed));
    threads.add(AgentThread.start(store.agent(), this::failed));
    settings.connections().forEach(this::connect);
    this.health =
        new HealthRule(
            settings.staleLimitNs(),
            publisher,
            loop,
            loopThread,
            Stream.concat(threads.stream(), connectionThreads.stream()).toList());
  }

  /// A decision whose cycle was the last thing written before the process died was never seen by
  /// anybody; its witness is written now.
  private void writeWitnesses(Recovery.Recovered recovered) throws IOException {
    var digest = new DecisionDigest();
    for (Decision decision : recovered.unwitnessed()) {
      journal.append(digest.witness(decision));
    }
    journal.flush();
  }

  /// The connections of the last run are gone, whatever the journal says.
  private void takeVenuesDown(EngineState state, long nowNs) throws IOException {
    Set<String> venues = new TreeSet<>();
    state.books().stream().map(book -> book.key()).map(BookKey::venue).forEach(venues::add);
    for (String venue : venues) {
      var down =
          new VenueMessage.Connection(
              Origin.of(venue, nowNs, nowNs), false, "the engine was started again");
      journal.append(new Entry.Said(down));
      state.apply(down);
    }
    journal.flush();
  }

  private void connect(ConnectionSettings connection) {
    Transport transport = parts.transports().get();
    transports.add(transport);
    var agent =
        new VenueConnection(
            connection, transport, parts.clock(), parts.random(), this::put, events);
    connections.add(agent);
    connectionThreads.add(AgentThread.start(agent, this::failed));
  }

  private void put(VenueMessage message) throws InterruptedException {
    while (!queue.offer(message, 100)) {
      if (loopThread.failure() != null) {
        // Nobody reads any more; the failure was told.
        return;
      }
    }
  }

  private void failed(Agent agent, Throwable failure) {
    long nowNs = parts.clock().nowNs();
    events.failure(nowNs, agent.roleName(), failure);
  }

  /// Takes in a message from elsewhere than a connection, waiting for room.
  ///
  /// @throws InterruptedException when the calling thread is interrupted while it waits
  public void offer(VenueMessage message) throws InterruptedException {
    put(message);
  }

  /// Pauses publication.
  ///
  /// @param underlying empty for all
  /// @param by who asks for it, for the journal
  public void freeze(String underlying, String by) {
    loop.command(new Entry.Operator(parts.clock().nowNs(), Entry.Command.FREEZE, underlying, by));
  }

  /// Goes on publishing.
  ///
  /// @param underlying empty for all
  /// @param by who asks for it, for the journal
  public void unfreeze(String underlying, String by) {
    loop.command(new Entry.Operator(parts.clock().nowNs(), Entry.Command.UNFREEZE, underlying, by));
  }

  /// The store beside the journal: exports and histories.
  public SurfaceStore store() {
    return store;
  }

  @Override
  public SortedSet<String> underlyings() {
    return publisher.underlyings();
  }

  @Override
  public Optional<Decision> latestDecision(String underlying) {
    return publisher.latestDecision(underlying);
  }

  @Override
  public Optional<CalibratedSurface> latest(String underlying) {
    return publisher.latest(underlying);
  }

  @Override
  public Optional<CalibratedSurface> asOf(String underlying, long asOfNs) {
    return publisher.recentAsOf(underlying, asOfNs).or(() -> store.surfaceAsOf(underlying, asOfNs));
  }

  @Override
  public List<AtmPoint> atmHistory(String underlying, long fromNs, int limit) {
    return store.atmHistory(underlying, fromNs, limit);
  }

  @Override
  public List<PastDecision> decisionsBefore(String underlying, long beforeNs, int limit) {
    return store.decisionsBefore(underlying, beforeNs, limit);
  }

  @Override
  public Optional<ModelReport> latestModels(String underlying) {
    return board.latest(underlying);
  }

  @Override
  public List<ModelPoint> modelHistory(String underlying, long fromNs, int limit) {
    return board.history(underlying, fromNs, limit);
  }

  @Override
  public List<EngineEvent> events(int limit) {
    return events.newest(limit);
  }

  @Override
  public Subscription subscribe(Consumer<Decision> listener) {
    return publisher.subscribe(listener);
  }

  @Override
  public EngineHealth health() {
    long nowNs = parts.clock().nowNs();
    List<VenueHealth> venues = connections.stream().map(VenueConnection::health).toList();
    var counts = meters.sinceStart();
    return new EngineHealth(
        health.state(nowNs, venues),
        nowNs,
        meters.quotesPerSecond(nowNs),
        counts.quotes(),
        counts.trades(),
        queue.conflated(),
        counts.published(),
        counts.held(),
        meters.begunTwice(),
        meters.tickToSurfaceMs(0.5, nowNs),
        meters.tickToSurfaceMs(0.99, nowNs),
        meters.tickToSurfaceSinceStartMs(0.5),
        meters.tickToSurfaceSinceStartMs(0.99),
        meters.stageTimes(nowNs),
        journal.bytes(),
        journal.committed(),
        Math.max(0, journal.committed() - store.lastSequence()),
        venues,
        loop.freezes());
  }

  /// Stops reading, takes in what waits, forces the journal to disk and closes everything.
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    connectionThreads.forEach(AgentThread::close);
    transports.forEach(Transport::close);
    loopThread.close();
    threads.forEach(AgentThread::close);
    try (lock;
        journal) {
      store.close();
    }
  }
}
