package io.calibrant.core.smile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SviCalendarTest {
  @Test
  void isFree_randomPairs_agreesWithADenseScan() {
    compareWithScan(3000, 31);
  }

  @Test
  @Tag("slow")
  void isFree_manyRandomPairs_agreesWithADenseScan() {
    compareWithScan(30_000, 32);
  }

  private static void compareWithScan(int count, long seed) {
    var random = new SplittableRandom(seed);
    int free = 0;
    for (int i = 0; i < count; i++) {
      Svi earlier = RandomSvi.draw(random);
      Svi later = i % 2 == 0 ? unlike(random, earlier) : touching(random, earlier);
      double least = scan(earlier, later);
      boolean isFree = SviCalendar.isFree(earlier, later);
      free += isFree ? 1 : 0;
      String pair = "%s then %s, least %s".formatted(earlier, later, least);
      if (isFree) {
        assertThat(least).as("false accept: %s", pair).isGreaterThan(-1e-12);
      } else {
        assertThat(least).as("false reject: %s", pair).isLessThan(1e-9);
      }
    }
    assertThat(free).isBetween(count / 10, 9 * count / 10);
  }

  @Test
  void isFree_sameSmileRaisedAndLowered_isDecidedByTheSign() {
    var smile = new Svi(0.02, 0.1, -0.3, 0.05, 0.2);
    var raised = new Svi(0.02 + 1e-9, 0.1, -0.3, 0.05, 0.2);
    assertThat(SviCalendar.isFree(smile, raised)).isTrue();
    assertThat(SviCalendar.isFree(raised, smile)).isFalse();
  }

  @Test
  void isFree_wingsCrossFarOut_isFalse() {
    var earlier = new Svi(0.02, 0.1 + 1e-7, 0, 0, 0.2);
    var later = new Svi(0.04, 0.1, 0, 0, 0.2);
    assertThat(SviCalendar.isFree(earlier, later)).isFalse();
  }

  @Test
  void minimum_shiftedVertex_isTheDip() {
    var earlier = new Svi(0.02, 0.1, 0, 0, 0.2);
    var later = new Svi(0.025, 0.1, 0, 0.4, 0.2);
    SviCalendar.Minimum minimum = SviCalendar.minimum(earlier, later);
    for (double k = -3; k <= 3; k += 0.001) {
      double gap = later.totalVariance(k) - earlier.totalVariance(k);
      assertThat(minimum.relative()).isLessThanOrEqualTo(gap / earlier.totalVariance(k) + 1e-12);
    }
  }

  @Test
  void minimum_randomPairs_isNoHigherThanADenseScan() {
    var random = new SplittableRandom(33);
    for (int i = 0; i < 1000; i++) {
      Svi earlier = RandomSvi.draw(random);
      Svi later = i % 2 == 0 ? unlike(random, earlier) : touching(random, earlier);
      double least = Double.POSITIVE_INFINITY;
      for (Svi grid : new Svi[] {earlier, later}) {
        // As far as the scan of the minimum goes.
        least =
            Math.min(
                least,
                DenseScan.least(u -> relative(earlier, later, grid, Math.clamp(u, -12, 12))));
      }
      assertThat(SviCalendar.minimum(earlier, later).relative())
          .as("%s then %s", earlier, later)
          .isLessThanOrEqualTo(least + 1e-12 + 1e-9 * Math.abs(least));
    }
  }

  /// A smile with wings at least as steep, otherwise drawn afresh.
  private static Svi unlike(RandomGenerator random, Svi earlier) {
    Svi other = RandomSvi.draw(random);
    double right = earlier.b() * (1 + earlier.rho()) * (1 + 0.3 * random.nextDouble());
    double left = earlier.b() * (1 - earlier.rho()) * (1 + 0.3 * random.nextDouble());
    double b = (left + right) / 2;
    double sigma = earlier.sigma() * StrictMath.exp(random.nextDouble(-1, 1));
    double m = earlier.m() + 0.5 * sigma * random.nextDouble(-1, 1);
    double a = earlier.a() + earlier.minTotalVariance() * random.nextDouble(-0.5, 1);
    double rho = (right - left) / (right + left);
    return Svi.isAdmissible(a, b, rho, m, sigma) ? new Svi(a, b, rho, m, sigma) : other;
  }

  /// A smile that nearly touches the earlier one: moved in a until the scan's gap is about 0.
  private static Svi touching(RandomGenerator random, Svi earlier) {
    while (true) {
      Svi later = unlike(random, earlier);
      double least = Double.POSITIVE_INFINITY;
      for (double u = -20; u <= 20; u += 0.05) {
        least = Math.min(least, gap(earlier, later, earlier, u));
        least = Math.min(least, gap(earlier, later, later, u));
      }
      double off = StrictMath.pow(10, random.nextDouble(-7, -1)) * random.nextDouble(-1, 1);
      double a = later.a() - least + off * earlier.minTotalVariance();
      if (Svi.isAdmissible(a, later.b(), later.rho(), later.m(), later.sigma())) {
        return new Svi(a, later.b(), later.rho(), later.m(), later.sigma());
      }
    }
  }

  /// The least gap relative to the earlier smile on both smiles' grids to |u| ≤ 20 and in the
  /// limits.
  private static double scan(Svi earlier, Svi later) {
    double right = later.b() * (1 + later.rho()) - earlier.b() * (1 + earlier.rho());
    double left = later.b() * (1 - later.rho()) - earlier.b() * (1 - earlier.rho());
    double least = Math.min(right, left) < 0 ? -1 : Double.POSITIVE_INFINITY;
    for (Svi grid : new Svi[] {earlier, later}) {
      least = Math.min(least, DenseScan.least(u -> relative(earlier, later, grid, u)));
    }
    return least;
  }

  private static double relative(Svi earlier, Svi later, Svi grid, double u) {
    double k = grid.m() + grid.sigma() * StrictMath.sinh(u);
    return gap(earlier, later, grid, u) / earlier.totalVariance(k);
  }

  private static double gap(Svi earlier, Svi later, Svi grid, double u) {
    double k = grid.m() + grid.sigma() * StrictMath.sinh(u);
    return later.totalVariance(k) - earlier.totalVariance(k);
  }
}
