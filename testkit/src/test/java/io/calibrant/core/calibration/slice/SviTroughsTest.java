package io.calibrant.core.calibration.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SviTroughsTest {
  private static final int N = 5;

  /// Troughs above this are not looked for.
  private static final double SHALLOW = 0.25;

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
        double reference = excess(svi, k);
        assertThat(troughs.depth[j]).isCloseTo(reference, within(1e-8 * (1 + Math.abs(reference))));
      }
      double dense = Double.POSITIVE_INFINITY;
      for (double u = -8; u <= 8; u += 1e-3) {
        dense = Math.min(dense, excess(svi, svi.m() + svi.sigma() * StrictMath.sinh(u)));
      }
      double ends = Math.min(end(svi, -8), end(svi, 8));
      double found = Math.min(SHALLOW, Math.min(least, ends));
      assertThat(found).as("%s", svi).isLessThan(dense + 1e-8);
    }
  }

  /// Where g ≥ 0 with z < 0, a tangent of √w that meets k = 0 below 0, the smile is not free
  /// elsewhere, and the excess says so here too.
  @Test
  void excess_onTheSecondBranchOfG_isNegative() {
    var random = new SplittableRandom(404);
    int seen = 0;
    for (int run = 0; run < 20_000; run++) {
      double sigma = StrictMath.exp(random.nextDouble(-3, 1));
      double b = StrictMath.exp(random.nextDouble(-4, 0));
      double rho = random.nextDouble(-0.99, 0.99);
      double least = b * sigma * StrictMath.exp(random.nextDouble(-6, 0));
      double a = least - b * sigma * Math.sqrt(1 - rho * rho);
      double m = sigma * random.nextDouble(-12, 12);
      if (!Svi.isAdmissible(a, b, rho, m, sigma)) {
        continue;
      }
      var svi = new Svi(a, b, rho, m, sigma);
      double l = random.nextDouble(-5, 5);
      double k = m + sigma * l;
      if (SviButterfly.g(svi, k) > 0 && z(svi, k) < 0) {
        seen++;
        assertThat(SviTroughs.excess(raw(svi), l)).isNegative();
        assertThat(SviButterfly.isFree(svi)).as("%s", svi).isFalse();
      }
    }
    assertThat(seen).isGreaterThan(50);
  }

  private static double end(Svi svi, double u) {
    return excess(svi, svi.m() + svi.sigma() * StrictMath.sinh(u));
  }

  /// z − √R by Gatheral's g of the smile, z² − R.
  private static double excess(Svi svi, double k) {
    double z = z(svi, k);
    return z - Math.sqrt(Math.max(0, z * z - SviButterfly.g(svi, k) + 1e-10));
  }

  private static double z(Svi svi, double k) {
    double d = k - svi.m();
    double root = Math.sqrt(d * d + svi.sigma() * svi.sigma());
    double slope = svi.b() * (svi.rho() + d / root);
    return 1 - k * slope / (2 * svi.totalVariance(k));
  }

  @Test
  void gradient_atTroughs_agreesWithDifferencesOfTheDepth() {
    var random = new SplittableRandom(403);
    var troughs = new SviTroughs();
    double[] gradient = new double[N];
    int checked = 0;
    for (int run = 0; run < 700; run++) {
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
    return SviTroughs.excess(moved, SviTroughs.follow(moved, l));
  }

  private static double[] raw(Svi svi) {
    return new double[] {svi.a(), svi.b(), svi.b() * svi.rho(), svi.m(), svi.sigma()};
  }
}
