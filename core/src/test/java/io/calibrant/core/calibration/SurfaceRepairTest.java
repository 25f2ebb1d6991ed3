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

  /// Two smiles of a joint fit of 2026 that cross by 4e-7 in w: drawn towards a safe smile of quite
  /// another shape, the later one lost 8 vol points.
  @Test
  void repair_crossingByAHair_movesTheSmileByAHair() {
    Svi earlier =
        new Svi(
            -0.08095835559299569,
            0.14672865141693847,
            0.18649537804027,
            0.19044695669795986,
            0.6508902127422644);
    Svi later =
        new Svi(
            -0.23705707826775238,
            0.22429072280408546,
            -0.0580031988786438,
            0.026705089771635927,
            1.1970559653929267);
    assertThat(SviCalendar.isFree(earlier, later)).isFalse();
    Svi repaired = SurfaceRepair.repair(List.of(earlier, later)).getLast();
    assertThat(SviCalendar.isFree(earlier, repaired)).isTrue();
    for (double k = -1; k <= 1; k += 0.125) {
      assertThat(repaired.totalVariance(k) / later.totalVariance(k) - 1)
          .as("k=%s", k)
          .isBetween(0.0, 1e-4);
    }
  }

  @Test
  void repair_wingFlatterThanTheOneBefore_keepsTheMiddle() {
    Svi earlier = new Svi(0.01, 0.1, 0.1, 0, 0.1);
    Svi later = new Svi(0.03, 0.1, 0.099, 0, 0.12);
    assertThat(SviCalendar.isFree(earlier, later)).isFalse();
    Svi repaired = SurfaceRepair.repair(List.of(earlier, later)).getLast();
    assertThat(SviCalendar.isFree(earlier, repaired)).isTrue();
    assertThat(repaired.totalVariance(0.1) / later.totalVariance(0.1) - 1).isBetween(0.0, 1e-2);
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
