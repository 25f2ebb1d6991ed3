package io.calibrant.sim;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.VenueMessage;
import io.calibrant.core.market.VenueMessage.Listed;
import io.calibrant.venues.InstrumentReply;
import io.calibrant.venues.SessionSettings;
import io.calibrant.venues.VenueSession;
import io.calibrant.venues.deribit.DeribitVenue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A small but real client: JDK WebSocket, the venue's session, everything remembered.
final class SimClient implements WebSocket.Listener, VenueSession.Sink, AutoCloseable {
  final List<VenueMessage> messages = new ArrayList<>();
  final List<String> malformed = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  final List<String> reconnects = new ArrayList<>();
  final List<Instrument> instruments = new ArrayList<>();
  final List<String> replies = new ArrayList<>();
  final VenueSession session;
  long frames;
  long characters;
  boolean keepMessages = true;
  boolean closed;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI webSocketUri;
  private final StringBuilder fragments = new StringBuilder();
  private @Nullable WebSocket socket;
  private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);

  SimClient(MarketSim sim, SessionSettings settings) throws Exception {
    DeribitVenue venue = new DeribitVenue();
    session = venue.newSession(settings);
    webSocketUri = venue.endpointsAt(sim.webSocketUri()).webSocket();
    for (URI uri : venue.instrumentRequests(sim.restUri(), settings.underlyings())) {
      String body =
          http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      InstrumentReply.Instruments reply =
          (InstrumentReply.Instruments) venue.parseInstruments(body, 1);
      if (!reply.setAside().isEmpty()) {
        throw new AssertionError(reply.setAside());
      }
      reply.listed().stream().map(Listed::instrument).forEach(instruments::add);
    }
  }

  synchronized SimClient connect() {
    session.follow(instruments, now(), this);
    closed = false;
    fragments.setLength(0);
    lastSend = CompletableFuture.completedFuture(null);
    socket = http.newWebSocketBuilder().buildAsync(webSocketUri, this).join();
    session.onOpen(now(), this);
    return this;
  }

  /// Ticks the session until `done`; false when it did not happen in time.
  boolean await(double seconds, BooleanSupplier done) throws InterruptedException {
    long until = System.nanoTime() + (long) (seconds * 1e9);
    while (System.nanoTime() < until) {
      synchronized (this) {
        session.onTick(now(), this);
        if (done.getAsBoolean()) {
          return true;
        }
      }
      Thread.sleep(20);
    }
    return false;
  }

  synchronized <T extends VenueMessage> List<T> of(Class<T> type) {
    return messages.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /// Whether a reply to the request of this number has come; the session's own replies come
  /// between.
  synchronized boolean hasReplyTo(int id) {
    String member = "\"id\":" + id + ",";
    return replies.stream().anyMatch(reply -> reply.contains(member));
  }

  @Override
  public synchronized @Nullable CompletionStage<?> onText(
      WebSocket ws, CharSequence part, boolean last) {
    fragments.append(part);
    if (last) {
      frames++;
      characters += fragments.length();
      if (fragments.indexOf("\"id\":") >= 0) {
        replies.add(fragments.toString());
      }
      session.onText(fragments, now(), this);
      fragments.setLength(0);
    }
    ws.request(1);
    return null;
  }

  @Override
  public synchronized @Nullable CompletionStage<?> onClose(WebSocket ws, int code, String reason) {
    notes.add("closed: " + code + " " + reason);
    closed = true;
    return null;
  }

  @Override
  public synchronized void onError(WebSocket ws, Throwable error) {
    notes.add("line: " + error);
    closed = true;
  }

  @Override
  public void message(VenueMessage message) {
    if (keepMessages) {
      messages.add(message);
    }
  }

  @Override
  public void send(String frame) {
    WebSocket to = Objects.requireNonNull(socket);
    lastSend = lastSend.thenCompose(_ -> to.sendText(frame, true));
  }

  @Override
  public void malformed(String excerpt, String reason) {
    malformed.add(reason);
  }

  @Override
  public void note(String text) {
    notes.add(text);
  }

  @Override
  public void refreshInstruments(String reason) {}

  @Override
  public void reconnect(String reason) {
    reconnects.add(reason);
  }

  @Override
  public void close() {
    Objects.requireNonNull(socket).abort();
    http.shutdownNow();
    try {
      http.awaitTermination(java.time.Duration.ofMillis(TimeUnit.SECONDS.toMillis(2)));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static long now() {
    return System.currentTimeMillis() * 1_000_000L;
  }
}
