package io.calibrant.core.model.line;

/// Two of Heston's variances, whose logarithms add up.
public final class DoubleHestonLine implements LineKernel {
  private static final int COUNT = 5;

  private final LineKernel one;
  private final LineKernel other;
  private final double[][] re = new double[COUNT + 1][];
  private final double[][] im = new double[COUNT + 1][];
  private final double[] sumRe;
  private final double[] sumIm;

  /// A kernel for twice Heston's five parameters.
  public DoubleHestonLine(NodePasses passes, LinePoints points) {
    one = passes.heston(points, 0);
    other = passes.heston(points, COUNT);
    sumRe = new double[points.size()];
    sumIm = new double[points.size()];
  }

  @Override
  public void evaluate(double[] parameters, boolean gradients, double[][] toRe, double[][] toIm) {
    one.evaluate(parameters, gradients, toRe, toIm);
    re[0] = sumRe;
    im[0] = sumIm;
    System.arraycopy(toRe, COUNT + 1, re, 1, COUNT);
    System.arraycopy(toIm, COUNT + 1, im, 1, COUNT);
    other.evaluate(parameters, gradients, re, im);
    double[] totalRe = toRe[0];
    double[] totalIm = toIm[0];
    for (int j = 0; j < sumRe.length; j++) {
      totalRe[j] += sumRe[j];
      totalIm[j] += sumIm[j];
    }
  }
}
