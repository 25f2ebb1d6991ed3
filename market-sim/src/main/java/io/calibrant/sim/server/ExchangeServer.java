package io.calibrant.sim.server;

import io.calibrant.sim.Faults;
import io.calibrant.sim.MarketSim;
import io.calibrant.sim.market.MarketEvents;
import io.calibrant.sim.market.SimMarket;
import io.calibrant.sim.market.TrueSurface;
import io.calibrant.venues.deribit.ClientRequest;
import io.calibrant.venues.deribit.DeribitEncoder;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinException;
import io.javalin.websocket.WsConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.eclipse.jetty.websocket.api.Session;

/// The exchange on its port: one thread moves the market, the web server's threads bring requests,
/// one lock orders them.
public final class ExchangeServer implements AutoCloseable {
  private static final int ERROR_TOO_MANY_REQUESTS = 10_028;
  private static final int ERROR_METHOD = -32_601;
  private static final int ERROR_REQUEST = -32_600;
  private static final int MAX_CHANNELS = 20_000;
  private static final int MAX_CONNECTIONS = 32;
  private static final int MIN_HEARTBEAT_SECONDS = 10;
  private static final long TICK_NS = 100_000_000L;
  private static final long MAX_CATCH_UP_NS = 5_000_000_000L;
  private static final long SLOW_REST_MS = 2_000;

  /// What one write to a socket holds at most.
  private static final int WRITE_BYTES = 1 << 16;

  private static final String BEAT = DeribitEncoder.heartbeat(false);
  private static final String TEST = DeribitEncoder.heartbeat(true);

  private final ReentrantLock lock = new ReentrantLock();
  private final SimMarket market;
  private final TopicTable topics;
  private final RestApi rest;
  private final Faults faults;
  private final SplittableRandom random;
  private final Map<Session, Connection> connections = new HashMap<>();
  private final Javalin web;
  private final Thread pump;
  private volatile boolean running = true;
  private long lastTickNs = System.nanoTime();
  private long quotes;
  private long trades;
  private long framesOfClosed;

  private ExchangeServer(SimMarket market, int port, Faults faults, long seed, boolean wall) {
    this.market = market;
    this.topics = new TopicTable(market);
    this.rest = new RestApi(market);
    this.faults = faults;
    this.random = new SplittableRandom(seed ^ 0x5DEECE66DL);
    this.web = Javalin.create(this::configure).start("127.0.0.1", port);
    this.pump = Thread.ofPlatform().daemon().name("market-sim").unstarted(this::pump);
    if (wall) {
      pump.start();
    }
  }

  /// Starts to listen; see [MarketSim#start].
  public static ExchangeServer start(
      SimMarket market, int port, Faults faults, long seed, MarketSim.Clock clock) {
    return new ExchangeServer(market, port, faults, seed, clock == MarketSim.Clock.WALL);
  }

  public int port() {
    return web.port();
  }

  public long nowNs() {
    return locked(market::nowNs);
  }

  public Optional<TrueSurface> truthAt(String coin, long timeNs) {
    return locked(() -> market.truthAt(coin, timeNs));
  }

  public MarketSim.Traffic traffic() {
    return locked(
        () -> {
          long frames = framesOfClosed;
          for (Connection c : connections.values()) {
            frames += c.frames();
          }
          return new MarketSim.Traffic(
              quotes, trades, frames, topics.conflated(), connections.size());
        });
  }

  /// Moves the market by hand, never further ahead than the sockets can follow.
  public void advance(long dtNs) {
    if (pump.isAlive()) {
      throw new IllegalStateException("the clock is the wall's: use Settings.withManualClock");
    }
    long left = dtNs;
    while (left > 0) {
      long piece = Math.min(left, SimMarket.STEP_NS);
      left -= piece;
      step(piece);
      while (locked(this::mostOutstanding) > Connection.MAX_OUTSTANDING / 20) {
        LockSupport.parkNanos(200_000);
      }
    }
  }

  public void disconnectAll() {
    locked(
        () -> {
          List.copyOf(connections.values()).forEach(Connection::cut);
          return true;
        });
  }

  @Override
  public void close() {
    running = false;
    LockSupport.unpark(pump);
    try {
      if (pump.isAlive()) {
        pump.join(Duration.ofSeconds(2));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    locked(
        () -> {
          List.copyOf(connections.values()).forEach(c -> c.close(1001, "the exchange closes"));
          return true;
        });
    stopWeb();
  }

  private void stopWeb() {
    try {
      web.stop();
    } catch (JavalinException e) {
      // Connections that do not answer are dropped after the stop timeout, which is as good.
      if (!(e.getCause() instanceof TimeoutException)) {
        throw e;
      }
    }
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.jetty.modifyServer(server -> server.setStopTimeout(1_000));
    config.jetty.modifyWebSocketServletFactory(factory -> factory.setOutputBufferSize(WRITE_BYTES));
    config.routes.ws("/ws/api/v2", this::configure);
    String api = "/api/v2/public/";
    config.routes.get(
        api + "get_instruments",
        c -> reply(c, () -> rest.instruments(c.queryParam("currency"), c.queryParam("kind"))));
    config.routes.get(
        api + "get_book_summary_by_currency",
        c -> reply(c, () -> rest.bookSummary(c.queryParam("currency"))));
    config.routes.get(
        api + "get_index_price", c -> reply(c, () -> rest.indexPrice(c.queryParam("index_name"))));
    config.routes.get(
        api + "get_time",
        c -> reply(c, () -> DeribitEncoder.result(-1, "" + market.nowNs() / 1_000_000L)));
    config.routes.get("/sim/truth", this::truth);
  }

  private void configure(WsConfig ws) {
    ws.onConnect(c -> locked(() -> open(c.session)));
    ws.onMessage(
        c -> {
          ClientRequest request = ClientRequest.parse(c.message());
          locked(() -> answer(c.session, request));
        });
    ws.onClose(c -> locked(() -> forget(c.session)));
    ws.onError(c -> locked(() -> forget(c.session)));
  }

  private void reply(Context context, Supplier<String> body) {
    if (locked(() -> random.nextDouble() < faults.slowRest())) {
      LockSupport.parkNanos(SLOW_REST_MS * 1_000_000L);
    }
    context.contentType("application/json").result(locked(body));
  }

  private void truth(Context context) {
    String coin = String.valueOf(context.queryParam("underlying"));
    String asOf = context.queryParam("asOfNs");
    long timeNs =
        asOf != null && asOf.matches("\\d{1,18}|\\d{19}")
            ? Long.parseUnsignedLong(asOf)
            : Long.MAX_VALUE;
    Optional<String> body = locked(() -> rest.truth(coin, timeNs));
    context
        .status(body.isPresent() ? 200 : 404)
        .contentType("application/json")
        .result(body.orElse("{\"error\":\"underlying=%s: BTC or ETH\"}".formatted(coin.length())));
  }

  private boolean open(Session session) {
    if (connections.size() >= MAX_CONNECTIONS) {
      session.disconnect();
      return false;
    }
    session.setIdleTimeout(Duration.ofMinutes(10));
    session.setMaxTextMessageSize(ClientRequest.MAX_CHARS);
    connections.put(session, new Connection(session, faults, random.split(), System.nanoTime()));
    return true;
  }

  private boolean forget(Session session) {
    Connection c = connections.remove(session);
    if (c != null) {
      framesOfClosed += c.frames();
      c.channels().forEach(channel -> topics.unsubscribe(channel, c));
    }
    return c != null;
  }

  private boolean answer(Session session, ClientRequest request) {
    Connection c = connections.get(session);
    if (c == null || c.isClosing()) {
      return false;
    }
    long wallNs = System.nanoTime();
    c.heard(wallNs);
    switch (request) {
      case ClientRequest.Subscribe(long id, var channels) -> subscribe(c, id, channels, wallNs);
      case ClientRequest.Unsubscribe(long id, var channels) -> {
        channels.forEach(channel -> topics.unsubscribe(channel, c));
        channels.forEach(c.channels()::remove);
        c.answer(DeribitEncoder.subscribed(id, channels));
      }
      case ClientRequest.SetHeartbeat(long id, int seconds) -> {
        if (seconds < MIN_HEARTBEAT_SECONDS) {
          c.answer(DeribitEncoder.error(id, -32_602, "Invalid params: interval"));
        } else {
          c.heartbeat(seconds, wallNs);
          c.answer(DeribitEncoder.result(id, "\"ok\""));
        }
      }
      case ClientRequest.Test(long id) -> {
        c.tested();
        c.answer(DeribitEncoder.result(id, "{\"version\":\"sim\"}"));
      }
      case ClientRequest.Hello(long id) ->
          c.answer(DeribitEncoder.result(id, "{\"version\":\"sim\"}"));
      case ClientRequest.Unknown(long id, var _) ->
          c.answer(DeribitEncoder.error(id, ERROR_METHOD, "Method not found"));
      case ClientRequest.Malformed _ ->
          c.answer(DeribitEncoder.error(-1, ERROR_REQUEST, "Invalid Request"));
    }
    return true;
  }

  private void subscribe(Connection c, long id, List<String> channels, long wallNs) {
    if (!c.credits().pay(wallNs)) {
      c.answer(DeribitEncoder.error(id, ERROR_TOO_MANY_REQUESTS, "too_many_requests"));
      c.closeSoon("too_many_requests");
      return;
    }
    List<String> accepted = new ArrayList<>(channels.size());
    for (String channel : channels) {
      if (c.channels().size() < MAX_CHANNELS && topics.subscribe(channel, c)) {
        c.channels().add(channel);
        accepted.add(channel);
      }
    }
    c.answer(DeribitEncoder.subscribed(id, accepted));
    accepted.forEach(channel -> topics.greet(channel, c));
  }

  private void pump() {
    long last = System.nanoTime();
    while (running) {
      LockSupport.parkNanos(SimMarket.STEP_NS / 2);
      long now = System.nanoTime();
      // After a long pause (a sleeping laptop) the market jumps ahead no more than this.
      long dt = Math.min(now - last, MAX_CATCH_UP_NS);
      if (dt >= SimMarket.STEP_NS) {
        last = now;
        step(dt);
      }
    }
  }

  private void step(long dtNs) {
    lock.lock();
    try {
      MarketEvents events = market.step(dtNs);
      quotes += events.quoted().size();
      trades += events.trades().size();
      topics.publish(events);
      long wallNs = System.nanoTime();
      if (wallNs - lastTickNs >= TICK_NS) {
        double seconds = (wallNs - lastTickNs) * 1e-9;
        lastTickNs = wallNs;
        // A copy: a line that is cut here takes itself off the map.
        List.copyOf(connections.values()).forEach(c -> c.tick(wallNs, seconds, BEAT, TEST));
      }
    } finally {
      flushAndUnlock();
    }
  }

  private long mostOutstanding() {
    return connections.values().stream().mapToLong(Connection::outstanding).max().orElse(0);
  }

  private <T> T locked(Supplier<T> body) {
    lock.lock();
    try {
      return body.get();
    } finally {
      flushAndUnlock();
    }
  }

  private void flushAndUnlock() {
    try {
      // A copy: a line that fails as it is written to takes itself off the map.
      List.copyOf(connections.values()).forEach(Connection::flush);
    } finally {
      lock.unlock();
    }
  }
}
