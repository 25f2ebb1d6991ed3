package io.calibrant.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.decision.Decision;
import io.calibrant.sim.Faults;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The published surfaces find the simulated market's truth again.
class TruthRecoveryTest {
  private static final double WARM_UP_SECONDS = 1.5;
  private static final double SECONDS = 2.5;

  @TempDir Path directory;

  @Test
  void run_defaultMarket_truthIsWithinItsBands() throws Exception {
    var core = new TruthCoverage(1.5);
    var wide = new TruthCoverage(2.5);
    // The market's noise is remembered for 45 s, so three markets tell more than a long one.
    for (long seed = 1; seed <= 3; seed++) {
      compare(seed, core, wide);
      System.out.println("seeds 1 to " + seed + ", nodes within 1.5 sd:\n" + core);
    }
    assertThat(core.nodes()).isGreaterThan(2_000);
    assertThat(core.share()).as("within 1.5 sd\n%s", core).isBetween(0.90, 0.999);
    assertThat(wide.share()).as("within 2.5 sd\n%s", wide).isGreaterThanOrEqualTo(0.90);
  }

  private void compare(long seed, TruthCoverage core, TruthCoverage wide) throws Exception {
    try (var trial = new MarketTrial(directory.resolve("market-" + seed), seed, Faults.NONE)) {
      trial.run(WARM_UP_SECONDS, _ -> {});
      trial.run(
          SECONDS,
          decision -> {
            if (decision instanceof Decision.Publish(CalibratedSurface surface)) {
              var truth = trial.market().truthAt(surface.underlying(), surface.asOfNs());
              core.add(surface, truth.orElseThrow());
              wide.add(surface, truth.orElseThrow());
            }
          });
    }
  }
}
