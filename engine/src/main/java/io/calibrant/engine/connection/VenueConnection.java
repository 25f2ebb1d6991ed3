package io.calibrant.engine.connection;

import io.calibrant.core.market.VenueMessage;
import io.calibrant.core.market.VenueMessage.Listed;
import io.calibrant.engine.agent.Agent;
import io.calibrant.engine.agent.EpochNanoClock;
import io.calibrant.engine.agent.Urgency;
import io.calibrant.engine.api.EngineHealth.VenueHealth;
import io.calibrant.venues.InstrumentReply;
import io.calibrant.venues.VenueSession;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The agent that keeps one venue connected and turns its frames into messages.
///
/// The transport's threads only stamp frames and put them into a bounded inbox. As many frames are
/// requested from the socket as the inbox has room for, so a slow engine slows the venue's sending
/// down instead of losing anything.
public final class VenueConnection implements Agent {
  /// Frames that may wait between socket and agent.
  static final int INBOX_FRAMES = 4096;

  /// Room for what is not frames: openings, closings, contract lists.
  private static final int INBOX_OTHERS = 1024;

  private static final long TICK_NS = 100_000_000L;
  private static final long CONNECT_LIMIT_NS = 15_000_000_000L;

  /// A connection that held so long was a good one: the next back-off begins anew.
  private static final long HELD_NS = 10_000_000_000L;

  private final ConnectionSettings settings;
  private final Transport transport;
  private final EpochNanoClock clock;
  private final Backoff backoff;
  private final MessageQueue messages;
  private final EventLog events;
  private final VenueSession session;
  private final ContractLists contracts = new ContractLists();
  private final ConnectionCounters counters = new ConnectionCounters();
  private final SessionSink sink = new SessionSink();
  private final ArrayBlockingQueue<Inbound> inbox =
      new ArrayBlockingQueue<>(INBOX_FRAMES + INBOX_OTHERS);
  private @Nullable Inbound peeked;

  private Phase phase = Phase.DOWN;
  private Transport.@Nullable Link link;
  private long attempt;
  private long phaseSinceNs;
  private long connectAtNs;
  private long tickAtNs;
  private @Nullable String reconnectReason;

  private enum Phase {
    DOWN,
    CONNECTING,
    UP
  }

  public VenueConnection(
      ConnectionSettings settings,
      Transport transport,
      EpochNanoClock clock,
      RandomGenerator random,
      MessageQueue messages,
      EventLog events) {
    this.settings = settings;
    this.transport = transport;
    this.clock = clock;
    this.backoff = new Backoff(random);
    this.messages = messages;
    this.events = events;
    this.session = settings.venue().newSession(settings.session());
  }

  @Override
  public String roleName() {
    return "connection-" + settings.venue().key();
  }

  /// This connection's state; may be called from any thread.
  public VenueHealth health() {
    return counters.health(settings.venue().key());
  }

  @Override
  public Urgency urgency() {
    return Urgency.QUOTES;
  }

  @Override
  public int doWork() throws InterruptedException {
    long nowNs = clock.nowNs();
    int work = drainInbox();
    String reason = reconnectReason;
    if (reason != null) {
      reconnectReason = null;
      drop(reason, nowNs);
    }
    switch (phase) {
      case DOWN -> {
        if (nowNs >= connectAtNs) {
          connect(nowNs);
          work++;
        }
      }
      case CONNECTING -> {
        if (nowNs - phaseSinceNs > CONNECT_LIMIT_NS) {
          drop("no answer within %d s".formatted(CONNECT_LIMIT_NS / 1_000_000_000L), nowNs);
        }
      }
      case UP -> watch(nowNs);
    }
    if (phase == Phase.UP && contracts.isDue(nowNs)) {
      askForContracts();
    }
    sink.deliver();
    return work;
  }

  @Override
  public void idle() throws InterruptedException {
    if (peeked == null) {
      peeked = inbox.poll(10, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void onClose() throws InterruptedException {
    if (phase != Phase.DOWN) {
      drop("the engine stops", clock.nowNs());
      sink.deliver();
    }
  }

  private int drainInbox() throws InterruptedException {
    int frames = 0;
    int work = 0;
    while (work < INBOX_FRAMES) {
      Inbound next = peeked != null ? peeked : inbox.poll();
      peeked = null;
      if (next == null) {
        break;
      }
      work++;
      frames += take(next);
      sink.deliver();
      if (frames >= INBOX_FRAMES / 4) {
        request(frames);
        frames = 0;
      }
    }
    request(frames);
    return work;
  }

  private void request(int frames) {
    if (link != null && phase == Phase.UP) {
      link.request(frames);
    }
  }

  /// Takes one item.
  ///
  /// @return how many frames of the present connection it was
  private int take(Inbound item) {
    switch (item) {
      case Inbound.Opened(long of) -> {
        if (of == attempt && phase == Phase.CONNECTING) {
          opened();
        }
      }
      case Inbound.Text(long of, String frame, long receiptTimeNs) -> {
        if (of == attempt && phase == Phase.UP) {
          counters.frame(receiptTimeNs);
          session.onText(frame, receiptTimeNs, sink);
          return 1;
        }
      }
      case Inbound.Closed(long of, String reason) -> {
        if (of == attempt) {
          down(reason, clock.nowNs());
        }
      }
      case Inbound.Contracts answer -> takeContracts(answer);
    }
    return 0;
  }

  private void connect(long nowNs) {
    attempt++;
    phase = Phase.CONNECTING;
    phaseSinceNs = nowNs;
    link = transport.open(settings.endpoints().webSocket(), new Receiver(attempt));
  }

  private void opened() {
    long nowNs = clock.nowNs();
    phase = Phase.UP;
    phaseSinceNs = nowNs;
    tickAtNs = nowNs + TICK_NS;
    counters.opened(nowNs);
    events.event(nowNs, "connection", "", "connected to " + settings.endpoints().webSocket());
    session.onOpen(nowNs, sink);
    contracts.want(nowNs);
    request(INBOX_FRAMES);
  }

  private void watch(long nowNs) {
    if (nowNs >= tickAtNs) {
      tickAtNs = nowNs + TICK_NS;
      session.onTick(nowNs, sink);
      counters.subscriptions(session.subscriptions());
    }
    if (nowNs - phaseSinceNs > HELD_NS) {
      backoff.reset();
    }
    // Frames that wait in the inbox prove the venue is alive, however late we are.
    if (inbox.isEmpty() && nowNs - counters.lastMessageNs() > settings.silenceLimitNs()) {
      drop("no message for %d s".formatted(settings.silenceLimitNs() / 1_000_000_000L), nowNs);
    }
  }

  /// Ends the present connection ourselves.
  private void drop(String reason, long nowNs) {
    if (phase != Phase.DOWN) {
      if (link != null) {
        link.abort(reason);
      }
      down(reason, nowNs);
    }
  }

  private void down(String reason, long nowNs) {
    if (phase == Phase.DOWN) {
      return;
    }
    if (phase == Phase.UP) {
      session.onClose(nowNs, reason, sink);
    }
    phase = Phase.DOWN;
    link = null;
    attempt++;
    long delayNs = backoff.nextDelayNs();
    connectAtNs = nowNs + delayNs;
    counters.closed(reason);
    events.event(
        nowNs,
        "connection",
        "",
        "%s: %s; next attempt in %.1f s".formatted(settings.venue().key(), reason, delayNs / 1e9));
  }

  private void askForContracts() {
    List<URI> requests =
        settings
            .venue()
            .instrumentRequests(settings.endpoints().rest(), settings.session().underlyings());
    long round = contracts.begin(requests);
    for (URI request : requests) {
      var _ =
          transport
              .get(request)
              .handle(
                  (body, failure) ->
                      inbox.offer(
                          new Inbound.Contracts(
                              round,
                              request,
                              body,
                              failure == null ? "" : String.valueOf(failure.getMessage()),
                              clock.nowNs())));
    }
  }

  private void takeContracts(Inbound.Contracts answer) {
    String body = answer.body();
    if (body == null) {
      contractsFailed(answer, answer.failure());
      return;
    }
    switch (settings.venue().parseInstruments(body, answer.receiptTimeNs())) {
      case InstrumentReply.Instruments reply -> {
        List<Listed> all = contracts.arrived(answer.round(), answer.request(), reply);
        if (all != null) {
          follow(all);
        }
      }
      case InstrumentReply.Refused refused ->
          contractsFailed(answer, "%d %s".formatted(refused.code(), refused.message()));
      case InstrumentReply.Malformed malformed -> {
        sink.malformed(malformed.excerpt(), malformed.reason());
        contractsFailed(answer, malformed.reason());
      }
    }
  }

  private void contractsFailed(Inbound.Contracts answer, String why) {
    long nowNs = clock.nowNs();
    contracts.failed(answer.round(), nowNs);
    events.event(nowNs, "contracts", "", "%s failed: %s".formatted(answer.request(), why));
  }

  private void follow(List<Listed> all) {
    for (Listed listed : all) {
      if (contracts.isNews(listed)) {
        sink.message(listed);
      }
    }
    contracts.keepOnly(all);
    session.follow(all.stream().map(Listed::instrument).toList(), clock.nowNs(), sink);
  }

  /// Stamps what the transport's threads bring and puts it into the inbox.
  private final class Receiver implements Transport.Listener {
    private final long of;

    private Receiver(long of) {
      this.of = of;
    }

    @Override
    public void onOpen() {
      put(new Inbound.Opened(of));
    }

    @Override
    public void onText(String frame) {
      put(new Inbound.Text(of, frame, clock.nowNs()));
    }

    @Override
    public void onClosed(String reason) {
      put(new Inbound.Closed(of, reason));
    }

    private void put(Inbound item) {
      if (!inbox.offer(item)) {
        // Only a transport that delivers what was not requested can fill the inbox.
        throw new IllegalStateException("the inbox is full: frames came that were not requested");
      }
    }
  }

  /// Gathers what the session says, in order, until it is delivered.
  private final class SessionSink implements VenueSession.Sink {
    private final java.util.ArrayDeque<VenueMessage> waiting = new java.util.ArrayDeque<>();

    private void deliver() throws InterruptedException {
      for (VenueMessage message = waiting.poll(); message != null; message = waiting.poll()) {
        messages.put(message);
      }
    }

    @Override
    public void message(VenueMessage message) {
      counters.message(message);
      if (message instanceof VenueMessage.SequenceGap gap) {
        events.event(
            gap.origin().receiptTimeNs(),
            "gap",
            "",
            "%s: expected %d, received %d".formatted(gap.stream(), gap.expected(), gap.received()));
      }
      waiting.add(message);
    }

    @Override
    public void send(String frame) {
      if (link != null) {
        link.send(frame);
      }
    }

    @Override
    public void malformed(String excerpt, String reason) {
      if (counters.malformed()) {
        events.event(clock.nowNs(), "malformed", "", "%s in: %s".formatted(reason, excerpt));
      }
    }

    @Override
    public void note(String text) {
      events.event(clock.nowNs(), "venue", "", text);
    }

    @Override
    public void refreshInstruments(String reason) {
      contracts.want(clock.nowNs());
    }

    @Override
    public void reconnect(String reason) {
      reconnectReason = reason;
    }
  }
}
