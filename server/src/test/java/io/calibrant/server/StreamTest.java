package io.calibrant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calibrant.core.decision.Decision;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

class StreamTest {
  private static final int WAIT_SECONDS = 10;

  private final FakeFeed feed = FakeFeed.live();
  private final CalibrantServer server =
      CalibrantServer.start(
          new ServerSettings(
              "127.0.0.1",
              0,
              null,
              Set.of(),
              2,
              Duration.ofMillis(20),
              Duration.ofSeconds(10),
              Duration.ofMinutes(5)),
          feed);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void patches_appliedToTheSnapshot_equalAFreshSnapshot() throws Exception {
    Listener first = new Listener();
    connect("BTC", first);
    Map<String, JsonNode> entries = snapshot(first.next("snapshot"));
    long sequence = 1;
    for (int step = 0; step < 5; step++) {
      feed.step(1_000_000_000L);
      JsonNode patch = first.next("patch");
      assertThat(patch.get("after").asLong()).isEqualTo(sequence);
      sequence = patch.get("seq").asLong();
      apply(entries, patch);
    }

    Listener second = new Listener();
    connect("BTC", second);
    assertThat(entries).isEqualTo(snapshot(second.next("snapshot")));
  }

  @Test
  void hold_afterAPublication_keepsTheSurfaceAndSaysWhy() throws Exception {
    Listener listener = new Listener();
    connect("BTC", listener);
    Map<String, JsonNode> entries = snapshot(listener.next("snapshot"));
    int size = entries.size();
    feed.hold("BTC", Decision.HoldCode.CHECK_FAILED, "calendar gap -0.002 at 28NOV26");
    JsonNode patch = listener.next("patch");
    assertThat(patch.get("set").propertyNames()).containsExactly("head");
    assertThat(patch.get("rows").size()).isZero();
    apply(entries, patch);

    JsonNode head = Objects.requireNonNull(entries.get("head"));
    assertThat(head.get("hold").get("reason").asString()).contains("28NOV26");
    assertThat(entries).hasSize(size);
  }

  @Test
  void slowClient_skipsFramesAndNeverBlocksTheFeed() throws Exception {
    Listener slow = new Listener();
    slow.paused = true;
    connect("BTC", slow);
    long start = System.nanoTime();
    for (int i = 0; i < 200; i++) {
      feed.step(1_000_000);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));

    slow.resume();
    Map<String, JsonNode> entries = snapshot(slow.next("snapshot"));
    String last = feed.latest("BTC").orElseThrow().snapshotHash();
    while (!String.valueOf(entries.get("head")).contains(last)) {
      apply(entries, slow.next("patch"));
    }
  }

  @Test
  void resync_onRequest_sendsASnapshot() throws Exception {
    Listener listener = new Listener();
    WebSocket socket = connect("ETH", listener);
    listener.next("snapshot");
    socket.sendText("{\"type\":\"resync\"}", true).join();
    assertThat(listener.next("snapshot").get("seq").asLong()).isEqualTo(1);
  }

  @Test
  void health_everySecond_carriesStateAndEvents() throws Exception {
    Listener listener = new Listener();
    connect("SOL", listener);
    JsonNode message = listener.next("health");
    assertThat(message.get("health").get("status").asString()).isEqualTo("LIVE");
    assertThat(message.get("underlyings").size()).isEqualTo(3);
    assertThat(message.get("staleAfterMs").asLong()).isEqualTo(10_000);
  }

  @Test
  void clients_beyondTheLimit_areTurnedAway() throws Exception {
    Listener one = new Listener();
    Listener two = new Listener();
    Listener three = new Listener();
    connect("BTC", one);
    connect("BTC", two);
    one.next("snapshot");
    two.next("snapshot");
    connect("BTC", three);
    assertThat(three.closed.poll(WAIT_SECONDS, TimeUnit.SECONDS)).startsWith("1013 all 2 streams");
  }

  @Test
  void upgrade_fromAnotherSite_isRefused() {
    assertThatThrownBy(
            () ->
                HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .header("Origin", "http://evil.example")
                    .buildAsync(uri("BTC"), new Listener())
                    .join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
  }

  private WebSocket connect(String underlying, Listener listener) {
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(uri(underlying), listener)
        .join();
  }

  private URI uri(String underlying) {
    return new Client(server.port()).uri("ws", "/api/v1/stream?underlying=" + underlying);
  }

  private static Map<String, JsonNode> snapshot(JsonNode message) {
    Map<String, JsonNode> entries = new TreeMap<>();
    message.get("set").properties().forEach(e -> entries.put(e.getKey(), e.getValue()));
    return entries;
  }

  private static void apply(Map<String, JsonNode> entries, JsonNode patch) {
    patch.get("remove").forEach(path -> entries.remove(path.asString()));
    patch.get("set").properties().forEach(e -> entries.put(e.getKey(), e.getValue()));
    for (Map.Entry<String, JsonNode> row : patch.get("rows").properties()) {
      ArrayNode column =
          (ArrayNode) Objects.requireNonNull(entries.get(row.getKey()), row.getKey());
      JsonNode indices = row.getValue().get(0);
      for (int i = 0; i < indices.size(); i++) {
        column.set(indices.get(i).asInt(), row.getValue().get(1).get(i));
      }
    }
  }

  /// Collects whole messages; while paused it asks for nothing more.
  private static final class Listener implements WebSocket.Listener {
    final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private volatile @Nullable WebSocket socket;
    volatile boolean paused;

    @Override
    public void onOpen(WebSocket opened) {
      socket = opened;
      if (!paused) {
        opened.request(1);
      }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      partial.append(text);
      if (last) {
        messages.add(Client.JSON.readTree(partial.toString()));
        partial.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed.add(code + " " + reason);
      return null;
    }

    void resume() {
      paused = false;
      WebSocket open = socket;
      if (open != null) {
        open.request(1);
      }
    }

    JsonNode next(String type) throws InterruptedException {
      while (true) {
        JsonNode message = messages.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        assertThat(message).as("a %s within %d s", type, WAIT_SECONDS).isNotNull();
        if (message.get("type").asString().equals(type)) {
          return message;
        }
      }
    }
  }
}
