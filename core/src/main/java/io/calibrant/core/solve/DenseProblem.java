package io.calibrant.core.solve;

/// A dense least-squares problem seen as a structured one; evaluates into its own workspace.
final class DenseProblem implements StructuredProblem {
  private final LeastSquaresProblem problem;
  private final int n;
  private final double[] residuals;
  private final double[] jacobian;
  private final double[] row;

  DenseProblem(LeastSquaresProblem problem) {
    this.problem = problem;
    this.n = problem.parameterCount();
    this.residuals = new double[problem.residualCount()];
    this.jacobian = new double[problem.residualCount() * n];
    this.row = new double[n];
  }

  @Override
  public int parameterCount() {
    return n;
  }

  @Override
  public int bandwidth() {
    return n - 1;
  }

  @Override
  public double cost(double[] x) {
    if (!problem.evaluate(x, residuals, jacobian)) {
      return Double.POSITIVE_INFINITY;
    }
    double sum = 0;
    for (double r : residuals) {
      sum += r * r;
    }
    return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : 0.5 * sum;
  }

  @Override
  public void linearize(double[] x, NormalEquations equations) {
    problem.evaluate(x, residuals, jacobian);
    for (int i = 0; i < residuals.length; i++) {
      System.arraycopy(jacobian, i * n, row, 0, n);
      equations.add(0, row, n, residuals[i]);
    }
  }
}
