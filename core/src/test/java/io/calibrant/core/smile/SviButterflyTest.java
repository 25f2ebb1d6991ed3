package io.calibrant.core.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SviButterflyTest {
  private static final double BEYOND_LEE = -1;

  /// Axel Vogt's example: Gatheral and Jacquier 2014, sections 3.1 and 5.1, T = 1.
  static final Svi VOGT = new Svi(-0.0410, 0.1331, 0.3060, 0.3586, 0.4153);

  @Test
  void minimum_vogtsExample_isThePublishedOne() {
    SviButterfly.Minimum minimum = SviButterfly.minimum(VOGT);
    assertThat(minimum.g()).isCloseTo(-0.03286, within(5e-6));
    assertThat(minimum.k()).isCloseTo(0.879, within(5e-4));
    assertThat(SviButterfly.isFree(VOGT)).isFalse();
    assertThat(SviButterfly.g(VOGT, 0.642)).isPositive();
    assertThat(SviButterfly.g(VOGT, 0.644)).isNegative();
    assertThat(SviButterfly.g(VOGT, 1.255)).isNegative();
    assertThat(SviButterfly.g(VOGT, 1.257)).isPositive();
  }

  @Test
  void isFree_flatSmile_isTrue() {
    assertThat(SviButterfly.isFree(new Svi(0.04, 0, 0, 0, 1))).isTrue();
  }

  @Test
  void isFree_wingsBeyondLee_isFalse() {
    assertThat(SviButterfly.isFree(new Svi(1, 1.3, 0.6, 0, 1))).isFalse();
    assertThat(SviButterfly.isFree(new Svi(1, 1.3, -0.6, 0, 1))).isFalse();
  }

  @Test
  void isFree_randomSmiles_agreesWithADenseScan() {
    compareWithScan(2500, 21);
  }

  @Test
  @Tag("slow")
  void isFree_manyRandomSmiles_agreesWithADenseScan() {
    compareWithScan(40_000, 22);
  }

  @Test
  void isFree_randomSmiles_agreesWithMartiniAndMingone() {
    var random = new SplittableRandom(23);
    int free = 0;
    int compared = 0;
    for (int i = 0; i < 3500; i++) {
      Svi svi = RandomSvi.draw(random);
      if (Math.abs(SviButterfly.minimum(svi).g()) < 1e-6) {
        continue;
      }
      compared++;
      boolean expected = MartiniMingone.isFree(svi);
      free += expected ? 1 : 0;
      assertThat(SviButterfly.isFree(svi)).as("%s", svi).isEqualTo(expected);
    }
    assertThat(compared).isGreaterThan(3000);
    assertThat(free).isBetween(compared / 10, 9 * compared / 10);
  }

  /// The margin at which a scan and the exact answer may differ: g itself rounds.
  private static void compareWithScan(int count, long seed) {
    var random = new SplittableRandom(seed);
    int free = 0;
    for (int i = 0; i < count; i++) {
      Svi svi = i % 2 == 0 ? RandomSvi.draw(random) : RandomSvi.nearBoundary(random);
      double least = scan(svi);
      boolean isFree = SviButterfly.isFree(svi);
      free += isFree ? 1 : 0;
      if (isFree) {
        assertThat(least).as("false accept of %s", svi).isGreaterThan(-1e-12);
      } else {
        assertThat(least).as("false reject of %s", svi).isLessThan(1e-9);
      }
      if (least == BEYOND_LEE) {
        continue;
      }
      assertThat(SviButterfly.minimum(svi).g())
          .as("minimum of %s", svi)
          .isLessThan(least + 1e-9 + 1e-6 * Math.abs(least));
    }
    assertThat(free).isBetween(count / 10, 9 * count / 10);
  }

  /// The least g for |u| ≤ 20, k = m + σ·sinh u, and in the limits; −1 beyond Lee's bound.
  ///
  /// Written in d = k − m and with w′/w in one fraction, so that no formula is shared.
  private static double scan(Svi s) {
    double right = s.b() * (1 + s.rho());
    double left = s.b() * (1 - s.rho());
    if (Math.max(left, right) >= 2) {
      return BEYOND_LEE;
    }
    double steeper = Math.max(left, right);
    double least = 0.25 - steeper * steeper / 16;
    return Math.min(least, DenseScan.least(u -> g(s, s.sigma() * StrictMath.sinh(u))));
  }

  private static double g(Svi s, double d) {
    double root = Math.hypot(d, s.sigma());
    double w = s.a() + s.b() * (s.rho() * d + root);
    double slope = s.b() * (s.rho() + d / root);
    double bend = s.b() * (s.sigma() / root) * (s.sigma() / root) / root;
    double tilt = slope / w;
    double first = 1 - (s.m() + d) * tilt / 2;
    return first * first - slope * tilt / 4 - slope * slope / 16 + bend / 2;
  }
}
