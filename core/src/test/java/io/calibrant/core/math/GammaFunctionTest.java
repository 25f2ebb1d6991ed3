package io.calibrant.core.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GammaFunctionTest {
  @Test
  void logGamma_integersAndHalves_areKnown() {
    double factorial = 1;
    for (int n = 1; n < 20; n++) {
      assertThat(GammaFunction.logGamma(n)).isCloseTo(StrictMath.log(factorial), within(1e-13));
      factorial *= n;
    }
    assertThat(GammaFunction.logGamma(0.5)).isCloseTo(0.5 * StrictMath.log(Math.PI), within(1e-13));
    // Γ(a) = Γ(1 + a)/a, and Γ(1 + a) = 1 − 0.5772a + …
    assertThat(GammaFunction.logGamma(1e-9)).isCloseTo(-StrictMath.log(1e-9), within(1e-9));
    assertThat(GammaFunction.logGamma(1500) - GammaFunction.logGamma(1499))
        .isCloseTo(StrictMath.log(1499), within(1e-11));
  }

  @Test
  void digamma_isTheDerivativeAndKnownAtOne() {
    assertThat(GammaFunction.digamma(1)).isCloseTo(-0.5772156649015329, within(1e-14));
    assertThat(GammaFunction.digamma(0.5))
        .isCloseTo(-0.5772156649015329 - 2 * StrictMath.log(2), within(1e-14));
    for (double a : new double[] {0.003, 0.7, 12, 2000}) {
      double step = 1e-3 * a;
      double slope =
          (GammaFunction.logGamma(a + step) - GammaFunction.logGamma(a - step)) / (2 * step);
      assertThat(GammaFunction.digamma(a)).isCloseTo(slope, within(2e-6 * Math.abs(slope)));
    }
  }
}
