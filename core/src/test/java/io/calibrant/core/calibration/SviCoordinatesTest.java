package io.calibrant.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.smile.Svi;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SviCoordinatesTest {
  private static final int N = SviCoordinates.N;

  @Test
  void toRaw_ofCoordinatesOfASmile_isTheSmile() {
    var random = new SplittableRandom(91);
    for (int i = 0; i < 5000; i++) {
      Svi svi = draw(random);
      double[] x = new double[N + 2];
      SviCoordinates.fromSvi(svi, x, 2);
      double[] raw = new double[N + 1];
      assertThat(SviCoordinates.toRaw(x, 2, raw, 1)).as("%s", svi).isTrue();
      Svi back = SviCoordinates.toSvi(raw, 1);
      for (double k = -1; k <= 1; k += 0.25) {
        double w = svi.totalVariance(k);
        assertThat(back.totalVariance(k)).as("%s", svi).isCloseTo(w, within(1e-12 * (1 + w)));
      }
      assertThat(x[3]).isCloseTo(svi.slope(0), within(1e-13));
      assertThat(x[2]).isCloseTo(StrictMath.log(svi.totalVariance(0)), within(1e-10));
      assertThat(x[4]).isCloseTo(StrictMath.log(svi.curvature(0)), within(1e-10));
    }
  }

  @Test
  void derivative_ofRandomSmiles_agreesWithDifferences() {
    var random = new SplittableRandom(92);
    for (int i = 0; i < 1000; i++) {
      double[] x = new double[N];
      SviCoordinates.fromSvi(draw(random), x, 0);
      double[] raw = new double[N];
      assertThat(SviCoordinates.toRaw(x, 0, raw, 0)).isTrue();
      double[] d = new double[N * N];
      SviCoordinates.derivative(x, 0, raw, 0, d, 0);
      for (int j = 0; j < N; j++) {
        double h = j == 1 ? 1e-5 * Math.min(raw[1] + raw[2], raw[1] - raw[2]) : 1e-5;
        double[] up = shifted(x, j, h);
        double[] down = shifted(x, j, -h);
        for (int r = 0; r < N; r++) {
          double scale = (Math.abs(raw[r]) + 0.01) / (h / 1e-5);
          assertThat(d[r * N + j])
              .as("row %d column %d at %s", r, j, java.util.Arrays.toString(x))
              .isCloseTo(
                  (up[r] - down[r]) / (2 * h),
                  within(1e-5 * scale + 1e-6 * Math.abs(d[r * N + j])));
        }
      }
    }
  }

  @Test
  void toRaw_outsideTheDomain_isFalse() {
    double[] raw = new double[N];
    // w′(0) steeper than the right wing.
    assertThat(SviCoordinates.toRaw(new double[] {-3, 0.2, 0, -2, -2}, 0, raw, 0)).isFalse();
    assertThat(SviCoordinates.toRaw(new double[] {-3, 0, 0, 2, -2}, 0, raw, 0)).isFalse();
    assertThat(SviCoordinates.toRaw(new double[] {-3, Double.NaN, 0, -2, -2}, 0, raw, 0)).isFalse();
    // So little curvature that the vertex falls below zero.
    assertThat(SviCoordinates.toRaw(new double[] {-9, 0.1, -3, -2, -2}, 0, raw, 0)).isFalse();
  }

  private static double[] shifted(double[] x, int j, double h) {
    double[] at = x.clone();
    at[j] += h;
    double[] raw = new double[N];
    SviCoordinates.toRaw(at, 0, raw, 0);
    return raw;
  }

  static Svi draw(RandomGenerator random) {
    while (true) {
      double sigma = StrictMath.exp(random.nextDouble(-4, 0));
      double b = StrictMath.exp(random.nextDouble(-4, -0.2));
      double rho = random.nextDouble(-0.8, 0.8);
      double m = random.nextDouble(-0.7, 0.7) * sigma;
      double least = b * sigma * StrictMath.exp(random.nextDouble(-1, 2));
      double a = least - b * sigma * Math.sqrt(1 - rho * rho);
      if (Svi.isAdmissible(a, b, rho, m, sigma)) {
        return new Svi(a, b, rho, m, sigma);
      }
    }
  }
}
