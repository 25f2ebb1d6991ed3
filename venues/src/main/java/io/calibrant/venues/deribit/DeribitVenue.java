package io.calibrant.venues.deribit;

import io.calibrant.venues.InstrumentReply;
import io.calibrant.venues.SessionSettings;
import io.calibrant.venues.Venue;
import io.calibrant.venues.VenueSession;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Deribit: addresses, contract lists, sessions.
public final class DeribitVenue implements Venue {
  /// The key of this venue.
  public static final String KEY = "deribit";

  /// Paths of the API on every host.
  static final String WEB_SOCKET_PATH = "/ws/api/v2";

  static final String REST_PATH = "/api/v2";

  /// Coins whose options are settled in the coin itself; all others are listed under USDC.
  private static final Set<String> INVERSE_COINS = Set.of("BTC", "ETH");

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public Endpoints publicEndpoints() {
    return endpointsAt(URI.create("wss://www.deribit.com"));
  }

  @Override
  public Endpoints endpointsAt(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    boolean secure =
        switch (scheme) {
          case "wss", "https" -> true;
          case "ws", "http" -> false;
          default ->
              throw new IllegalArgumentException(
                  "address=%s: must start with ws://, wss://, http:// or https://"
                      .formatted(address));
        };
    String authority = address.getRawAuthority();
    if (authority == null) {
      throw new IllegalArgumentException("address=%s: names no host".formatted(address));
    }
    String path = String.valueOf(address.getRawPath());
    boolean webSocketPath = scheme.startsWith("ws") && path.length() > 1;
    boolean restPath = scheme.startsWith("http") && path.length() > 1;
    String restHost = authority.equals("streams.deribit.com") ? "www.deribit.com" : authority;
    return new Endpoints(
        URI.create((secure ? "wss://" : "ws://") + authority)
            .resolve(webSocketPath ? path : WEB_SOCKET_PATH),
        URI.create((secure ? "https://" : "http://") + restHost)
            .resolve(restPath ? path : REST_PATH));
  }

  @Override
  public List<URI> instrumentRequests(URI rest, Collection<String> underlyings) {
    Set<String> currencies = new LinkedHashSet<>();
    for (String underlying : underlyings) {
      currencies.add(INVERSE_COINS.contains(underlying) ? underlying : "USDC");
    }
    Set<URI> requests = new LinkedHashSet<>();
    for (String currency : currencies) {
      for (String kind : List.of("option", "future")) {
        requests.add(
            URI.create(
                "%s/public/get_instruments?currency=%s&kind=%s&expired=false"
                    .formatted(rest, currency, kind)));
      }
    }
    return List.copyOf(requests);
  }

  @Override
  public InstrumentReply parseInstruments(CharSequence body, long receiptTimeNs) {
    return ContractListReader.read(body, receiptTimeNs);
  }

  @Override
  public VenueSession newSession(SessionSettings settings) {
    return new DeribitSession(settings);
  }
}
