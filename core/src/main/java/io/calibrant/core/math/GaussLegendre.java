package io.calibrant.core.math;

/// Gauss-Legendre nodes and weights on [0, 1], in ascending order.
public final class GaussLegendre {
  private static final int MAX_STEPS = 100;

  private final double[] nodes;
  private final double[] weights;

  private GaussLegendre(int n) {
    nodes = new double[n];
    weights = new double[n];
    for (int i = 0; i < (n + 1) / 2; i++) {
      double x = StrictMath.cos(StrictMath.PI * (i + 0.75) / (n + 0.5));
      double slope = 0;
      for (int step = 0; step < MAX_STEPS; step++) {
        double p = 1;
        double previous = 0;
        for (int j = 0; j < n; j++) {
          double next = ((2 * j + 1) * x * p - j * previous) / (j + 1);
          previous = p;
          p = next;
        }
        slope = n * (x * p - previous) / (x * x - 1);
        double change = p / slope;
        x -= change;
        if (Math.abs(change) < 1e-16) {
          break;
        }
      }
      nodes[i] = 0.5 * (1 - x);
      nodes[n - 1 - i] = 0.5 * (1 + x);
      weights[i] = 1 / ((1 - x * x) * slope * slope);
      weights[n - 1 - i] = weights[i];
    }
  }

  /// The rule with `n` nodes, exact for polynomials of degree 2n − 1.
  public static GaussLegendre of(int n) {
    if (!(n >= 1 && n <= 4096)) {
      throw new IllegalArgumentException("n=" + n + ": must be 1..4096 nodes");
    }
    return new GaussLegendre(n);
  }

  /// Number of nodes.
  public int size() {
    return nodes.length;
  }

  /// Node `i`.
  public double node(int i) {
    return nodes[i];
  }

  /// Weight `i`; the weights sum to 1.
  public double weight(int i) {
    return weights[i];
  }
}
