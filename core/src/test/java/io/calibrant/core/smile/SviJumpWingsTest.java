package io.calibrant.core.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SviJumpWingsTest {
  @Test
  void of_vogtsExample_printsThePublishedDigits() {
    var wings = SviJumpWings.of(SviButterflyTest.VOGT, 1);
    assertThat(wings.v()).isCloseTo(0.01742625, within(5e-9));
    assertThat(wings.psi()).isCloseTo(-0.1752111, within(5e-8));
    assertThat(wings.p()).isCloseTo(0.6997381, within(5e-8));
    assertThat(wings.c()).isCloseTo(1.316798, within(5e-7));
    assertThat(wings.minVariance()).isCloseTo(0.0116249, within(5e-8));
  }

  @Test
  void ofSsviForm_vogtsExample_isThePublishedRepairAndFree() {
    var repaired = SviJumpWings.of(SviButterflyTest.VOGT, 1).ofSsviForm();
    assertThat(repaired.c()).isCloseTo(0.3493158, within(5e-8));
    assertThat(repaired.minVariance()).isCloseTo(0.01548182, within(5e-9));
    Svi svi = repaired.toSvi();
    assertThat(SviButterfly.isFree(svi)).isTrue();
    double least = Double.POSITIVE_INFINITY;
    for (double k = -1.5; k <= 1.5; k += 0.001) {
      least = Math.min(least, SviButterfly.g(svi, k));
    }
    assertThat(least).isCloseTo(0.278, within(5e-4));
  }

  @Test
  void toSvi_ofRandomSmiles_givesThemBack() {
    var random = new SplittableRandom(41);
    for (int i = 0; i < 20_000; i++) {
      Svi svi = RandomSvi.draw(random);
      double expiry = StrictMath.exp(random.nextDouble(-7, 1));
      Svi back = SviJumpWings.of(svi, expiry).toSvi();
      // The vertex is told by v − ṽ alone, whose digits are lost as it nears the money.
      double drop = svi.totalVariance(0) / (svi.totalVariance(0) - svi.minTotalVariance());
      var tolerance = within(1e-11 * drop);
      assertThat(back.sigma() / svi.sigma()).as("%s", svi).isCloseTo(1, tolerance);
      assertThat(back.b() / svi.b()).isCloseTo(1, within(1e-13));
      assertThat(back.rho()).isCloseTo(svi.rho(), within(1e-13));
      for (double u = -3; u <= 3; u += 0.5) {
        double k = svi.m() + svi.sigma() * StrictMath.sinh(u);
        assertThat(back.totalVariance(k) / svi.totalVariance(k))
            .as("%s at %s", svi, k)
            .isCloseTo(1, tolerance);
      }
    }
  }

  @Test
  void toSvi_vertexAtTheMoney_hasBetaZero() {
    var svi = new Svi(0.01, 0.2, -0.4, 0, 0.3);
    Svi back = SviJumpWings.of(svi, 0.5).toSvi();
    assertThat(back.m()).isCloseTo(0, within(1e-15));
    assertThat(back.sigma()).isCloseTo(0.3, within(1e-14));
    assertThat(back.a()).isCloseTo(0.01, within(1e-15));
  }

  @Test
  void toSvi_minimumAtTheMoney_saysThatSigmaIsUndetermined() {
    var wings = SviJumpWings.of(new Svi(0.01, 0.2, 0, 0, 0.3), 0.5);
    assertThatIllegalStateException()
        .isThrownBy(wings::toSvi)
        .withMessageContaining("do not determine sigma");
  }

  @Test
  void of_flatSmile_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SviJumpWings.of(new Svi(0.04, 0, 0, 0, 1), 1))
        .withMessageContaining("p=0.0");
  }
}
