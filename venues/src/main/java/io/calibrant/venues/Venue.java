package io.calibrant.venues;

import java.net.URI;
import java.util.Collection;
import java.util.List;

/// A venue: its addresses, how its contracts are listed and how its streams are read.
public interface Venue {
  /// The venue's key in lower case, such as `deribit`.
  String key();

  /// The venue's own public addresses.
  Endpoints publicEndpoints();

  /// The addresses behind one given by a person, such as `ws://127.0.0.1:8081` or
  /// `wss://test.deribit.com/ws/api/v2`: missing parts are filled in by the venue's rules.
  ///
  /// @throws IllegalArgumentException when the scheme is not one of ws, wss, http, https
  Endpoints endpointsAt(URI address);

  /// The GET requests that list the contracts of `underlyings` (upper case).
  List<URI> instrumentRequests(URI rest, Collection<String> underlyings);

  /// Reads the body of an answer to one of [#instrumentRequests], whatever its HTTP status.
  InstrumentReply parseInstruments(CharSequence body, long receiptTimeNs);

  /// A new session; it subscribes to nothing per contract until told to follow some.
  VenueSession newSession(SessionSettings settings);

  /// Where a venue listens.
  record Endpoints(URI webSocket, URI rest) {}
}
