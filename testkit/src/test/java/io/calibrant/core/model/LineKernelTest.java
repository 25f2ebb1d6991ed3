package io.calibrant.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.model.line.LineKernel;
import io.calibrant.core.model.line.LinePoints;
import io.calibrant.core.model.line.NodePasses;
import io.calibrant.core.model.line.ScalarPasses;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The kernels by columns give what the formulas by registers give, with all gradients.
class LineKernelTest {
  private static final int COUNT = 24;
  private static final double[] YEARS = {1 / 8760.0, 0.02, 0.7, 10};

  @Test
  void evaluate_randomParameters_equalsTheFormula() {
    var random = new SplittableRandom(11);
    for (TransformModel model : TransformModels.all()) {
      double[] typical = ModelSamples.typical(model);
      for (int trial = 0; trial < 200; trial++) {
        double[] x = typical.clone();
        for (int i = 0; i < x.length; i++) {
          x[i] *= StrictMath.exp(random.nextDouble(-0.4, 0.4));
        }
        check(model, x, YEARS[trial % YEARS.length]);
      }
    }
  }

  @Test
  void evaluate_cornersOfHeston_equalsTheFormula() {
    for (double kappa : new double[] {0, 1e-6, 0.5, 50}) {
      for (double volOfVol : new double[] {1e-3, 0.3, 5}) {
        for (double rho : new double[] {-0.999, 0, 0.999}) {
          for (double years : YEARS) {
            check(Heston.MODEL, new double[] {0.04, kappa, 0.09, volOfVol, rho}, years);
          }
        }
      }
    }
  }

  private static void check(TransformModel model, double[] x, double years) {
    double[] us = new double[COUNT];
    double[] squares = new double[COUNT];
    double[] times = new double[COUNT];
    for (int j = 0; j < COUNT; j++) {
      us[j] = j < 4 ? 0.02 * j : 0.05 * StrictMath.pow(1.35, j) / Math.sqrt(years);
      squares[j] = us[j] * us[j] + 0.25;
      times[j] = years;
    }
    LinePoints points = new LinePoints(us, squares, times);
    int columns = 1 + x.length;
    double[][] re = new double[columns][COUNT];
    double[][] im = new double[columns][COUNT];
    model.lineKernel(ScalarPasses.INSTANCE, points).evaluate(x, true, re, im);
    double[][] onlyRe = new double[columns][COUNT];
    double[][] onlyIm = new double[columns][COUNT];
    model.lineKernel(ScalarPasses.INSTANCE, points).evaluate(x, false, onlyRe, onlyIm);
    double[][] truthRe = new double[columns][COUNT];
    double[][] truthIm = new double[columns][COUNT];
    LineKernel truth = new NodeLine(model, points);
    truth.evaluate(x, true, truthRe, truthIm);
    for (int j = 0; j < COUNT; j++) {
      // What is left of it in a price: derivatives are weighed by e^L, and L where it vanishes not
      // at
      // all.
      double weight = StrictMath.exp(truthRe[0][j]);
      for (int c = 0; c < columns; c++) {
        double size = 1 + Math.hypot(truthRe[c][j], truthIm[c][j]);
        double error = Math.hypot(re[c][j] - truthRe[c][j], im[c][j] - truthIm[c][j]);
        assertThat(weight * error / size)
            .as("%s %s T=%s u=%s column %d", model.name(), Arrays.toString(x), years, us[j], c)
            .isLessThan(1e-11);
      }
      assertThat(onlyRe[0][j]).isEqualTo(re[0][j]);
      assertThat(onlyIm[0][j]).isEqualTo(im[0][j]);
    }
    assertThat(COUNT % NodePasses.LANES).isZero();
  }
}
