package io.calibrant.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.model.line.LineKernel;
import io.calibrant.core.model.line.LinePoints;
import io.calibrant.core.model.line.ScalarPasses;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random parameter sets over the domains: every transform on the Lewis line is finite with all of
/// its gradients, no larger than 1 and, for Heston, without a jump between branches.
///
/// The slow sweep runs 10⁷ sets in numbered blocks: `-Dcalibrant.fuzz.first=400` goes on from
/// there.
class LineFuzzTest {
  private static final int BLOCK = 10_000;
  private static final int NODES = 24;
  private static final double GROWTH = 1.5;

  @Test
  void evaluate_randomParameters_isFiniteAndBounded() {
    for (int block = 0; block < 10; block++) {
      sweep(block);
    }
  }

  @Tag("slow")
  @Test
  void evaluate_tenMillionParameterSets_isFiniteAndBounded() {
    int first = Integer.getInteger("calibrant.fuzz.first", 0);
    int end = Integer.getInteger("calibrant.fuzz.end", 1000);
    for (int block = first; block < end; block++) {
      sweep(block);
    }
  }

  @Test
  void evaluate_hestonOnAFineGrid_staysOnItsBranch() {
    var random = new SplittableRandom(77);
    int n = 512;
    double[][] re = new double[6][n];
    double[][] im = new double[6][n];
    for (int i = 0; i < 2000; i++) {
      double[] x = new double[5];
      draw(Heston.MODEL, x, random);
      x[1] = Math.max(x[1], 1e-3);
      double years = years(random);
      Heston.MODEL
          .lineKernel(ScalarPasses.INSTANCE, points(n, 1.03, 1e-3, years))
          .evaluate(x, true, re, im);
      // ∂L/∂θ = κ(βT − 2 ln(1 + w)/ξ²): in these units a jump would be 2π.
      double unit = 0.5 * x[3] * x[3] / x[1];
      for (int j = 2; j < n; j++) {
        double bend = unit * Math.abs(im[3][j] - 2 * im[3][j - 1] + im[3][j - 2]);
        double smooth = 4e-3 * unit * Math.hypot(re[3][j], im[3][j]);
        if (smooth < 1) {
          assertThat(bend).as("%s T=%s j=%d", Arrays.toString(x), years, j).isLessThan(3);
        }
      }
    }
  }

  private static void sweep(int block) {
    var random = new SplittableRandom(1_000_003L * block + 17);
    for (TransformModel model : TransformModels.all()) {
      int columns = 1 + model.parameterCount();
      double[][] re = new double[columns][NODES];
      double[][] im = new double[columns][NODES];
      double[] x = new double[model.parameterCount()];
      double[] years = new double[NODES];
      LinePoints points = points(NODES, GROWTH, 0.05, 1);
      LineKernel kernel = model.lineKernel(ScalarPasses.INSTANCE, points);
      for (int i = 0; i < BLOCK / 8; i++) {
        draw(model, x, random);
        Arrays.fill(points.years(), years(random));
        kernel.evaluate(x, true, re, im);
        if (!sound(re, im)) {
          years[0] = points.years()[0];
          throw new AssertionError(
              "%s %s T=%s block %d: %s %s"
                  .formatted(
                      model.name(),
                      Arrays.toString(x),
                      years[0],
                      block,
                      Arrays.deepToString(re),
                      Arrays.deepToString(im)));
        }
      }
    }
  }

  private static boolean sound(double[][] re, double[][] im) {
    for (int c = 0; c < re.length; c++) {
      for (int j = 0; j < NODES; j++) {
        if (!(Double.isFinite(re[c][j]) && Double.isFinite(im[c][j]))) {
          return false;
        }
      }
    }
    for (int j = 0; j < NODES; j++) {
      if (!(re[0][j] <= 1e-9 * (1 + Math.abs(im[0][j])))) {
        return false;
      }
    }
    return true;
  }

  private static LinePoints points(int n, double growth, double first, double t) {
    double[] us = new double[n];
    double[] squares = new double[n];
    double[] years = new double[n];
    double u = first;
    for (int j = 0; j < n; j++) {
      us[j] = u;
      squares[j] = u * u + 0.25;
      years[j] = t;
      u *= growth;
    }
    return new LinePoints(us, squares, years);
  }

  private static double years(SplittableRandom random) {
    return StrictMath.exp(random.nextDouble(-9.1, 2.31));
  }

  /// Sets up to a hundred times off what a market would give, and the edges of the domains.
  private static void draw(TransformModel model, double[] x, SplittableRandom random) {
    double[] typical = ModelSamples.typical(model);
    do {
      for (int i = 0; i < x.length; i++) {
        Parameter parameter = model.parameters().get(i);
        double spread = random.nextInt(3) == 0 ? 4.6 : 1;
        x[i] = typical[i] * StrictMath.exp(random.nextDouble(-spread, spread));
        if (parameter.name().startsWith("rho") && !parameter.name().equals("rhoJ")) {
          x[i] = random.nextDouble(-0.9999, 0.9999);
        }
        if (parameter.closed() && random.nextInt(20) == 0 && parameter.lower() == 0) {
          x[i] = 0;
        }
      }
    } while (!model.admits(x));
  }
}
