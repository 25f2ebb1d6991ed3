package io.calibrant.cli.live;

import io.calibrant.engine.Engine;
import io.calibrant.engine.EngineSettings;
import io.calibrant.engine.fold.Recovery;
import io.calibrant.server.CalibrantServer;
import io.calibrant.server.ServerSettings;
import io.calibrant.sim.MarketSim;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A running engine with its server and, if wanted, the market that it follows.
final class LiveSystem implements AutoCloseable {
  private final @Nullable MarketSim market;
  private final Engine engine;
  private final CalibrantServer server;
  private boolean closed;

  private LiveSystem(@Nullable MarketSim market, Engine engine, CalibrantServer server) {
    this.market = market;
    this.engine = engine;
    this.server = server;
  }

  /// Starts the engine, then the server; on failure everything started is closed again, with the
  /// market.
  static LiveSystem start(
      @Nullable MarketSim market,
      EngineSettings engineSettings,
      ServerSettings serverSettings,
      Recovery.Progress progress)
      throws IOException {
    Engine engine = null;
    try {
      engine = Engine.start(engineSettings, progress);
      CalibrantServer server =
          CalibrantServer.start(serverSettings, engine, new EngineControl(engine));
      return new LiveSystem(market, engine, server);
    } catch (IOException | RuntimeException e) {
      if (engine != null) {
        engine.close();
      }
      if (market != null) {
        market.close();
      }
      throw e;
    }
  }

  Engine engine() {
    return engine;
  }

  CalibrantServer server() {
    return server;
  }

  /// Closes the server, then the engine, then the market: nobody is shown a half.
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      server.close();
    } finally {
      try {
        engine.close();
      } finally {
        if (market != null) {
          market.close();
        }
      }
    }
  }
}
