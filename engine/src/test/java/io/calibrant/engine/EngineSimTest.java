package io.calibrant.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.decision.Decision;
import io.calibrant.engine.api.EngineHealth;
import io.calibrant.engine.connection.ConnectionSettings;
import io.calibrant.engine.fold.Replay;
import io.calibrant.engine.fold.ReplayReport;
import io.calibrant.sim.Faults;
import io.calibrant.sim.MarketSim;
import io.calibrant.venues.SessionSettings;
import io.calibrant.venues.deribit.DeribitVenue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine against the simulated exchange, over real sockets.
class EngineSimTest {
  @TempDir Path directory;

  @Test
  void run_simulatedExchange_publishesReconnectsAndReplaysBitForBit() throws Exception {
    try (MarketSim sim = MarketSim.start(MarketSim.Settings.DEFAULT);
        Engine engine = Engine.start(settings(sim))) {
      await(() -> engine.latest("BTC").isPresent() && engine.latest("ETH").isPresent(), engine);
      assertThat(engine.health().venues().getFirst().connected()).isTrue();
      await(() -> engine.latest("BTC").orElseThrow().slices().size() > 5, engine);

      sim.disconnectAll();
      await(() -> engine.health().venues().getFirst().reconnectsTotal() > 0, engine);
      long published = engine.health().publishedTotal();
      await(() -> engine.health().publishedTotal() > published + 3, engine);
    }
    ReplayReport report = Replay.verify(directory.resolve("journal"));
    assertThat(report.isIdentical()).as(report.toString()).isTrue();
    assertThat(report.matched()).isPositive();
  }

  @Test
  void run_everyFault_publishesOnlyCheckedSurfacesAndReplays() throws Exception {
    List<Decision> decisions = new CopyOnWriteArrayList<>();
    var settings = MarketSim.Settings.DEFAULT.withFaults(Faults.ALL).withSeed(7);
    try (MarketSim sim = MarketSim.start(settings);
        Engine engine = Engine.start(settings(sim))) {
      engine.subscribe(decisions::add);
      await(
          () -> decisions.stream().filter(d -> d instanceof Decision.Publish).count() > 20, engine);
    }
    for (Decision decision : decisions) {
      if (decision instanceof Decision.Publish(var surface)) {
        assertThat(surface.arbitrage().butterflyFree()).isTrue();
        assertThat(surface.arbitrage().calendarFree()).isTrue();
        assertThat(surface.slices())
            .allSatisfy(slice -> assertThat(slice.impliedVol(0)).isBetween(0.05, 5.0));
      }
    }
    assertThat(Replay.verify(directory.resolve("journal")).isIdentical()).isTrue();
  }

  private EngineSettings settings(MarketSim sim) {
    var venue = new DeribitVenue();
    var connection =
        ConnectionSettings.of(
            venue,
            venue.endpointsAt(sim.webSocketUri()),
            SessionSettings.of(List.of("BTC", "ETH")));
    return EngineSettings.of(directory, "test").withConnections(List.of(connection));
  }

  private static void await(BooleanSupplier condition, Engine engine) throws InterruptedException {
    long endNs = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (!condition.getAsBoolean()) {
      EngineHealth health = engine.health();
      assertThat(System.nanoTime())
          .as("waited in vain: %s %s %s", health, engine.events(20), engine.latestDecision("BTC"))
          .isLessThan(endNs);
      Thread.sleep(20);
    }
  }
}
