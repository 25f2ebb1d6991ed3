package io.calibrant.cli.live;

import io.calibrant.core.decision.Decision;
import io.calibrant.engine.Engine;
import io.calibrant.engine.EngineParts;
import io.calibrant.engine.EngineSettings;
import io.calibrant.engine.api.EngineHealth;
import io.calibrant.engine.connection.ConnectionSettings;
import io.calibrant.engine.connection.JdkTransport;
import io.calibrant.engine.fold.Stages;
import io.calibrant.sim.Faults;
import io.calibrant.sim.MarketSim;
import io.calibrant.venues.SessionSettings;
import io.calibrant.venues.deribit.DeribitVenue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// A simulated market and an engine that follows it over real sockets, both by one clock that the
/// test moves, so that what an engine sees does not hang on how busy the machine is.
final class MarketTrial implements AutoCloseable {
  static final long START_NS = 1_795_000_000_000_000_000L;
  private static final long STEP_NS = 100_000_000L;
  private static final int QUIET_MS = 10;
  private static final int MAX_WAIT_MS = 250;

  private final AtomicLong nowNs = new AtomicLong(START_NS);
  private final ConcurrentLinkedQueue<Decision> decisions = new ConcurrentLinkedQueue<>();
  private final MarketSim market;
  private final Engine engine;

  MarketTrial(Path directory, long seed, Faults faults) throws IOException {
    market =
        MarketSim.start(
            MarketSim.Settings.DEFAULT.withSeed(seed).withFaults(faults).withManualClock(START_NS));
    var venue = new DeribitVenue();
    var connection =
        ConnectionSettings.of(
            venue,
            venue.endpointsAt(market.webSocketUri()),
            SessionSettings.of(List.of("BTC", "ETH")));
    var parts =
        new EngineParts(nowNs::get, new SplittableRandom(seed), JdkTransport::new, Stages.STANDARD);
    engine =
        Engine.start(
            EngineSettings.of(directory, "test").withConnections(List.of(connection)), parts);
    engine.subscribe(decisions::add);
  }

  Engine engine() {
    return engine;
  }

  MarketSim market() {
    return market;
  }

  /// Lets simulated time pass, and hands each decision over soon after it was made.
  void run(double seconds, Consumer<Decision> onDecision) throws InterruptedException {
    long endNs = nowNs.get() + (long) (seconds * 1e9);
    while (nowNs.get() < endNs) {
      long decidedBefore = decided(engine.health());
      nowNs.addAndGet(STEP_NS);
      market.advance(STEP_NS);
      awaitQuiet(decidedBefore);
      for (Decision next = decisions.poll(); next != null; next = decisions.poll()) {
        onDecision.accept(next);
      }
    }
  }

  /// Waits until both coins were decided anew and nothing more comes, or for a while: a market
  /// whose line is down brings no decision.
  private void awaitQuiet(long decidedBefore) throws InterruptedException {
    long seen = -1;
    for (int waited = 0; waited < MAX_WAIT_MS; waited += QUIET_MS) {
      var health = engine.health();
      if (health.journalSequence() == seen && decided(health) >= decidedBefore + 2) {
        return;
      }
      seen = health.journalSequence();
      Thread.sleep(QUIET_MS);
    }
  }

  private static long decided(EngineHealth health) {
    return health.publishedTotal() + health.heldTotal();
  }

  @Override
  public void close() throws IOException {
    try {
      engine.close();
    } finally {
      market.close();
    }
  }
}
