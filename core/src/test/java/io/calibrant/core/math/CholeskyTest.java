package io.calibrant.core.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CholeskyTest {
  @Test
  void solveAndInvert_randomPositiveDefinite_undoTheProduct() {
    var random = new SplittableRandom(3);
    for (int n = 1; n <= 64; n += n < 8 ? 1 : 7) {
      double[] a = positiveDefinite(random, n);
      double[] x = random.doubles(n, -1, 1).toArray();
      double[] b = new double[n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          b[i] += a[i * n + j] * x[j];
        }
      }
      double[] l = a.clone();
      assertThat(Cholesky.factor(l, n)).isTrue();
      Cholesky.solve(l, n, b);
      double[] inverse = l.clone();
      Cholesky.invert(inverse, n);
      for (int i = 0; i < n; i++) {
        assertThat(b[i]).isCloseTo(x[i], within(1e-9));
        for (int j = 0; j < n; j++) {
          double sum = 0;
          for (int k = 0; k < n; k++) {
            sum += a[i * n + k] * inverse[k * n + j];
          }
          assertThat(sum).isCloseTo(i == j ? 1 : 0, within(1e-9));
        }
      }
    }
  }

  @Test
  void logDeterminant_ofDiagonal_isSumOfLogs() {
    double[] a = {4, 0, 0, 9};
    assertThat(Cholesky.factor(a, 2)).isTrue();
    assertThat(Cholesky.logDeterminant(a, 2)).isCloseTo(Math.log(36), within(1e-15));
  }

  @Test
  void factor_notPositiveDefinite_isFalse() {
    assertThat(Cholesky.factor(new double[] {1, 0, 2, 1}, 2)).isFalse();
    assertThat(Cholesky.factor(new double[] {1, 1, 1, 1}, 2)).isFalse();
    assertThat(Cholesky.factor(new double[] {0}, 1)).isFalse();
    assertThat(Cholesky.factor(new double[] {-1}, 1)).isFalse();
    assertThat(Cholesky.factor(new double[] {Double.NaN}, 1)).isFalse();
    assertThat(Cholesky.factor(new double[] {Double.POSITIVE_INFINITY}, 1)).isFalse();
  }

  private static double[] positiveDefinite(SplittableRandom random, int n) {
    double[] m = random.doubles((long) n * n, -1, 1).toArray();
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          a[i * n + j] += m[i * n + k] * m[j * n + k];
        }
      }
      a[i * n + i] += 0.1;
    }
    return a;
  }
}
