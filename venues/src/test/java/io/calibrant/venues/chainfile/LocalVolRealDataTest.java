package io.calibrant.venues.chainfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.decision.PathState;
import io.calibrant.core.decision.SurfacePath;
import io.calibrant.core.localvol.LocalVolSurface;
import io.calibrant.core.smile.SurfaceInterpolation;
import io.calibrant.core.surface.SurfaceSnapshot;
import io.calibrant.testkit.RealDataFolder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Surfaces that were published from real chains have a positive local variance everywhere.
@Tag("data")
class LocalVolRealDataTest {
  @Test
  void variance_publishedFromRealChains_isPositive() throws Exception {
    ChainFile chain =
        ChainReader.read(
            RealDataFolder.find("deribit_chains_2026_6h").resolve("chain_20260206.csv.gz"));
    int published = 0;
    for (SurfaceSnapshot snapshot : chain.snapshots()) {
      Decision decision = SurfacePath.DEFAULT.decide(snapshot, new PathState(null)).decision();
      if (decision instanceof Decision.Publish(CalibratedSurface surface)) {
        published++;
        check(surface);
      }
    }
    assertThat(published).isPositive();
  }

  private static void check(CalibratedSurface surface) {
    LocalVolSurface local =
        LocalVolSurface.of(
            SurfaceInterpolation.of(
                surface.slices().stream().mapToDouble(CalibratedSlice::expiry).toArray(),
                surface.slices().stream().map(CalibratedSlice::smile).toList()));
    var random = new SplittableRandom(surface.asOfNs());
    for (int i = 0; i < 5_000; i++) {
      double t = StrictMath.exp(random.nextDouble(-8, 0.5));
      double k = random.nextDouble(-5, 5) * Math.sqrt(t);
      assertThat(local.variance(k, t))
          .as("%s as of %d: k=%s T=%s", surface.underlying(), surface.asOfNs(), k, t)
          .isPositive();
    }
  }
}
