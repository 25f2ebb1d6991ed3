package io.calibrant.engine.connection;

import io.calibrant.engine.agent.Urgency;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// [Transport] over `java.net.http`.
///
/// The JDK's WebSocket delivers fragments, sends nothing but what was requested, and forbids two
/// sends at a time: fragments are joined here up to a bound, and sends are chained.
public final class JdkTransport implements Transport {
  /// The largest frame; a venue's largest is a full book of a few hundred kB.
  static final int MAX_FRAME_CHARS = 8 << 20;

  /// Frames that may wait to be sent; a venue that reads so slowly is of no use.
  static final int MAX_WAITING_SENDS = 10_000;

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(20);

  private final HttpClient client = urgentClient();

  /// A client whose own threads are as urgent as the connection's: they inherit it from the thread
  /// that makes them. Otherwise a frame waits while a decision computes, and the burst it ends with
  /// it.
  private static HttpClient urgentClient() {
    var made =
        new FutureTask<>(() -> HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build());
    Urgency.QUOTES.threads("calibrant-http").newThread(made).start();
    try {
      return made.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("no HTTP client", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the HTTP client was made", e);
    }
  }

  @Override
  public Link open(URI address, Listener listener) {
    var link = new Socket(listener);
    var _ =
        client
            .newWebSocketBuilder()
            .connectTimeout(CONNECT_LIMIT)
            .buildAsync(address, link)
            .whenComplete(
                (_, failure) -> {
                  if (failure != null) {
                    link.end("could not connect to %s: %s".formatted(address, rootText(failure)));
                  }
                });
    return link;
  }

  @Override
  public CompletableFuture<String> get(URI address) {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(REQUEST_LIMIT).GET().build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(HttpResponse::body);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private static String rootText(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text = root.getMessage();
    return text == null ? root.getClass().getSimpleName() : text;
  }

  private static final class Socket implements WebSocket.Listener, Link {
    private final Listener listener;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final StringBuilder fragments = new StringBuilder();
    private volatile @Nullable WebSocket socket;
    private volatile @Nullable String abortReason;
    private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);
    private int waitingSends;

    private Socket(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void onOpen(WebSocket webSocket) {
      socket = webSocket;
      if (abortReason != null) {
        webSocket.abort();
        end(abortReason);
        return;
      }
      listener.onOpen();
    }

    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket webSocket, CharSequence part, boolean last) {
      if (fragments.length() + part.length() > MAX_FRAME_CHARS) {
        abort("a frame is longer than %d characters".formatted(MAX_FRAME_CHARS));
        return null;
      }
      if (!last) {
        fragments.append(part);
        webSocket.request(1);
        return null;
      }
      if (fragments.isEmpty()) {
        listener.onText(part.toString());
      } else {
        String frame = fragments.append(part).toString();
        fragments.setLength(0);
        listener.onText(frame);
      }
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(
        WebSocket webSocket, java.nio.ByteBuffer bytes, boolean last) {
      // No venue we read sends binary frames; skipped without spending a requested text frame.
      webSocket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
      end("closed by the venue: %d %s".formatted(code, reason));
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      end("connection lost: " + rootText(error));
    }

    @Override
    public void request(int frames) {
      WebSocket open = socket;
      if (open != null && frames > 0) {
        open.request(frames);
      }
    }

    @Override
    public synchronized void send(String frame) {
      WebSocket open = socket;
      if (open == null || ended.get()) {
        return;
      }
      if (waitingSends >= MAX_WAITING_SENDS) {
        abort("%d frames wait to be sent".formatted(waitingSends));
        return;
      }
      waitingSends++;
      lastSend =
          lastSend
              .thenCompose(_ -> open.sendText(frame, true))
              .whenComplete((_, failure) -> sent(failure));
    }

    private synchronized void sent(@Nullable Throwable failure) {
      waitingSends--;
      if (failure != null) {
        end("could not send: " + rootText(failure));
      }
    }

    @Override
    public void abort(String reason) {
      abortReason = reason;
      WebSocket open = socket;
      if (open != null) {
        open.abort();
      }
      end(reason);
    }

    private void end(@Nullable String reason) {
      if (ended.compareAndSet(false, true)) {
        listener.onClosed(reason == null ? "ended" : reason);
      }
    }
  }
}
