package io.calibrant.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where the server listens and what it allows.
///
/// @param host name or address to bind; loopback unless a token is set
/// @param port TCP port; 0 picks a free one
/// @param token what every request must carry (`Authorization: Bearer …`); null on loopback only
/// @param allowedHosts names besides `localhost` and literal addresses that a `Host` header may
///   bear; guards against DNS rebinding
/// @param maxStreamClients open WebSockets at most
/// @param frameInterval shortest time between two frames of a stream
/// @param staleAfter a surface older than this is marked STALE
/// @param refuseAfter a surface older than this is no longer served
public record ServerSettings(
    String host,
    int port,
    @Nullable String token,
    Set<String> allowedHosts,
    int maxStreamClients,
    Duration frameInterval,
    Duration staleAfter,
    Duration refuseAfter) {

  /// Loopback, port 8080, no token.
  public static final ServerSettings DEFAULT =
      new ServerSettings(
          "127.0.0.1",
          8080,
          null,
          Set.of(),
          32,
          Duration.ofMillis(250),
          Duration.ofSeconds(10),
          Duration.ofMinutes(5));

  private static final int MIN_TOKEN_LENGTH = 16;

  public ServerSettings {
    allowedHosts = Set.copyOf(allowedHosts);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port=" + port + ": must be 0 to 65535");
    }
    if (maxStreamClients < 1) {
      throw new IllegalArgumentException(
          "maxStreamClients=" + maxStreamClients + ": must be at least 1");
    }
    if (frameInterval.toMillis() < 10) {
      throw new IllegalArgumentException(
          "frameInterval=" + frameInterval + ": must be at least 10 ms");
    }
    if (staleAfter.isNegative() || refuseAfter.compareTo(staleAfter) < 0) {
      throw new IllegalArgumentException(
          "staleAfter=%s, refuseAfter=%s: must be 0 ≤ staleAfter ≤ refuseAfter"
              .formatted(staleAfter, refuseAfter));
    }
    if (token != null && token.length() < MIN_TOKEN_LENGTH) {
      throw new IllegalArgumentException(
          "token has %d characters: must have at least %d"
              .formatted(token.length(), MIN_TOKEN_LENGTH));
    }
    if (token == null && !isLoopback(host)) {
      throw new IllegalArgumentException(
          "host=%s is reachable from other machines: set a token, or bind 127.0.0.1"
              .formatted(host));
    }
  }

  /// These settings on another port.
  public ServerSettings withPort(int newPort) {
    return new ServerSettings(
        host,
        newPort,
        token,
        allowedHosts,
        maxStreamClients,
        frameInterval,
        staleAfter,
        refuseAfter);
  }

  /// These settings on another host; a null token is allowed on loopback only.
  public ServerSettings withHost(String newHost, @Nullable String newToken) {
    return new ServerSettings(
        newHost,
        port,
        newToken,
        allowedHosts,
        maxStreamClients,
        frameInterval,
        staleAfter,
        refuseAfter);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("host=" + host + " is unknown: name an address", e);
    }
  }
}
