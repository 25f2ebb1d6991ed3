package io.calibrant.core.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.math.Philox;
import io.calibrant.core.math.Sobol;
import io.calibrant.testkit.GoldenFile;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrawsTest {
  /// Known answers of Random123's kat_vectors (philox4x64, 10 rounds, all 0) and of NumPy's Philox
  /// with key (123, 456), which starts at counter 1.
  @Test
  void philox_knownAnswers_areMet() {
    var zero = new Philox(0, 0);
    assertThat(zero.nextLong()).isEqualTo(0x16554d9eca36314cL);
    assertThat(zero.nextLong()).isEqualTo(0xdb20fe9d672d0fdcL);
    assertThat(zero.nextLong()).isEqualTo(0xd7e772cee186176bL);
    assertThat(zero.nextLong()).isEqualTo(0x7e68b68aec7ba23bL);
    var numpy = new Philox(123, 456);
    for (int i = 0; i < 4; i++) {
      numpy.nextLong();
    }
    assertThat(numpy.nextLong()).isEqualTo(0x182a33ef112a55c6L);
    assertThat(numpy.nextLong()).isEqualTo(0x7fa21420170db5b7L);
    assertThat(numpy.nextLong()).isEqualTo(0x3d065f703e33bef6L);
    assertThat(numpy.nextLong()).isEqualTo(0x29ec19a7d6e63a9aL);
    assertThat(numpy.nextLong()).isEqualTo(0x280c361dcea8055eL);
  }

  @Test
  void philox_soughtStream_isTheSameAgain() {
    var random = new Philox(1, 2);
    random.seek(5, 7);
    double first = random.nextDouble();
    random.nextLong();
    random.seek(5, 7);
    assertThat(random.nextDouble()).isEqualTo(first).isStrictlyBetween(0.0, 1.0);
    random.seek(6, 7);
    assertThat(random.nextDouble()).isNotEqualTo(first);
  }

  @Test
  void sobol_plain_isScipysSequence() {
    Sobol sobol = Sobol.plain(64);
    for (Map<String, String> row : GoldenFile.rows("sobol-joe-kuo.csv")) {
      long n = Long.parseLong(row.getOrDefault("index", ""));
      int d = Integer.parseInt(row.getOrDefault("dimension", ""));
      double value = Double.parseDouble(row.getOrDefault("value", ""));
      assertThat(sobol.value(n, d - 1)).as("point %d dimension %d", n, d).isEqualTo(value);
    }
  }

  @Test
  void sobol_everyDimension_isStratified() {
    Sobol sobol = Sobol.shifted(64, 3, 4);
    for (int d = 0; d < 64; d++) {
      boolean[] seen = new boolean[256];
      for (int n = 0; n < 256; n++) {
        seen[(int) (256 * sobol.value(n, d))] = true;
      }
      assertThat(seen).as("dimension %d", d).doesNotContain(false);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sobol.plain(65))
        .withMessageContaining("dimensions=65");
  }

  @Test
  void sources_allKinds_areStandardNormalAndIndependent() {
    double[] dts = {0.1, 0.3, 0.05, 0.05, 0.2};
    for (Draws draws : Draws.values()) {
      Draws.Source source = draws.source(9, dts, 2, 256);
      double[][] z = new double[10][256];
      double[][] sums = new double[10][10];
      int batches = 256;
      for (int b = 0; b < batches; b++) {
        source.fill(b, z);
        for (int i = 0; i < 10; i++) {
          for (int j = 0; j <= i; j++) {
            for (int p = 0; p < 256; p++) {
              sums[i][j] += z[i][p] * z[j][p] / (256.0 * batches);
            }
          }
        }
      }
      for (int i = 0; i < 10; i++) {
        for (int j = 0; j <= i; j++) {
          // Five standard errors of independent draws.
          assertThat(sums[i][j])
              .as("%s %d %d", draws, i, j)
              .isCloseTo(i == j ? 1 : 0, within(5 * Math.sqrt(2 / (256.0 * batches))));
        }
      }
    }
  }
}
