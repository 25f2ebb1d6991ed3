package io.calibrant.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.calibration.track.FamilyResult;
import io.calibrant.core.calibration.track.FamilyResult.Prior;
import io.calibrant.core.calibration.track.ModelDecision;
import io.calibrant.engine.api.ModelReport;
import io.calibrant.engine.connection.ConnectionSettings;
import io.calibrant.engine.fold.Replay;
import io.calibrant.engine.fold.ReplayReport;
import io.calibrant.engine.live.ModelSettings;
import io.calibrant.sim.MarketSim;
import io.calibrant.venues.SessionSettings;
import io.calibrant.venues.deribit.DeribitVenue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models beside the surfaces of the simulated exchange: fitted, journalled, found again.
class EngineModelsTest {
  @TempDir Path directory;

  /// The deadline is one that a cold program misses and a warm one keeps.
  @Test
  void run_modelsWithADeadline_goOnAfterARestartAndReplayBitForBit() throws Exception {
    var models = new ModelSettings(List.of("svi", "heston"), 100_000_000L, 30_000_000L, 1);
    ModelDecision last;
    try (MarketSim sim = MarketSim.start(MarketSim.Settings.DEFAULT)) {
      try (Engine engine = Engine.start(settings(sim, models))) {
        await(() -> fitted(engine) >= 4, engine);
        assertThat(engine.modelHistory("BTC", 0, 2)).hasSize(2);
        last = engine.latestModels("BTC").map(ModelReport::decision).orElseThrow();
      }
      ReplayReport report = Replay.verify(directory.resolve("journal"));
      assertThat(report.isIdentical()).as(report.toString()).isTrue();
      assertThat(report.modelsMatched()).isGreaterThanOrEqualTo(4);
      try (Engine engine = Engine.start(settings(sim, models))) {
        assertThat(engine.latestModels("BTC")).isPresent();
        assertThat(engine.latestModels("BTC").get().decision().asOfNs())
            .isGreaterThanOrEqualTo(last.asOfNs());
        // One of them is the last of the run before.
        await(() -> fitted(engine) >= 3, engine);
        ModelDecision next = engine.latestModels("BTC").get().decision();
        // The smiles remember themselves across the restart.
        assertThat(family(next, "svi").solve().prior()).isEqualTo(Prior.LAST_FIT);
        assertThat(family(next, "svi").nextVolPoints()).isLessThan(20);
      }
    }
    ReplayReport report = Replay.verify(directory.resolve("journal"));
    assertThat(report.isIdentical()).as(report.toString()).isTrue();
    assertThat(report.modelsMatched()).isGreaterThanOrEqualTo(6);
  }

  private static FamilyResult family(ModelDecision decision, String name) {
    return decision.families().stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static int fitted(Engine engine) {
    return engine.modelHistory("BTC", 0, 1000).size();
  }

  private EngineSettings settings(MarketSim sim, ModelSettings models) {
    var venue = new DeribitVenue();
    var connection =
        ConnectionSettings.of(
            venue,
            venue.endpointsAt(sim.webSocketUri()),
            SessionSettings.of(List.of("BTC")).withInterval(SessionSettings.Interval.MS_100));
    return EngineSettings.of(directory, "test")
        .withModels(models)
        .withConnections(List.of(connection));
  }

  private static void await(BooleanSupplier condition, Engine engine) throws InterruptedException {
    long endNs = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(() -> engine.events(10).toString()).isLessThan(endNs);
      Thread.sleep(20);
    }
  }
}
