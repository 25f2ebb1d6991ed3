package io.calibrant.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.calibrant.core.model.Heston;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.model.SurfacePricer;
import io.calibrant.core.model.TransformModel;
import io.calibrant.core.model.TransformModels;
import io.calibrant.core.model.line.LinePoints;
import io.calibrant.core.model.line.NodePasses;
import io.calibrant.core.model.line.ScalarPasses;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The vector passes give the bits of the scalar ones.
class VectorPassesTest {
  private static final int N = 4096;
  private final NodePasses vector = new VectorPassesProvider().passes();
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
    assertThat(NodePasses.fastest().kernel()).contains(vector.kernel());
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
  void product_anyNumberOfColumns_givesTheSameBits() {
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
  void waves_mirroredOrNot_givesTheSameBits() {
    var random = new SplittableRandom(8);
    int strikes = 24;
    int n = 32;
    double[] us = new double[n];
    for (int j = 0; j < n / 2; j++) {
      us[j] = (j + random.nextDouble()) * 3;
      us[n - 1 - j] = 100 - us[j];
    }
    double[] ks = random.doubles(strikes, -2, 2).toArray();
    double[] scales = random.doubles(strikes, 0.5, 2).toArray();
    double[][] tables = new double[4][n * strikes];
    for (double end : new double[] {0, 100}) {
      vector.waves(us, end, n, ks, scales, strikes, tables[0], tables[1]);
      scalar.waves(us, end, n, ks, scales, strikes, tables[2], tables[3]);
      assertThat(tables[0]).isEqualTo(tables[2]);
      assertThat(tables[1]).isEqualTo(tables[3]);
      for (int i = 0; i < strikes; i++) {
        for (int j = 0; j < n; j++) {
          int at = (i / 8 * n + j) * 8 + i % 8;
          assertThat(tables[0][at])
              .isCloseTo(scales[i] * StrictMath.cos(us[j] * ks[i]), within(1e-13));
          assertThat(tables[1][at])
              .isCloseTo(scales[i] * StrictMath.sin(us[j] * ks[i]), within(1e-13));
        }
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
      double[] decays = random.doubles(2L * strikes, -1e-3, 0).toArray();
      double[] polynomials = random.doubles(columns * 7L).toArray();
      double[] xs = random.doubles(strikes).toArray();
      double[] sums = new double[columns * strikes];
      double[] others = new double[sums.length];
      vector.decays(coefficients, stride, columns, decays, ends, polynomials, 7, xs, strikes, sums);
      scalar.decays(
          coefficients, stride, columns, decays, ends, polynomials, 7, xs, strikes, others);
      assertThat(sums).isEqualTo(others);
    }
  }

  @Test
  void heston_allRegions_givesTheSameBits() {
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
        assertThat(re[column]).isEqualTo(otherRe[column]);
        assertThat(im[column]).isEqualTo(otherIm[column]);
      }
    }
  }

  /// So the change from plain to vector kernels in the middle of a run leaves no trace.
  @Test
  void surface_beforeAndAfterTheChange_isTheSameBits() {
    OptionGrid grid =
        OptionGrid.of(new double[] {0.02, 1}, new double[][] {{-0.2, 0, 0.1}, {-0.4, 0.4}});
    for (TransformModel model : TransformModels.all()) {
      double[] x = typical(model);
      SurfacePricer pricer = model.pricer(grid, x);
      double[] values = new double[grid.size()];
      double[] jacobian = new double[grid.size() * x.length];
      assertThat(pricer.price(x, values, jacobian)).isTrue();
      double[] first = values.clone();
      double[] slopes = jacobian.clone();
      SurfacePricer large = Heston.MODEL.pricer(manyOptions(), typical(Heston.MODEL));
      double[] many = new double[50_000];
      for (int i = 0; i < 100; i++) {
        large.price(typical(Heston.MODEL), many);
      }
      pricer.price(x, values, jacobian);
      assertThat(values).isEqualTo(first);
      assertThat(jacobian).isEqualTo(slopes);
    }
    assertThat(NodePasses.fastest().kernel()).isEqualTo(vector.kernel());
  }

  private static OptionGrid manyOptions() {
    double[] ks = new double[50_000];
    for (int i = 0; i < ks.length; i++) {
      ks[i] = 1e-5 * i - 0.25;
    }
    return OptionGrid.of(new double[] {0.5}, new double[][] {ks});
  }

  private static double[] typical(TransformModel model) {
    return switch (model.name()) {
      case "heston" -> new double[] {0.3, 3, 0.4, 1.2, -0.25};
      case "bates" -> new double[] {0.3, 3, 0.4, 1.2, -0.25, 0.8, -0.1, 0.2};
      case "merton" -> new double[] {0.4, 0.8, -0.1, 0.2};
      case "kou" -> new double[] {0.4, 1.5, 0.4, 10, 5};
      case "vg" -> new double[] {0.5, -0.2, 0.2};
      case "nig" -> new double[] {9, -2, 1.5};
      case "svcj" -> new double[] {0.3, 3, 0.4, 1.2, -0.25, 0.8, -0.1, 0.2, 0.15, -0.3};
      default -> new double[] {0.2, 5, 0.2, 1.5, -0.5, 0.1, 0.6, 0.2, 0.8, 0.2};
    };
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
