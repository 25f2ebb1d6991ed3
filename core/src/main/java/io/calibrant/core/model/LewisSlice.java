package io.calibrant.core.model;

import io.calibrant.core.black.Black76;
import io.calibrant.core.math.Elementary;
import io.calibrant.core.math.GaussLegendre;
import io.calibrant.core.model.line.LineKernel;
import io.calibrant.core.model.line.LinePoints;
import io.calibrant.core.model.line.NodePasses;
import java.util.Arrays;

/// The tables of one expiry, frozen between two calls of [#place], of a [LewisPricer] and the dense
/// product over them.
final class LewisSlice implements SlicePricer {
  private final NodePasses passes;
  private final LineKernel kernel;
  private final LinePoints points;
  private final double[] weights;
  private final int n;
  private final int count;
  private final int strikes;
  private final int columns;
  private final double[] ks;
  private final double[] scales;
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

  /// Room for `n` nodes, to be given by [#place].
  LewisSlice(TransformModel model, NodePasses passes, int n, double[] ks) {
    this.passes = passes;
    this.n = n;
    points = new LinePoints(new double[n], new double[n], new double[n]);
    kernel = model.lineKernel(passes, points);
    weights = new double[n];
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
    this.ks = new double[strikes];
    scales = new double[strikes];
    aim(ks);
  }

  /// Takes other strikes, as many; nodes must be placed again.
  void aim(double[] others) {
    System.arraycopy(others, 0, ks, 0, count);
    for (int i = 0; i < count; i++) {
      scales[i] = Elementary.exp(0.5 * ks[i]);
    }
  }

  /// Takes nodes and tabulates what follows from them.
  ///
  /// @param rule of n points
  /// @param cluster whether nodes cluster towards 0
  /// @param u where they end
  /// @param v of the control variate
  void place(GaussLegendre rule, boolean cluster, double u, double v, double years) {
    double[] us = points.us();
    for (int j = 0; j < n; j++) {
      double h = rule.node(j);
      us[j] = cluster ? u * h * h : u * h;
      double slope = cluster ? 2 * u * h : u;
      double square = us[j] * us[j] + 0.25;
      points.squares()[j] = square;
      points.years()[j] = years;
      // With 1/(πm), negative: a product adds up to −∫.
      weights[j] = -rule.weight(j) * slope / (Math.PI * square);
    }
    passes.waves(us, cluster ? 0 : u, n, ks, scales, strikes, cosines, sines);
    control(v);
  }

  /// Black's price and the part of the integral that is Black's.
  private void control(double v) {
    double[] m = points.squares();
    for (int j = 0; j < n; j++) {
      sine[j] = -0.5 * v * v * m[j];
    }
    passes.exp(sine, cosine, n);
    for (int j = 0; j < n; j++) {
      matrixRe[j] = weights[j] * cosine[j];
    }
    Arrays.fill(matrixIm, 0, n, 0);
    passes.product(matrixRe, matrixIm, 1, n, cosines, sines, strikes, sums);
    for (int i = 0; i < count; i++) {
      double k = ks[i];
      double black = Black76.normalizedCall(Math.abs(k), v);
      black *= k < 0 ? scales[i] * scales[i] : 1;
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
