package io.calibrant.engine.connection;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

/// How bytes reach a venue: one streaming connection at a time, and plain requests.
public interface Transport extends AutoCloseable {
  /// Opens a streaming connection; whatever happens is told to `listener`, on any thread.
  Link open(URI address, Listener listener);

  /// The body of the answer to a GET request, whatever its status.
  CompletableFuture<String> get(URI address);

  @Override
  void close();

  /// What a streaming connection tells.
  interface Listener {
    /// It is up.
    void onOpen();

    /// A whole text frame came in; at most as many as were requested.
    void onText(String frame);

    /// It could not be opened, or is down; the last call.
    void onClosed(String reason);
  }

  /// The near end of a streaming connection.
  interface Link {
    /// Asks for `frames` more frames; nothing comes in that was not asked for.
    void request(int frames);

    /// Sends a frame after those sent before it.
    void send(String frame);

    /// Ends the connection at once.
    void abort(String reason);
  }
}
