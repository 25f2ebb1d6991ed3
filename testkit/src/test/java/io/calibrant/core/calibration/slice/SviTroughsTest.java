package io.calibrant.core.calibration.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SviTroughsTest {
  private static final int N = 5;

  @Test
  void find_randomSmiles_missesNoTroughOfADenseScan() {
    var random = new SplittableRandom(402);
    var troughs = new SviTroughs();
    for (int run = 0; run < 500; run++) {
      Svi svi = RandomQuotes.smile(random);
      double[] x = raw(svi);
      troughs.find(x);
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < troughs.count(); j++) {
        least = Math.min(least, troughs.depth[j]);
        double k = svi.m() + svi.sigma() * troughs.at[j];
        double g = SviButterfly.g(svi, k);
        assertThat(troughs.depth[j]).isCloseTo(g, within(1e-9 * (1 + Math.abs(g))));
      }
      double dense = Double.POSITIVE_INFINITY;
      for (double u = -8; u <= 8; u += 1e-3) {
        double k = svi.m() + svi.sigma() * StrictMath.sinh(u);
        dense = Math.min(dense, SviButterfly.g(svi, k));
      }
      double ends = Math.min(end(svi, -8), end(svi, 8));
      assertThat(Math.min(least, ends)).as("%s", svi).isLessThan(dense + 1e-9);
    }
  }

  private static double end(Svi svi, double u) {
    return SviButterfly.g(svi, svi.m() + svi.sigma() * StrictMath.sinh(u));
  }

  @Test
  void gradient_atTroughs_agreesWithDifferencesOfTheDepth() {
    var random = new SplittableRandom(403);
    var troughs = new SviTroughs();
    double[] gradient = new double[N];
    int checked = 0;
    for (int run = 0; run < 300; run++) {
      double[] x = raw(RandomQuotes.smile(random));
      troughs.find(x);
      for (int j = 0; j < troughs.count(); j++) {
        double l = troughs.at[j];
        SviTroughs.gradient(x, l, gradient, 0);
        double vertex = x[0] + x[4] * Math.sqrt((x[1] - x[2]) * (x[1] + x[2]));
        for (int p = 0; p < N; p++) {
          double h = 1e-5 * (p == 0 ? vertex : p < 3 ? x[1] - Math.abs(x[2]) : x[4]);
          double difference = (depth(x, l, p, h) - depth(x, l, p, -h)) / (2 * h);
          double error = Math.abs(difference - gradient[p]);
          double scale = Math.abs(gradient[p]) + (1 + Math.abs(troughs.depth[j])) / h * 1e-7;
          assertThat(error).as("run %d trough %d by %d", run, j, p).isLessThan(1e-3 * scale);
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(1_000);
  }

  private static double depth(double[] x, double l, int p, double h) {
    double[] moved = x.clone();
    moved[p] += h;
    return SviTroughs.g(moved, SviTroughs.follow(moved, l));
  }

  private static double[] raw(Svi svi) {
    return new double[] {svi.a(), svi.b(), svi.b() * svi.rho(), svi.m(), svi.sigma()};
  }
}
