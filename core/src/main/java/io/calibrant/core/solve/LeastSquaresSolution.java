package io.calibrant.core.solve;

import org.jspecify.annotations.Nullable;

/// What a least-squares solver found.
public final class LeastSquaresSolution {
  private final double[] x;
  private final double startCost;
  private final double cost;
  private final int iterations;
  private final int evaluations;
  private final int jacobianEvaluations;
  private final Termination termination;
  private final double @Nullable [] covariance;

  LeastSquaresSolution(
      double[] x,
      double startCost,
      double cost,
      int iterations,
      int evaluations,
      int jacobianEvaluations,
      Termination termination,
      double @Nullable [] covariance) {
    this.x = x;
    this.startCost = startCost;
    this.cost = cost;
    this.iterations = iterations;
    this.evaluations = evaluations;
    this.jacobianEvaluations = jacobianEvaluations;
    this.termination = termination;
    this.covariance = covariance;
  }

  /// Parameter i at the best point seen.
  public double x(int i) {
    return x[i];
  }

  /// The best point seen; a copy.
  public double[] toArray() {
    return x.clone();
  }

  /// The cost at the start; +∞ when the start lies outside the domain.
  public double startCost() {
    return startCost;
  }

  /// The cost at the best point seen.
  public double cost() {
    return cost;
  }

  /// Accepted steps.
  public int iterations() {
    return iterations;
  }

  /// Evaluations of the cost, rejected steps included. After [Termination.Limit#DEADLINE] a solve
  /// with [StopSignal#after] of this number stops at the same point, bit for bit: journal it.
  public int evaluations() {
    return evaluations;
  }

  /// Those of the evaluations that asked for the Jacobian.
  public int jacobianEvaluations() {
    return jacobianEvaluations;
  }

  /// Why the solver stopped.
  public Termination termination() {
    return termination;
  }

  /// Entry (i, j) of (JᵀJ)⁻¹: the covariance of x when residuals are whitened. NaN when JᵀJ is
  /// singular at the solution.
  public double covariance(int i, int j) {
    return covariance == null ? Double.NaN : covariance[i * x.length + j];
  }
}
