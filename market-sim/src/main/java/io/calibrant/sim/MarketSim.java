package io.calibrant.sim;

import io.calibrant.sim.market.SimMarket;
import io.calibrant.sim.market.TrueSurface;
import io.calibrant.sim.market.Underlying;
import io.calibrant.sim.server.ExchangeServer;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// A simulated exchange on loopback that speaks Deribit's protocol over WebSocket and REST on one
/// port, and whose truth is known.
///
/// ```
/// try (MarketSim sim = MarketSim.start(MarketSim.Settings.DEFAULT)) {
///   venue.endpointsAt(sim.webSocketUri()) …
/// }
/// ```
public final class MarketSim implements AutoCloseable {
  private final ExchangeServer server;

  private MarketSim(ExchangeServer server) {
    this.server = server;
  }

  /// Starts an exchange; it is ready to be connected to when this returns.
  ///
  /// @throws IllegalArgumentException when a setting cannot be used
  public static MarketSim start(Settings settings) {
    List<Underlying> underlyings = settings.underlyings().stream().map(Underlying::of).toList();
    LongSupplier wall = () -> System.currentTimeMillis() * 1_000_000L;
    long start = settings.startTimeNs() == 0 ? wall.getAsLong() : settings.startTimeNs();
    SimMarket market =
        new SimMarket(
            settings.seed(),
            underlyings,
            start,
            settings.quotesPerSecond(),
            settings.tradesPerSecond(),
            settings.faults().market());
    return new MarketSim(
        ExchangeServer.start(
            market, settings.port(), settings.faults(), settings.seed(), settings.clock()));
  }

  /// The port that is listened on.
  public int port() {
    return server.port();
  }

  /// Where clients connect to.
  public URI webSocketUri() {
    return URI.create("ws://127.0.0.1:%d/ws/api/v2".formatted(port()));
  }

  /// The base of the REST interface.
  public URI restUri() {
    return URI.create("http://127.0.0.1:%d/api/v2".formatted(port()));
  }

  /// The simulated time, ns since 1970.
  public long nowNs() {
    return server.nowNs();
  }

  /// The newest truth of a coin.
  public Optional<TrueSurface> truth(String coin) {
    return server.truthAt(coin, Long.MAX_VALUE);
  }

  /// The last truth of a coin at or before an instant; about a minute is kept.
  public Optional<TrueSurface> truthAt(String coin, long timeNs) {
    return server.truthAt(coin, timeNs);
  }

  /// Frames sent, connections open and so on, as they stand now.
  public Traffic traffic() {
    return server.traffic();
  }

  /// Moves the simulated time on and returns when all frames are handed to the sockets. Only with
  /// [Clock#MANUAL].
  public void advance(long dtNs) {
    server.advance(dtNs);
  }

  /// Cuts every connection without a word, as a dying network does.
  public void disconnectAll() {
    server.disconnectAll();
  }

  @Override
  public void close() {
    server.close();
  }

  /// How the simulated time passes.
  public enum Clock {
    /// As fast as the wall clock.
    WALL,
    /// Only when [MarketSim#advance] says so, as fast as the machine can.
    MANUAL
  }

  /// What went over the wires.
  ///
  /// @param quotes made by the market
  /// @param frames handed to connections; the channels' intervals make them fewer than the quotes
  /// @param conflated not handed to a connection that had fallen behind; a newer one follows
  public record Traffic(long quotes, long trades, long frames, long conflated, int connections) {}

  /// How to simulate.
  ///
  /// @param underlyings `BTC`, `ETH` or both
  /// @param port 0 for any free one
  /// @param quotesPerSecond made by the market over all contracts
  /// @param tradesPerSecond per coin
  /// @param startTimeNs first instant, ns since 1970; 0 for now
  public record Settings(
      long seed,
      List<String> underlyings,
      int port,
      double quotesPerSecond,
      double tradesPerSecond,
      Faults faults,
      Clock clock,
      long startTimeNs) {
    /// BTC and ETH at 2,000 quotes a second on any free port, without faults, by the wall clock.
    public static final Settings DEFAULT =
        new Settings(1, List.of("BTC", "ETH"), 0, 2_000, 0.5, Faults.NONE, Clock.WALL, 0);

    public Settings {
      underlyings = List.copyOf(underlyings);
      if (underlyings.isEmpty()) {
        throw new IllegalArgumentException("underlyings is empty: name BTC, ETH or both");
      }
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port=%d: must be from 0 to 65535".formatted(port));
      }
    }

    public Settings withSeed(long value) {
      return new Settings(
          value, underlyings, port, quotesPerSecond, tradesPerSecond, faults, clock, startTimeNs);
    }

    public Settings withUnderlyings(List<String> value) {
      return new Settings(
          seed, value, port, quotesPerSecond, tradesPerSecond, faults, clock, startTimeNs);
    }

    public Settings withPort(int value) {
      return new Settings(
          seed, underlyings, value, quotesPerSecond, tradesPerSecond, faults, clock, startTimeNs);
    }

    public Settings withQuotesPerSecond(double value) {
      return new Settings(
          seed, underlyings, port, value, tradesPerSecond, faults, clock, startTimeNs);
    }

    public Settings withTradesPerSecond(double value) {
      return new Settings(
          seed, underlyings, port, quotesPerSecond, value, faults, clock, startTimeNs);
    }

    public Settings withFaults(Faults value) {
      return new Settings(
          seed, underlyings, port, quotesPerSecond, tradesPerSecond, value, clock, startTimeNs);
    }

    /// Time passes by [MarketSim#advance] alone and starts at `firstTimeNs` (0 for now).
    public Settings withManualClock(long firstTimeNs) {
      return new Settings(
          seed,
          underlyings,
          port,
          quotesPerSecond,
          tradesPerSecond,
          faults,
          Clock.MANUAL,
          firstTimeNs);
    }
  }
}
