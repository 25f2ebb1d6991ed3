package io.calibrant.core.calibration.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.smile.Svi;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SviShapeTest {
  @Test
  void at_coordinatesOfASmile_isThatSmile() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      var svi =
          new Svi(
              random.nextDouble(0.02, 0.1),
              random.nextDouble(0.02, 0.2),
              random.nextDouble(-0.7, 0.7),
              random.nextDouble(-0.1, 0.1),
              random.nextDouble(0.15, 0.5));

      Svi back =
          Objects.requireNonNull(
              SviShape.at(SviShape.of(svi.a(), svi.b(), svi.rho(), svi.m(), svi.sigma())));

      for (double k = -1; k <= 1; k += 0.25) {
        assertThat(back.totalVariance(k)).isCloseTo(svi.totalVariance(k), within(1e-14));
      }
    }
  }

  @Test
  void at_smileWithAButterfly_isNone() {
    // A. Vogt's example.
    assertThat(SviShape.at(SviShape.of(-0.0410, 0.1331, 0.3060, 0.3586, 0.4153))).isNull();
    assertThat(SviShape.at(SviShape.of(0.04, 1.5, 0.5, 0, 0.5))).isNull();
  }
}
