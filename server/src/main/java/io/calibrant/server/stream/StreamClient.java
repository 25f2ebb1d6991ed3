package io.calibrant.server.stream;

import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/// One open WebSocket: at most one message is under way, and what it misses meanwhile is conflated.
final class StreamClient {
  private final Session session;
  private final String underlying;
  private final AtomicReference<@Nullable Long> busySinceNs = new AtomicReference<>();
  private volatile @Nullable Frame sent;

  StreamClient(Session session, String underlying) {
    this.session = session;
    this.underlying = underlying;
  }

  String underlying() {
    return underlying;
  }

  /// The frame that this client has; null before the first, or after it asked for a fresh start.
  @Nullable Frame sent() {
    return sent;
  }

  void markSent(Frame frame) {
    sent = frame;
  }

  /// The next message is a snapshot.
  void startAfresh() {
    sent = null;
  }

  /// For how long the message under way has been under way, ns; 0 when there is none.
  long busyNs(long nowNs) {
    Long since = busySinceNs.get();
    return since == null ? 0 : Math.max(1, nowNs - since);
  }

  /// Sends `text` unless a message is under way; never waits.
  ///
  /// @return whether it was handed to the socket
  boolean offer(String text, long nowNs) {
    if (!session.isOpen() || !busySinceNs.compareAndSet(null, nowNs)) {
      return false;
    }
    session.sendText(
        text, Callback.from(() -> busySinceNs.set(null), failure -> busySinceNs.set(null)));
    return true;
  }

  void close(int code, String reason) {
    session.close(code, reason, Callback.NOOP);
  }

  /// Drops the connection without waiting for the other side.
  void drop() {
    session.disconnect();
  }
}
