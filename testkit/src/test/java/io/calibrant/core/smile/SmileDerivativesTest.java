package io.calibrant.core.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.testkit.DerivativeChecker;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SmileDerivativesTest {
  @Test
  void slopeAndCurvature_ofEverySmile_areDerivatives() {
    var random = new SplittableRandom(51);
    for (int i = 0; i < 500; i++) {
      double theta = StrictMath.exp(random.nextDouble(-7, 1));
      double rho = random.nextDouble(-0.9, 0.9);
      double psi = theta * StrictMath.exp(random.nextDouble(-1, 2));
      var slice = new SsviSlice(theta, rho, psi);
      check(slice, random, theta / psi);
      Svi svi = slice.toSvi();
      check(svi, random, svi.sigma());
    }
  }

  private static void check(Smile smile, SplittableRandom random, double width) {
    double k = width * random.nextDouble(-3, 3);
    double slope = DerivativeChecker.derivative(smile::totalVariance, k, 0.02 * width);
    double curvature = DerivativeChecker.derivative(smile::slope, k, 0.02 * width);
    double scale = smile.totalVariance(k) / width;
    assertThat(smile.slope(k)).as("%s", smile).isCloseTo(slope, within(1e-8 * scale));
    assertThat(smile.curvature(k))
        .as("%s", smile)
        .isCloseTo(curvature, within(1e-7 * scale / width));
  }

  @Test
  void toSvi_ofSsviSlices_isTheSameSmile() {
    var random = new SplittableRandom(52);
    for (int i = 0; i < 2000; i++) {
      double theta = StrictMath.exp(random.nextDouble(-7, 1));
      double rho = random.nextDouble(-0.95, 0.95);
      var slice = new SsviSlice(theta, rho, theta * StrictMath.exp(random.nextDouble(-1, 3)));
      Svi svi = slice.toSvi();
      for (double k = -2; k <= 2; k += 0.1) {
        double w = slice.totalVariance(k);
        assertThat(svi.totalVariance(k)).isCloseTo(w, within(1e-13 * (w + theta)));
        assertThat(svi.slope(k)).isCloseTo(slice.slope(k), within(1e-12 * slice.psi()));
      }
      assertThat(slice.totalVariance(0)).isCloseTo(theta, within(1e-15 * theta));
    }
  }

  @Test
  void phiSlope_ofPowerLaw_isTheDerivative() {
    var random = new SplittableRandom(53);
    for (int i = 0; i < 200; i++) {
      var surface = new Ssvi(0.1, random.nextDouble(0.1, 2), random.nextDouble(0.05, 0.95));
      double theta = StrictMath.exp(random.nextDouble(-7, 1));
      double expected = DerivativeChecker.derivative(surface::phi, theta, 0.1 * theta);
      assertThat(surface.phiSlope(theta) / expected).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void timeSlope_ofEssvi_isTheDerivative() {
    var random = new SplittableRandom(54);
    for (int i = 0; i < 100; i++) {
      Essvi surface = RandomEssvi.draw(random);
      double expiry = random.nextDouble(0.1, 3.4);
      if (Math.abs(expiry * 2 - Math.rint(expiry * 2)) < 0.1) {
        continue; // The slope jumps at an expiry.
      }
      double k = random.nextDouble(-1, 1);
      double expected =
          DerivativeChecker.derivative(t -> surface.totalVariance(k, t), expiry, 0.02);
      double scale = surface.totalVariance(k, expiry);
      assertThat(surface.timeSlope(k, expiry)).isCloseTo(expected, within(1e-8 * scale));
    }
  }
}
