package io.calibrant.core.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.testkit.ArbitrageChecker;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class CurvedSviTest {
  private static final Svi BASE = new Svi(0.004, 0.05, -0.3, 0.01, 0.12);
  private static final double[] KNOTS = {-0.4, -0.25, -0.12, -0.05, 0.02, 0.1, 0.2, 0.35};

  private static CurvedSvi random(Random random, double size) {
    double[] coefficients = new double[KNOTS.length - 4];
    for (int i = 0; i < coefficients.length; i++) {
      coefficients[i] = size * random.nextGaussian() * BASE.totalVariance(KNOTS[i + 2]);
    }
    return CurvedSvi.copyOf(BASE, KNOTS, coefficients);
  }

  @Test
  void derivatives_differences_agree() {
    var random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      CurvedSvi smile = random(random, 0.3);
      double k = random.nextDouble(-0.6, 0.6);
      double h = 1e-5;
      double slope = (smile.totalVariance(k + h) - smile.totalVariance(k - h)) / (2 * h);
      double curvature = (smile.slope(k + h) - smile.slope(k - h)) / (2 * h);
      // Third derivatives reach 1e3, so that the differences err by 1e-7 in w′ and 1e-2 at a knot
      // in w″.
      assertThat(smile.slope(k)).isCloseTo(slope, within(1e-6));
      assertThat(smile.curvature(k)).isCloseTo(curvature, within(2e-2));
    }
  }

  @Test
  void smile_atKnots_isTwiceContinuouslyDifferentiable() {
    var random = new Random(2);
    for (int i = 0; i < 100; i++) {
      CurvedSvi smile = random(random, 0.3);
      for (double knot : KNOTS) {
        double before = Math.nextDown(knot);
        assertThat(smile.totalVariance(before)).isCloseTo(smile.totalVariance(knot), within(1e-15));
        assertThat(smile.slope(before)).isCloseTo(smile.slope(knot), within(1e-13));
        assertThat(smile.curvature(before)).isCloseTo(smile.curvature(knot), within(1e-11));
      }
    }
  }

  @Test
  void basis_allCoefficientsOne_sumsToOneWhereFourOverlap() {
    double[] ones = {1, 1, 1, 1};
    CurvedSvi smile = CurvedSvi.copyOf(BASE, KNOTS, ones);
    for (double k = -0.05; k <= 0.02; k += 0.001) {
      assertThat(smile.totalVariance(k) - BASE.totalVariance(k)).isCloseTo(1, within(1e-13));
    }
  }

  @Test
  void smile_outsideKnots_isItsBase() {
    CurvedSvi smile = random(new Random(3), 1);
    for (double k : new double[] {-5, -0.4, 0.35, 2}) {
      assertThat(smile.totalVariance(k)).isEqualTo(BASE.totalVariance(k));
      assertThat(smile.slope(k)).isEqualTo(BASE.slope(k));
      assertThat(smile.curvature(k)).isEqualTo(BASE.curvature(k));
    }
  }

  @Test
  void butterfly_provenFree_passesTheDensePriceCheck() {
    var random = new Random(4);
    int free = 0;
    int caught = 0;
    for (int i = 0; i < 300; i++) {
      CurvedSvi smile = random(random, random.nextDouble(0.8));
      var slice = new ArbitrageChecker.Slice(0.1, -0.5, 0.5, smile::totalVariance);
      boolean clean = ArbitrageChecker.check(List.of(slice)).isEmpty();
      if (CurvedButterfly.isFree(smile)) {
        free++;
        assertThat(clean).as("%s", smile).isTrue();
      } else {
        caught += clean ? 0 : 1;
        // The proof misses only what is within a hair of the border.
        assertThat(CurvedButterfly.minimum(smile).g()).isLessThan(1e-3);
      }
    }
    assertThat(free).isGreaterThan(30);
    assertThat(caught).isGreaterThan(30);
  }

  @Test
  void calendar_provenFree_passesTheDenseCheck() {
    var random = new Random(5);
    var later = new Svi(0.0045, 0.052, -0.3, 0.01, 0.13);
    int free = 0;
    int crossed = 0;
    for (int i = 0; i < 300; i++) {
      CurvedSvi one = random(random, 0.1);
      CurvedSvi other = random(random, 0.1);
      CurvedSvi two = CurvedSvi.copyOf(later, KNOTS, other.coefficients());
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j <= 4000; j++) {
        double k = -0.5 + j / 4000.0;
        double w = one.totalVariance(k);
        least = Math.min(least, (two.totalVariance(k) - w) / w);
      }
      if (CurvedCalendar.isFree(one, two)) {
        free++;
        assertThat(least).isPositive();
      } else {
        crossed++;
        assertThat(least).isLessThan(1e-6);
      }
      assertThat(CurvedCalendar.minimum(one, two).relative()).isLessThan(least + 1e-4);
    }
    assertThat(free).isGreaterThan(30);
    assertThat(crossed).isGreaterThan(30);
  }

  @Test
  void butterfly_noTerms_decidesLikeTheExactPolynomial() {
    var random = new Random(6);
    for (int i = 0; i < 200; i++) {
      double b = random.nextDouble(0.02, 1.5);
      var svi = new Svi(0.01, b, random.nextDouble(-0.9, 0.9), 0, random.nextDouble(0.02, 0.3));
      CurvedSvi none = CurvedSvi.copyOf(svi, KNOTS, new double[4]);
      if (SviButterfly.isFree(svi) && SviButterfly.minimum(svi).g() > 1e-3) {
        assertThat(CurvedButterfly.isFree(none)).as("%s", svi).isTrue();
      }
      if (!SviButterfly.isFree(svi)) {
        assertThat(CurvedButterfly.isFree(none)).as("%s", svi).isFalse();
      }
    }
  }

  @Test
  void bend_insidePieces_isTheCurvatureOfTheCorrection() {
    CurvedSvi smile = random(new Random(7), 0.3);
    for (double k = -0.39; k < 0.35; k += 0.013) {
      double correction = smile.curvature(k) - BASE.curvature(k);
      assertThat(smile.bend(smile.piece(k), k)).as("k=%s", k).isCloseTo(correction, within(1e-12));
    }
    assertThat(smile.bend(smile.piece(2), 2)).isZero();
  }

  /// Shifted until the two smiles cross by a hair at one place only: whatever the proof bounds too
  /// tightly would let this pass.
  @Test
  void calendar_crossedByAHair_isNotFree() {
    var random = new Random(8);
    var later = new Svi(0.0045, 0.052, -0.3, 0.01, 0.13);
    for (int i = 0; i < 300; i++) {
      CurvedSvi one = random(random, 0.2);
      double[] coefficients = random(random, 0.2).coefficients();
      CurvedSvi two = CurvedSvi.copyOf(later, KNOTS, coefficients);
      double gap =
          least(
              k -> two.totalVariance(k) - one.totalVariance(k), KNOTS[0], KNOTS[KNOTS.length - 1]);
      CurvedSvi crossing = CurvedSvi.copyOf(raised(later, -gap - 1e-10), KNOTS, coefficients);
      assertThat(CurvedCalendar.isFree(one, crossing)).as("%s %s", one, crossing).isFalse();
    }
  }

  /// Curvature terms grown until g dips below 0 by a hair.
  @Test
  void butterfly_brokenByAHair_isNotFree() {
    var random = new Random(9);
    int broken = 0;
    for (int i = 0; i < 300; i++) {
      double[] direction = random(random, 1).coefficients();
      double low = 0;
      double high = 1;
      for (int step = 0; step < 40; step++) {
        double middle = (low + high) / 2;
        if (leastG(scaled(direction, middle)) < -1e-9) {
          high = middle;
        } else {
          low = middle;
        }
      }
      if (high < 1) {
        broken++;
        CurvedSvi smile = scaled(direction, high);
        assertThat(CurvedButterfly.isFree(smile)).as("%s", smile).isFalse();
      }
    }
    assertThat(broken).isGreaterThan(200);
  }

  private static CurvedSvi scaled(double[] direction, double size) {
    double[] coefficients = direction.clone();
    for (int i = 0; i < coefficients.length; i++) {
      coefficients[i] *= size;
    }
    return CurvedSvi.copyOf(BASE, KNOTS, coefficients);
  }

  private static Svi raised(Svi svi, double by) {
    return new Svi(svi.a() + by, svi.b(), svi.rho(), svi.m(), svi.sigma());
  }

  /// −∞ where w itself is not positive, of which g says nothing.
  private static double leastG(CurvedSvi smile) {
    DoubleUnaryOperator g =
        k -> smile.totalVariance(k) > 0 ? SviButterfly.g(smile, k) : Double.NEGATIVE_INFINITY;
    return least(g, KNOTS[0], KNOTS[KNOTS.length - 1]);
  }

  /// The least value on a dense grid, refined around the best point.
  private static double least(DoubleUnaryOperator f, double from, double to) {
    double best = from;
    double width = (to - from) / 2;
    double centre = (from + to) / 2;
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i <= 400; i++) {
        double k = Math.max(from, Math.min(to, centre + width * (i - 200) / 200));
        best = f.applyAsDouble(k) < f.applyAsDouble(best) ? k : best;
      }
      centre = best;
      width /= 100;
    }
    return f.applyAsDouble(best);
  }

  @Test
  void copyOf_badParts_namesThem() {
    assertThatThrownBy(() -> CurvedSvi.copyOf(BASE, KNOTS, new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8 knots and 3 coefficients");
    assertThatThrownBy(() -> CurvedSvi.copyOf(BASE, new double[] {0, 1, 1, 2, 3}, new double[] {0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ascending");
    assertThatThrownBy(
            () -> CurvedSvi.copyOf(BASE, new double[] {0, 1, 2, 3, 4}, new double[] {Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finite");
  }
}
