package io.calibrant.core.calibration.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoxProgramTest {
  private static final int CAPACITY = 18;
  private static final int RANK = 5;

  @Test
  void solve_randomPrograms_satisfiesTheKarushKuhnTuckerConditions() {
    var random = new SplittableRandom(401);
    var program = new BoxProgram(CAPACITY);
    int inside = 0;
    int dear = 0;
    for (int run = 0; run < 5_000; run++) {
      int n = random.nextInt(1, CAPACITY + 1);
      fill(program, n, random);
      assertThat(program.solve(n)).isTrue();
      for (int j = 0; j < n; j++) {
        double slope = program.q[j];
        for (int l = 0; l < n; l++) {
          slope += program.q2[j * CAPACITY + l] * program.lambda[l];
        }
        double at = program.lambda[j];
        assertThat(at).isBetween(0.0, program.most[j]);
        if (at == 0) {
          assertThat(slope).isGreaterThan(-1e-8);
        } else if (at == program.most[j]) {
          assertThat(slope).isLessThan(1e-8);
          dear++;
        } else {
          assertThat(slope).isCloseTo(0, within(1e-8));
          inside++;
        }
      }
    }
    assertThat(inside).isGreaterThan(5_000);
    assertThat(dear).isGreaterThan(1_000);
  }

  /// A matrix of rank five, as the steps of five parameters have, and bounds of which half are
  /// infinite. A condition that cannot be met has a finite one.
  private static void fill(BoxProgram program, int n, SplittableRandom random) {
    double[][] rows = new double[n][RANK];
    for (int i = 0; i < n; i++) {
      for (int p = 0; p < RANK; p++) {
        rows[i][p] = random.nextGaussian();
      }
      boolean priced = random.nextBoolean();
      program.most[i] = priced ? random.nextDouble(0.1, 2) : Double.POSITIVE_INFINITY;
      program.q[i] = priced ? random.nextDouble(-2, 1) : random.nextDouble(0, 1);
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int p = 0; p < RANK; p++) {
          sum += rows[i][p] * rows[j][p];
        }
        program.q2[i * CAPACITY + j] = sum;
        program.q2[j * CAPACITY + i] = sum;
      }
    }
  }
}
