package io.calibrant.core.model.line;

/// Heston's variance and log-normal jumps.
public final class BatesLine implements LineKernel {
  private final LineKernel variance;
  private final LogNormalLine jumps;

  /// A kernel for Heston's five parameters and λ, μ, δ.
  public BatesLine(NodePasses passes, LinePoints points) {
    variance = passes.heston(points, 0);
    jumps = new LogNormalLine(passes, points, 5);
  }

  @Override
  public void evaluate(double[] parameters, boolean gradients, double[][] re, double[][] im) {
    variance.evaluate(parameters, gradients, re, im);
    jumps.add(parameters, gradients, re, im);
  }
}
