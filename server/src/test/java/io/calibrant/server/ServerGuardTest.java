package io.calibrant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServerGuardTest {
  private static final String TOKEN = "0123456789abcdef0123";

  @Test
  void settings_otherHostWithoutToken_areRefused() {
    assertThatThrownBy(() -> ServerSettings.DEFAULT.withHost("0.0.0.0", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.0.0.0")
        .hasMessageContaining("set a token");
    assertThatThrownBy(() -> ServerSettings.DEFAULT.withHost("0.0.0.0", "short"))
        .hasMessageContaining("at least 16");
  }

  @Test
  void headers_everyAnswer_bindTheBrowser() {
    try (CalibrantServer server = start(ServerSettings.DEFAULT.withPort(0))) {
      for (String path : new String[] {"/", "/main.js", "/api/v1/health", "/metrics"}) {
        var headers = new Client(server.port()).get(path).response().headers();
        assertThat(headers.firstValue("Content-Security-Policy"))
            .as(path)
            .hasValueSatisfying(
                policy ->
                    assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'")
                        .doesNotContain("unsafe"));
        assertThat(headers.firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
      }
    }
  }

  @Test
  void host_ofAnotherName_isRefused() throws IOException {
    try (CalibrantServer server = start(ServerSettings.DEFAULT.withPort(0))) {
      assertThat(statusLine(server.port(), "rebound.example")).contains("403");
      assertThat(statusLine(server.port(), "localhost:" + server.port())).contains("200");
      assertThat(statusLine(server.port(), "[::1]:" + server.port())).contains("200");
    }
  }

  @Test
  void veto_fromAnotherSitesPage_isRefused() {
    FakeFeed feed = FakeFeed.live();
    try (CalibrantServer server =
        CalibrantServer.start(ServerSettings.DEFAULT.withPort(0), feed, new FakeControl(feed))) {
      Client client = new Client(server.port());
      String body = "{\"reason\":\"x\"}";
      assertThat(
              client.send("POST", "/api/v1/veto", body, "Origin", "http://evil.example").status())
          .isEqualTo(403);
      assertThat(feed.health().state()).isEqualTo(io.calibrant.engine.api.EngineHealth.State.LIVE);
      assertThat(
              client
                  .send("POST", "/api/v1/veto", body, "Origin", "http://127.0.0.1:" + server.port())
                  .status())
          .isEqualTo(202);
      assertThat(client.json("/api/v1/surfaces/BTC").get("status").asString()).isEqualTo("FROZEN");
    }
  }

  @Test
  void token_whenSet_isAskedOfEveryRequest() {
    ServerSettings settings = ServerSettings.DEFAULT.withPort(0).withHost("127.0.0.1", TOKEN);
    try (CalibrantServer server = start(settings)) {
      Client client = new Client(server.port());
      assertThat(client.get("/api/v1/health").status()).isEqualTo(401);
      assertThat(client.get("/").status()).isEqualTo(401);
      assertThat(client.get("/api/v1/health", "Authorization", "Bearer wrong").status())
          .isEqualTo(401);
      assertThat(client.get("/api/v1/health", "Authorization", "Bearer " + TOKEN).status())
          .isEqualTo(200);
      Client.Answer page = client.get("/?token=" + TOKEN);
      assertThat(page.status()).isEqualTo(200);
      String cookie = page.response().headers().firstValue("Set-Cookie").orElseThrow();
      assertThat(cookie).contains("HttpOnly", "SameSite=Strict");
      assertThat(client.get("/main.js", "Cookie", cookie.split(";", -1)[0]).status())
          .isEqualTo(200);
    }
  }

  @Test
  void close_withARequestInFlight_letsItFinish() throws Exception {
    FakeFeed feed = FakeFeed.live();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    feed.beforeHistory(
        () -> {
          entered.countDown();
          await(proceed);
        });
    CalibrantServer server = CalibrantServer.start(ServerSettings.DEFAULT.withPort(0), feed);
    Client client = new Client(server.port());
    CompletableFuture<Client.Answer> inFlight =
        CompletableFuture.supplyAsync(() -> client.get("/api/v1/surfaces/BTC/history"));
    await(entered);
    CompletableFuture<Void> stopping = CompletableFuture.runAsync(server::close);
    Thread.sleep(300);
    assertThat(stopping).isNotDone();
    proceed.countDown();

    assertThat(inFlight.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
    stopping.get(10, TimeUnit.SECONDS);
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), client.port()).close())
        .isInstanceOf(IOException.class);
  }

  @Test
  void start_onATakenPort_saysSo() {
    try (CalibrantServer first = start(ServerSettings.DEFAULT.withPort(0))) {
      assertThatThrownBy(() -> start(ServerSettings.DEFAULT.withPort(first.port())))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(Integer.toString(first.port()))
          .hasMessageContaining("choose another port");
    }
  }

  private static CalibrantServer start(ServerSettings settings) {
    return CalibrantServer.start(settings, FakeFeed.live());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The JDK's client sets `Host` itself, so this one is written by hand.
  private static String statusLine(int port, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              ("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return answer.lines().findFirst().orElse("");
    }
  }
}
