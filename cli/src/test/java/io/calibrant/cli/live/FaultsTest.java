package io.calibrant.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.decision.Decision;
import io.calibrant.engine.api.EngineHealth;
import io.calibrant.sim.Faults;
import io.calibrant.testkit.ArbitrageChecker;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever goes wrong on the wire, nothing wrong is published.
class FaultsTest {
  @TempDir Path directory;

  @Test
  void run_everyFault_publishesNothingWrong() throws Exception {
    assertNothingWrong(Faults.ALL, 10);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "gap, 0.02",
    "duplicate, 0.05",
    "reorder, 0.05",
    "malformed, 0.02",
    "stall, 0.1",
    "disconnect, 0.1",
    "crossed, 0.02",
    "oneSided, 0.1",
    "slowRest, 1"
  })
  void run_oneFault_publishesNothingWrong(String kind, double rate) throws Exception {
    assertNothingWrong(Faults.NONE.with(kind, rate), 30);
  }

  private void assertNothingWrong(Faults faults, double seconds) throws Exception {
    var coverage = new TruthCoverage(1.5);
    int[] published = {0};
    try (var trial = new MarketTrial(directory, 5, faults)) {
      trial.run(
          seconds,
          decision -> {
            if (decision instanceof Decision.Publish(CalibratedSurface surface)) {
              var truth = trial.market().truthAt(surface.underlying(), surface.asOfNs());
              coverage.add(surface, truth.orElseThrow());
              if (published[0]++ % 10 == 0) {
                assertThat(ArbitrageChecker.check(slices(surface))).isEmpty();
              }
            }
          });
      var health = trial.engine().health();
      assertThat(health.state())
          .as("%s", health)
          .isIn(EngineHealth.State.LIVE, EngineHealth.State.DEGRADED);
      assertThat(trial.engine().events(1_000))
          .noneMatch(event -> event.kind().equals("broken") || event.kind().contains("fail"));
      assertThat(published[0]).isGreaterThan(10);
      assertThat(coverage.wrong()).as("%s", coverage).isZero();
    }
  }

  private static List<ArbitrageChecker.Slice> slices(CalibratedSurface surface) {
    return surface.slices().stream().map(FaultsTest::slice).toList();
  }

  private static ArbitrageChecker.Slice slice(CalibratedSlice slice) {
    var quotes = slice.quotes();
    double[] k = IntStream.range(0, quotes.size()).mapToDouble(quotes::k).sorted().toArray();
    return new ArbitrageChecker.Slice(
        slice.expiry(),
        k.length == 0 ? 0 : k[0],
        k.length == 0 ? 0 : k[k.length - 1],
        slice.smile()::totalVariance);
  }
}
