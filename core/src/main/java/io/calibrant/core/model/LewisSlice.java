package io.calibrant.core.model;

import io.calibrant.core.black.Black76;
import io.calibrant.core.math.Elementary;
import io.calibrant.core.model.line.LineKernel;
import io.calibrant.core.model.line.LinePoints;
import io.calibrant.core.model.line.NodePasses;

/// The frozen tables of one expiry of a [LewisPricer] and the dense product over them.
final class LewisSlice implements SlicePricer {
  private final NodePasses passes;
  private final LineKernel kernel;
  private final double[] weights;
  private final int n;
  private final int count;
  private final int strikes;
  private final int columns;
  private final double[] cosines;
  private final double[] sines;
  private final double[] base;
  private final double[][] re;
  private final double[][] im;
  private final double[] sine;
  private final double[] cosine;
  private final double[] matrixRe;
  private final double[] matrixIm;
  private final double[] sums;

  LewisSlice(TransformModel model, NodePasses passes, LewisRule rule, double[] ks) {
    this.passes = passes;
    LinePoints points = rule.points;
    kernel = model.lineKernel(passes, points);
    weights = rule.weights;
    n = points.size();
    count = ks.length;
    strikes = (count + NodePasses.LANES - 1) / NodePasses.LANES * NodePasses.LANES;
    columns = 1 + model.parameterCount();
    re = new double[columns][n];
    im = new double[columns][n];
    sine = new double[n];
    cosine = new double[n];
    matrixRe = new double[(columns + NodePasses.SPARE_COLUMNS) * n];
    matrixIm = new double[matrixRe.length];
    sums = new double[(columns + NodePasses.SPARE_COLUMNS) * strikes];
    cosines = new double[n * strikes];
    sines = new double[n * strikes];
    base = new double[count];
    tabulate(points.us(), ks);
    control(points, rule.deviation, ks);
  }

  /// e^(k/2) cos uk and e^(k/2) sin uk.
  private void tabulate(double[] us, double[] ks) {
    double[] scales = new double[strikes];
    for (int i = 0; i < count; i++) {
      scales[i] = StrictMath.exp(0.5 * ks[i]);
    }
    int lanes = NodePasses.LANES;
    for (int i = 0; i < count; i++) {
      int at = i / lanes * lanes * n + i % lanes;
      for (int j = 0; j < n; j++) {
        cosines[at + j * lanes] = us[j] * ks[i];
      }
    }
    passes.sinCos(cosines, sines, cosines, n * strikes);
    for (int i = 0; i < strikes; i++) {
      int at = i / lanes * lanes * n + i % lanes;
      for (int j = 0; j < n; j++) {
        cosines[at + j * lanes] *= scales[i];
        sines[at + j * lanes] *= scales[i];
      }
    }
  }

  /// Black's price and the part of the integral that is Black's.
  private void control(LinePoints points, double v, double[] ks) {
    double[] m = points.squares();
    for (int j = 0; j < n; j++) {
      matrixRe[j] = weights[j] * Elementary.exp(-0.5 * v * v * m[j]);
    }
    passes.product(matrixRe, matrixIm, 1, n, cosines, sines, strikes, sums);
    for (int i = 0; i < count; i++) {
      double k = ks[i];
      double black = k >= 0 ? Black76.normalizedCall(k, v) : Black76.normalizedPut(k, v);
      base[i] = black - sums[i];
    }
  }

  @Override
  public boolean evaluate(double[] x, boolean gradients) {
    kernel.evaluate(x, gradients, re, im);
    int wanted = gradients ? columns : 1;
    passes.sinCos(im[0], sine, cosine, n);
    passes.exp(re[0], im[0], n);
    passes.weigh(weights, im[0], sine, cosine, re, im, wanted, n, matrixRe, matrixIm);
    passes.product(matrixRe, matrixIm, wanted, n, cosines, sines, strikes, sums);
    return true;
  }

  @Override
  public void values(double[] values, int first) {
    for (int i = 0; i < count; i++) {
      values[first + i] = base[i] + sums[i];
    }
  }

  @Override
  public void jacobian(double[] jacobian, int first) {
    int width = columns - 1;
    for (int i = 0; i < count; i++) {
      int row = (first + i) * width;
      for (int c = 0; c < width; c++) {
        jacobian[row + c] = sums[(c + 1) * strikes + i];
      }
    }
  }
}
