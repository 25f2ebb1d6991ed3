package io.calibrant.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.localvol.NoAllocation;
import io.calibrant.testkit.DerivativeChecker;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The integral over the branch cut against the saddle-point contour and against averages over the
/// gamma time.
class VarianceGammaSliceTest {
  @Test
  void price_randomSetsNearExpiry_isRelativelyAccurate() {
    var random = new SplittableRandom(12);
    var contour = ContourPricer.of(VarianceGamma.MODEL);
    double[] typical = ModelSamples.typical(VarianceGamma.MODEL);
    for (int trial = 0; trial < 400; trial++) {
      double[] x = new double[3];
      do {
        for (int i = 0; i < 3; i++) {
          x[i] = typical[i] * StrictMath.exp(random.nextDouble(-1.5, 1.5));
        }
        x[1] *= random.nextBoolean() ? 1 : -1;
      } while (!VarianceGamma.MODEL.admits(x));
      double years = x[2] * 3 * StrictMath.exp(-7 * random.nextDouble());
      double[] ks = new double[9];
      for (int i = 0; i < ks.length; i++) {
        ks[i] = random.nextDouble(-8, 8) * x[0] * Math.sqrt(years);
      }
      double[] values = new double[ks.length];
      price(x, years, ks, values, new double[3 * ks.length]);
      double[] out = new double[ContourPricer.FIRST_PARAMETER + 3];
      for (int i = 0; i < ks.length; i++) {
        contour.greeks(x, years, ks[i], out);
        double truth = out[0];
        double error = Math.abs(values[i] - truth);
        assertThat(error)
            .as("%s T=%s k=%s %s", Arrays.toString(x), years, ks[i], truth)
            .isLessThan(truth > 1e-12 ? 1e-9 * truth : 1e-13);
      }
    }
  }

  /// Beyond T/ν = 3 more cancels: absolutely accurate, at strikes however wide, and on the cut, not
  /// on contours.
  @Test
  void price_largerShapesWideStrikes_isAbsolutelyAccurate() {
    var random = new SplittableRandom(14);
    var contour = ContourPricer.of(VarianceGamma.MODEL);
    double[] typical = ModelSamples.typical(VarianceGamma.MODEL);
    double[] x = new double[3];
    for (int trial = 0; trial < 150; trial++) {
      do {
        for (int i = 0; i < 3; i++) {
          x[i] = typical[i] * StrictMath.exp(random.nextDouble(-1.5, 1.5));
        }
        x[1] *= random.nextBoolean() ? 1 : -1;
      } while (!VarianceGamma.MODEL.admits(x));
      double years = x[2] * random.nextDouble(3, 5.2);
      double[] ks = new double[9];
      for (int i = 0; i < ks.length; i++) {
        ks[i] = random.nextDouble(-8, 8) * x[0] * Math.sqrt(years);
      }
      double[] values = new double[ks.length];
      price(x, years, ks, values, new double[3 * ks.length]);
      for (int i = 0; i < ks.length; i++) {
        contour.price(x, years, ks[i]);
        assertThat(Math.abs(values[i] - contour.value()))
            .as("%s T=%s k=%s", Arrays.toString(x), years, ks[i])
            .isLessThan(2e-12);
      }
    }
  }

  @Test
  void jacobian_integerAndOtherShapes_isTheDerivative() {
    double[] x = {0.5, -0.2, 0.2};
    for (double shape :
        new double[] {1e-3, 0.0274, 0.5, 0.985, 1, 1.0001, 1.5, 2, 2.7, 3.3, 4, 5.1}) {
      double years = shape * x[2];
      double[] ks = {-1, -0.1, -1e-3, 0, 1e-4, 0.05, 0.4, 2};
      OptionGrid grid = OptionGrid.of(new double[] {years}, new double[][] {ks});
      SurfacePricer pricer = VarianceGamma.MODEL.pricer(grid, x);
      double[] jacobian = new double[3 * ks.length];
      double[] values = new double[ks.length];
      assertThat(pricer.price(x, values, jacobian)).isTrue();
      var worst = DerivativeChecker.jacobian(pricer::price, x, ks.length, jacobian, 1e-3);
      assertThat(worst.relativeError()).as("T/nu=%s %s", shape, worst).isLessThan(1e-8);
      double[] out = new double[ContourPricer.FIRST_PARAMETER + 3];
      var contour = ContourPricer.of(VarianceGamma.MODEL);
      for (int i = 0; i < ks.length; i++) {
        contour.greeks(x, years, ks[i], out);
        assertThat(Math.abs(values[i] - out[0])).as("%s %s", shape, ks[i]).isLessThan(1e-12);
        for (int c = 0; c < 3; c++) {
          double slope = out[ContourPricer.FIRST_PARAMETER + c];
          assertThat(Math.abs(jacobian[3 * i + c] - slope))
              .as("%s %s %s", shape, ks[i], c)
              .isLessThan(1e-9 * Math.max(Math.abs(slope), 1e-2));
        }
      }
    }
  }

  /// Parameters up to a hundred times off, all on one pricer: nothing on it is frozen.
  @Test
  void price_fuzzedParameters_isFiniteAndBounded() {
    var random = new SplittableRandom(3);
    double[] typical = ModelSamples.typical(VarianceGamma.MODEL);
    double[] ks = {-3, -1, -0.3, -0.01, -1e-6, 0, 1e-9, 0.02, 0.7, 2.5};
    double[] values = new double[ks.length];
    double[] jacobian = new double[3 * ks.length];
    double[] x = new double[3];
    for (double years : new double[] {1 / 8760.0, 0.1, 5}) {
      OptionGrid grid = OptionGrid.of(new double[] {years}, new double[][] {ks});
      SurfacePricer pricer = VarianceGamma.MODEL.pricer(grid, typical);
      for (int trial = 0; trial < 5000; trial++) {
        do {
          for (int i = 0; i < 3; i++) {
            x[i] = typical[i] * StrictMath.exp(random.nextDouble(-4.6, 4.6));
          }
          x[1] *= random.nextInt(3) - 1;
        } while (!VarianceGamma.MODEL.admits(x) || years / x[2] > 3);
        assertThat(pricer.price(x, values, jacobian)).isTrue();
        for (int i = 0; i < ks.length; i++) {
          assertThat(values[i])
              .as("%s T=%s k=%s", Arrays.toString(x), years, ks[i])
              .isBetween(-1e-13, Math.min(1, StrictMath.exp(ks[i])) * (1 + 1e-12));
        }
        assertThat(Arrays.stream(jacobian).allMatch(Double::isFinite)).isTrue();
      }
    }
  }

  @Test
  void price_unsortedStrikesAndOneSide_keepsTheirPlaces() {
    double[] x = {0.5, -0.2, 0.2};
    double[] ks = {0.3, -0.2, 0.1, -0.05, 0.2, 0.25, -0.3, 0.01, 0.02, 0.03};
    double[] values = new double[ks.length];
    price(x, 0.01, ks, values, new double[3 * ks.length]);
    var contour = ContourPricer.of(VarianceGamma.MODEL);
    for (int i = 0; i < ks.length; i++) {
      contour.price(x, 0.01, ks[i]);
      assertThat(Math.abs(values[i] - contour.value())).isLessThan(1e-13);
      double[] alone = new double[1];
      price(x, 0.01, new double[] {ks[i]}, alone, new double[3]);
      assertThat(Math.abs(alone[0] - values[i])).isLessThan(1e-13);
    }
  }

  @Test
  void price_surface_allocatesNothing() {
    double[] x = {0.5, -0.2, 0.2};
    OptionGrid grid =
        OptionGrid.of(new double[] {0.01, 0.3}, new double[][] {{-0.1, 0, 0.1}, {-0.4, 0.4}});
    SurfacePricer pricer = VarianceGamma.MODEL.pricer(grid, x);
    double[] values = new double[5];
    double[] jacobian = new double[15];
    NoAllocation.check(30_000, () -> pricer.price(x, values, jacobian));
  }

  private static void price(
      double[] x, double years, double[] ks, double[] values, double[] jacobian) {
    OptionGrid grid = OptionGrid.of(new double[] {years}, new double[][] {ks});
    assertThat(VarianceGamma.MODEL.pricer(grid, x).price(x, values, jacobian)).isTrue();
  }
}
