package io.calibrant.core.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Angles and exponentials less one against `StrictMath`.
class ArctangentTest {
  @Test
  void atan2_allQuadrants_isWithinTwoUlps() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 200_000; i++) {
      double y = random.nextDouble(-1, 1) * StrictMath.pow(10, random.nextDouble(-6, 6));
      double x = random.nextDouble(-1, 1) * StrictMath.pow(10, random.nextDouble(-6, 6));
      double truth = StrictMath.atan2(y, x);
      assertThat(Math.abs(Arctangent.atan2(y, x) - truth)).isLessThanOrEqualTo(2 * Math.ulp(truth));
    }
  }

  @Test
  void atan2_axesAndOrigin_areExact() {
    assertThat(Arctangent.atan2(0, 0)).isEqualTo(0);
    assertThat(Arctangent.atan2(0, 3)).isEqualTo(0);
    assertThat(Arctangent.atan2(2, 0)).isEqualTo(Math.PI / 2);
    assertThat(Arctangent.atan2(0, -1)).isEqualTo(Math.PI);
    assertThat(Arctangent.atan2(-1, 1)).isEqualTo(-Math.PI / 4);
  }

  @Test
  void expm1_allRanges_isWithinTwoUlps() {
    var random = new SplittableRandom(2);
    for (int i = 0; i < 200_000; i++) {
      double x = random.nextDouble(-1, 1) * StrictMath.pow(10, random.nextDouble(-12, 2.8));
      double truth = StrictMath.expm1(x);
      assertThat(Math.abs(Elementary.expm1(x) - truth)).isLessThanOrEqualTo(2 * Math.ulp(truth));
    }
    assertThat(Elementary.expm1(-1e300)).isEqualTo(-1);
    assertThat(Elementary.expm1(Double.NaN)).isNaN();
    assertThat(Elementary.expm1(1e4)).isInfinite();
  }
}
