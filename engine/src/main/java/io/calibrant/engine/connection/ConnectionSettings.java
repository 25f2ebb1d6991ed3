package io.calibrant.engine.connection;

import io.calibrant.venues.SessionSettings;
import io.calibrant.venues.Venue;

/// What one connection follows and how patient it is.
///
/// @param venue speaks the protocol
/// @param endpoints where the venue listens
/// @param session what to subscribe to
/// @param silenceLimitNs a connection without any frame for so long is closed and opened again
public record ConnectionSettings(
    Venue venue, Venue.Endpoints endpoints, SessionSettings session, long silenceLimitNs) {
  /// Twice Deribit's shortest heartbeat of 10 s, less what one may come late.
  public static final long SILENCE_LIMIT_NS = 15_000_000_000L;

  /// The standard patience.
  public static ConnectionSettings of(
      Venue venue, Venue.Endpoints endpoints, SessionSettings session) {
    return new ConnectionSettings(venue, endpoints, session, SILENCE_LIMIT_NS);
  }
}
