package io.calibrant.core.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JacobiRotationsTest {
  /// V·D·Vᵀ = A and VᵀV = 1 to rounding, and A is left as it was.
  @Test
  void decompose_randomMatrices_rebuildsThem() {
    var random = new SplittableRandom(11);
    for (int trial = 0; trial < 300; trial++) {
      int n = random.nextInt(1, 12);
      double[] a = new double[n * n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          a[i * n + j] = random.nextDouble(-1, 1) * (trial % 3 == 0 && i != j ? 1e-9 : 1);
          a[j * n + i] = a[i * n + j];
        }
      }
      double[] before = a.clone();
      double[] vectors = new double[n * n];
      double[] values = new double[n];
      JacobiRotations.decompose(a, n, vectors, values);
      assertThat(a).containsExactly(before);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double rebuilt = 0;
          double product = 0;
          for (int k = 0; k < n; k++) {
            rebuilt += vectors[i * n + k] * values[k] * vectors[j * n + k];
            product += vectors[k * n + i] * vectors[k * n + j];
          }
          assertThat(rebuilt).as("trial %d", trial).isCloseTo(a[i * n + j], within(1e-13));
          assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-13));
        }
      }
    }
  }
}
