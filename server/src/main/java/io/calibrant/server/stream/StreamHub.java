package io.calibrant.server.stream;

import io.calibrant.core.decision.Decision;
import io.calibrant.engine.api.ModelReport;
import io.calibrant.engine.api.SurfaceFeed;
import io.calibrant.server.api.HealthView;
import io.calibrant.server.api.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// Sends surfaces to WebSocket clients: a snapshot first, then patches, then health every second.
///
/// One thread reads the feed's latest decision at a fixed rate and builds each frame once for all
/// clients. The engine never waits for it, and it never waits for a client: a client that is still
/// receiving skips frames and gets the difference to the newest one later.
public final class StreamHub implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamHub.class);
  private static final long SLOWEST_SEND_NS = 20_000_000_000L;
  private static final long HEALTH_INTERVAL_NS = 1_000_000_000L;
  private static final int EVENTS = 60;
  private static final int GOING_AWAY = 1001;
  private static final int POLICY = 1008;
  private static final int TRY_AGAIN_LATER = 1013;

  private final SurfaceFeed feed;
  private final int maxClients;
  private final Duration staleAfter;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("calibrant-stream").daemon().factory());
  private final Map<Session, StreamClient> clients = new ConcurrentHashMap<>();
  private final Map<String, Frame> frames = new HashMap<>();
  private final AtomicLong framesSent = new AtomicLong();
  private final AtomicLong framesConflated = new AtomicLong();
  private long lastHealthNs = Long.MIN_VALUE;

  private StreamHub(SurfaceFeed feed, int maxClients, Duration staleAfter) {
    this.feed = feed;
    this.staleAfter = staleAfter;
    this.maxClients = maxClients;
  }

  /// A running hub.
  public static StreamHub start(
      SurfaceFeed feed, int maxClients, Duration frameInterval, Duration staleAfter) {
    StreamHub hub = new StreamHub(feed, maxClients, staleAfter);
    long everyMs = frameInterval.toMillis();
    var _ = hub.clock.scheduleWithFixedDelay(hub::tick, everyMs, everyMs, TimeUnit.MILLISECONDS);
    return hub;
  }

  /// Takes in a client that follows `underlying`, or turns it away.
  public void connect(Session session, String underlying) {
    if (clients.size() >= maxClients) {
      new StreamClient(session, underlying)
          .close(TRY_AGAIN_LATER, "all " + maxClients + " streams are taken");
      return;
    }
    clients.put(session, new StreamClient(session, underlying));
    clock.execute(this::tickOnce);
  }

  /// Sends a client the next frame as a snapshot; what it says otherwise is ignored.
  public void receive(Session session, String message) {
    StreamClient client = clients.get(session);
    if (client != null && message.contains("\"resync\"")) {
      client.startAfresh();
    }
  }

  /// Forgets a client.
  public void disconnect(Session session) {
    clients.remove(session);
  }

  /// Open streams.
  public int clientCount() {
    return clients.size();
  }

  /// Frames handed to sockets since start.
  public long framesSent() {
    return framesSent.get();
  }

  /// Frames that a busy client skipped.
  public long framesConflated() {
    return framesConflated.get();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    clients.values().forEach(client -> client.close(GOING_AWAY, "the server is stopping"));
    clients.clear();
  }

  private void tick() {
    long nowNs = System.nanoTime();
    boolean healthDue = lastHealthNs == Long.MIN_VALUE || nowNs - lastHealthNs > HEALTH_INTERVAL_NS;
    try {
      sendFrames(nowNs);
      if (healthDue) {
        lastHealthNs = nowNs;
        sendHealth(nowNs);
      }
    } catch (RuntimeException e) {
      LOG.error("a stream frame could not be built; the next one is tried", e);
    }
  }

  private void tickOnce() {
    lastHealthNs = Long.MIN_VALUE;
    tick();
  }

  private void sendFrames(long nowNs) {
    Map<Frame, String> patches = new HashMap<>();
    Map<String, @Nullable Frame> current = new HashMap<>();
    for (StreamClient client : clients.values()) {
      Frame frame = current.computeIfAbsent(client.underlying(), this::frame);
      Frame sent = client.sent();
      if (frame == null || frame == sent) {
        continue;
      }
      long busyNs = client.busyNs(nowNs);
      if (busyNs > 0) {
        framesConflated.incrementAndGet();
        if (busyNs > SLOWEST_SEND_NS) {
          LOG.warn("a stream client took more than 20 s for one message and is dropped");
          client.drop();
        }
        continue;
      }
      String message =
          sent == null
              ? frame.snapshotMessage()
              : patches.computeIfAbsent(sent, from -> Patch.message(from, frame));
      if (client.offer(message, nowNs)) {
        client.markSent(frame);
        framesSent.incrementAndGet();
      }
    }
  }

  /// The newest frame of `underlying`; the same object as long as no new decision was made.
  private @Nullable Frame frame(String underlying) {
    Decision decision = feed.latestDecision(underlying).orElse(null);
    ModelReport models = feed.latestModels(underlying).orElse(null);
    Frame last = frames.get(underlying);
    if (decision == null || (last != null && last.shows(decision, models))) {
      return last;
    }
    Frame next = Frame.of(decision, models, last == null ? 1 : last.sequence() + 1);
    frames.put(underlying, next);
    return next;
  }

  private void sendHealth(long nowNs) {
    if (clients.isEmpty()) {
      return;
    }
    ObjectNode json = Json.object();
    json.put("type", "health");
    json.put("staleAfterMs", staleAfter.toMillis());
    json.set("health", HealthView.of(feed.health()));
    json.set("events", HealthView.events(feed.events(EVENTS)));
    var underlyings = json.putArray("underlyings");
    feed.underlyings().forEach(underlyings::add);
    String text = Json.text(json);
    clients.values().forEach(client -> client.offer(text, nowNs));
  }

  /// Turns away a client that may not listen.
  public static void refuse(Session session, String reason) {
    new StreamClient(session, "").close(POLICY, reason);
  }
}
