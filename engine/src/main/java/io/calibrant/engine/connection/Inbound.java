package io.calibrant.engine.connection;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// What the transport's threads hand to a connection's own thread.
///
/// `attempt` numbers the connection attempt, so that what a dead one still says is ignored.
sealed interface Inbound {
  record Opened(long attempt) implements Inbound {}

  record Text(long attempt, String frame, long receiptTimeNs) implements Inbound {}

  record Closed(long attempt, String reason) implements Inbound {}

  /// The answer to a request for contracts; `body` is null when there was none.
  record Contracts(
      long round, URI request, @Nullable String body, String failure, long receiptTimeNs)
      implements Inbound {}
}
