package io.calibrant.simd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.calibrant.core.model.Heston;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.model.SurfacePricer;
import io.calibrant.core.model.line.LinePoints;
import io.calibrant.core.model.line.NodePasses;
import io.calibrant.core.model.line.ScalarPasses;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The vector passes against the scalar ones: elementary functions to the bit, the rest to the
/// rounding of other orders of operations.
class VectorPassesTest {
  private static final int N = 4096;
  private final NodePasses vector = NodePasses.fastest();
  private final NodePasses scalar = ScalarPasses.INSTANCE;
  private final double[] x = new double[N];
  private final double[] y = new double[N];
  private final double[] a = new double[N];
  private final double[] b = new double[N];
  private final double[] c = new double[N];
  private final double[] d = new double[N];

  @Test
  void fastest_withTheModule_isTheVectorOne() {
    assertThat(vector.kernel()).startsWith("vector");
  }

  @Test
  void elementary_allRanges_givesTheSameBits() {
    var random = new SplittableRandom(3);
    for (double range : new double[] {1e-8, 0.3, 5, 700, 1e5, 1e9}) {
      for (int i = 0; i < N; i++) {
        x[i] = random.nextDouble(-range, range);
        y[i] = random.nextDouble(-range, range) * (i % 3 == 0 ? 1e-9 : 1);
      }
      vector.sinCos(x, a, b, N);
      scalar.sinCos(x, c, d, N);
      assertThat(a).isEqualTo(c);
      assertThat(b).isEqualTo(d);
      vector.atan2(y, x, a, N);
      scalar.atan2(y, x, c, N);
      assertThat(a).isEqualTo(c);
      for (int i = 0; i < N; i++) {
        x[i] = Math.min(700, x[i]);
      }
      vector.exp(x, a, N);
      scalar.exp(x, c, N);
      assertThat(a).isEqualTo(c);
      vector.expm1(x, a, N);
      scalar.expm1(x, c, N);
      assertThat(a).isEqualTo(c);
      for (int i = 0; i < N; i++) {
        x[i] = Math.max(-0.999, x[i]);
      }
      vector.log1p(x, a, N);
      scalar.log1p(x, c, N);
      assertThat(a).isEqualTo(c);
    }
  }

  @Test
  void product_anyNumberOfColumns_equalsScalar() {
    var random = new SplittableRandom(4);
    int n = 32;
    int strikes = 24;
    for (int columns = 1; columns <= 11; columns++) {
      double[] re = random.doubles((columns + NodePasses.SPARE_COLUMNS) * (long) n).toArray();
      double[] im = random.doubles(re.length).toArray();
      double[] cosines = random.doubles((long) n * strikes).toArray();
      double[] sines = random.doubles((long) n * strikes).toArray();
      double[] sums = new double[(columns + NodePasses.SPARE_COLUMNS) * strikes];
      double[] others = new double[sums.length];
      vector.product(re, im, columns, n, cosines, sines, strikes, sums);
      scalar.product(re, im, columns, n, cosines, sines, strikes, others);
      for (int i = 0; i < columns * strikes; i++) {
        assertThat(sums[i]).isEqualTo(others[i]);
      }
    }
  }

  @Test
  void decays_anyNodes_givesTheSameBits() {
    var random = new SplittableRandom(6);
    int stride = 48;
    int strikes = 24;
    int[] ends = {4, 48, 0};
    for (int columns : new int[] {1, 4}) {
      double[] coefficients = random.doubles((long) columns * stride).toArray();
      double[] first = random.doubles(strikes, -1e-3, 0).toArray();
      double[] second = random.doubles(strikes, -1e-3, 0).toArray();
      double[] sums = random.doubles((long) columns * strikes).toArray();
      double[] others = sums.clone();
      vector.decays(coefficients, stride, columns, first, second, ends, strikes, sums);
      scalar.decays(coefficients, stride, columns, first, second, ends, strikes, others);
      assertThat(sums).isEqualTo(others);
    }
  }

  @Test
  void heston_allRegions_equalsScalar() {
    var random = new SplittableRandom(5);
    int n = 64;
    double[][] re = new double[6][n];
    double[][] im = new double[6][n];
    double[][] otherRe = new double[6][n];
    double[][] otherIm = new double[6][n];
    for (int trial = 0; trial < 500; trial++) {
      double[] parameters = {
        random.nextDouble(0.001, 1),
        random.nextDouble(0, 10),
        random.nextDouble(0, 1),
        random.nextDouble(0.01, 5),
        random.nextDouble(-0.99, 0.99)
      };
      double years = StrictMath.exp(random.nextDouble(-9, 2));
      LinePoints points = points(n, years);
      vector.heston(points, 0).evaluate(parameters, true, re, im);
      scalar.heston(points, 0).evaluate(parameters, true, otherRe, otherIm);
      for (int column = 0; column < 6; column++) {
        for (int j = 0; j < n; j++) {
          double size = 1 + Math.abs(otherRe[column][j]) + Math.abs(otherIm[column][j]);
          assertThat(Math.abs(re[column][j] - otherRe[column][j]) / size).isLessThan(1e-10);
          assertThat(Math.abs(im[column][j] - otherIm[column][j]) / size).isLessThan(1e-10);
        }
      }
    }
  }

  @Test
  void surface_afterWarmUp_allocatesNothing() {
    double[] parameters = {0.3, 3, 0.4, 1.2, -0.25};
    OptionGrid grid =
        OptionGrid.of(new double[] {0.1, 1}, new double[][] {{-0.2, 0, 0.1}, {-0.4, 0.4}});
    SurfacePricer pricer = Heston.MODEL.pricer(grid, parameters);
    double[] values = new double[5];
    double[] jacobian = new double[25];
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    for (int i = 0; i < 20_000; i++) {
      pricer.price(parameters, values, jacobian);
    }
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 500; i++) {
        pricer.price(parameters, values, jacobian);
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertThat(least).isLessThan(500);
  }

  private static LinePoints points(int n, double years) {
    double[] us = new double[n];
    double[] squares = new double[n];
    double[] times = new double[n];
    for (int j = 0; j < n; j++) {
      us[j] = 0.15 * j / Math.sqrt(years);
      squares[j] = us[j] * us[j] + 0.25;
      times[j] = years;
    }
    return new LinePoints(us, squares, times);
  }
}
