package io.calibrant.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import io.calibrant.core.smile.SviCalendar;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SurfaceRepairTest {
  @Test
  void repair_randomViolatingSmiles_isAlwaysFree() {
    check(500, 81);
  }

  @Test
  @Tag("slow")
  void repair_manyRandomViolatingSmiles_isAlwaysFree() {
    check(20_000, 82);
  }

  private static void check(int lists, long seed) {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < lists; i++) {
      List<Svi> smiles = new ArrayList<>();
      int size = random.nextInt(1, 9);
      while (smiles.size() < size) {
        smiles.add(draw(random));
      }
      List<Svi> repaired = SurfaceRepair.repair(smiles);
      for (int j = 0; j < size; j++) {
        assertThat(SviButterfly.isFree(repaired.get(j)))
            .as("butterfly of slice %d of %s, repaired %s", j, smiles, repaired)
            .isTrue();
        if (j > 0) {
          assertThat(SviCalendar.isFree(repaired.get(j - 1), repaired.get(j)))
              .as("calendar of slice %d of %s, repaired %s", j, smiles, repaired)
              .isTrue();
        }
      }
    }
  }

  @Test
  void repair_freeSmiles_areLeftAlone() {
    List<Svi> free =
        List.of(
            new Svi(0.01, 0.05, -0.2, 0.01, 0.1),
            new Svi(0.02, 0.06, -0.2, 0.01, 0.12),
            new Svi(0.04, 0.07, -0.2, 0.01, 0.2));
    assertThat(SurfaceRepair.repair(free)).isEqualTo(free);
  }

  private static Svi draw(RandomGenerator random) {
    while (true) {
      double sigma = StrictMath.exp(random.nextDouble(-5, 0.5));
      double b = StrictMath.exp(random.nextDouble(-5, 0.8));
      double rho = random.nextDouble(-0.98, 0.98);
      double m = random.nextDouble(-1, 1) * (random.nextBoolean() ? sigma : 0.3);
      double least = b * sigma * StrictMath.exp(random.nextDouble(-5, 3));
      double a = least - b * sigma * Math.sqrt(1 - rho * rho);
      if (Svi.isAdmissible(a, b, rho, m, sigma)) {
        return new Svi(a, b, rho, m, sigma);
      }
    }
  }
}
