package io.calibrant.core.model.line;

import java.util.Arrays;

/// Merton's model on the Lewis line, where the diffusion −½σ²Tm is real.
public final class MertonLine implements LineKernel {
  private final LinePoints points;
  private final LogNormalLine jumps;

  /// A kernel for the parameters σ, λ, μ, δ.
  public MertonLine(NodePasses passes, LinePoints points) {
    this.points = points;
    jumps = new LogNormalLine(passes, points, 1);
  }

  @Override
  public void evaluate(double[] parameters, boolean gradients, double[][] re, double[][] im) {
    diffuse(points, parameters[0], gradients, re, im);
    jumps.add(parameters, gradients, re, im);
  }

  /// Writes −½σ²Tm and its derivative in σ.
  static void diffuse(
      LinePoints points, double sigma, boolean gradients, double[][] re, double[][] im) {
    double[] m = points.squares();
    double[] years = points.years();
    double[] value = re[0];
    double[] slope = re[1];
    for (int j = 0; j < m.length; j++) {
      value[j] = -0.5 * sigma * sigma * years[j] * m[j];
    }
    Arrays.fill(im[0], 0, m.length, 0);
    if (gradients) {
      for (int j = 0; j < m.length; j++) {
        slope[j] = -sigma * years[j] * m[j];
      }
      Arrays.fill(im[1], 0, m.length, 0);
    }
  }
}
