package io.calibrant.core.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RealRootsTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void of_productOfKnownRoots_findsThemAll() {
    var random = new SplittableRandom(11);
    for (int i = 0; i < 20_000; i++) {
      int degree = random.nextInt(1, 5);
      double[] expected = random.doubles(degree, -10, 10).sorted().toArray();
      boolean apart = true;
      for (int j = 1; j < degree; j++) {
        apart &= expected[j] - expected[j - 1] > 0.01;
      }
      if (!apart) {
        continue;
      }
      double[] p = {random.nextDouble(0.1, 5)};
      for (double root : expected) {
        p = times(p, -root, 1);
      }
      double[] found = RealRoots.of(p);
      assertThat(found).as("roots %s", Arrays.toString(expected)).hasSize(degree);
      for (int j = 0; j < degree; j++) {
        assertThat(found[j]).isCloseTo(expected[j], within(1e-7));
      }
    }
  }

  @Test
  void of_randomQuartics_agreesWithSturm() {
    var random = new SplittableRandom(12);
    int[] seen = new int[5];
    for (int i = 0; i < 50_000; i++) {
      double[] p = random.doubles(5, -1, 1).toArray();
      double[] found = RealRoots.of(p);
      assertThat(found.length)
          .as(Arrays.toString(p))
          .isEqualTo(Sturm.count(p, -INFINITY, INFINITY));
      seen[found.length]++;
    }
    assertThat(seen[0]).isGreaterThan(5000);
    assertThat(seen[2]).isGreaterThan(5000);
    assertThat(seen[4]).isGreaterThan(100);
  }

  @Test
  void of_doubleRoot_isFoundOnce() {
    // (x − 1)²(x² + 1) and (x − 1)²(x + 2)², both touching zero without changing sign.
    assertThat(RealRoots.of(1, -2, 2, -2, 1)).hasSize(1);
    assertThat(RealRoots.of(1, -2, 2, -2, 1)[0]).isCloseTo(1, within(1e-7));
    double[] two = RealRoots.of(4, -4, -3, 2, 1);
    assertThat(two).hasSize(2);
    assertThat(two[0]).isCloseTo(-2, within(1e-7));
    assertThat(two[1]).isCloseTo(1, within(1e-7));
  }

  @Test
  void of_degenerateLeadingCoefficients_lowersTheDegree() {
    assertThat(RealRoots.of(-6, 1, 1, 0, 0)).containsExactly(-3, 2);
    assertThat(RealRoots.of(3, -2, 0, 0, 0)).containsExactly(1.5);
    assertThat(RealRoots.of(3, 0, 0, 0, 0)).isEmpty();
    assertThat(RealRoots.of(0, 0, 0, 0, 2)).containsExactly(0);
    // A small leading coefficient sends one root far out and leaves the others.
    double[] far = RealRoots.of(-6, 1, 1, 1e-15);
    assertThat(far).hasSize(3);
    assertThat(far[0]).isCloseTo(-1e15, within(1e3));
    assertThat(far[2]).isCloseTo(2, within(1e-12));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RealRoots.of(0, 0, 0))
        .withMessageContaining("all coefficients are zero");
  }

  @Test
  void find_interval_isClosedAndBounds() {
    double[] p = {0, 2, -3, 1};
    double[] roots = new double[3];
    double[] scratch = new double[3];
    assertThat(RealRoots.find(p, 0, 1, roots, scratch)).isEqualTo(2);
    assertThat(roots[0]).isZero();
    assertThat(roots[1]).isEqualTo(1);
    assertThat(RealRoots.find(p, 0.5, 0.9, roots, scratch)).isZero();
    assertThat(RealRoots.find(p, 1.5, INFINITY, roots, scratch)).isEqualTo(1);
    assertThat(RealRoots.find(new double[5], 0, 1, roots, scratch)).isEqualTo(RealRoots.EVERYWHERE);
  }

  private static double[] times(double[] p, double c0, double c1) {
    double[] product = new double[p.length + 1];
    for (int j = 0; j < p.length; j++) {
      product[j] += c0 * p[j];
      product[j + 1] += c1 * p[j];
    }
    return product;
  }
}
