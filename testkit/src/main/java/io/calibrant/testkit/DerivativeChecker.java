package io.calibrant.testkit;

import io.calibrant.core.solve.LeastSquaresProblem;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/// Compares analytic derivatives with Richardson-extrapolated central differences.
///
/// Each difference is C. J. F. Ridders' (*Accurate computation of F′(x) and F′(x)F″(x)*, Advances
/// in Engineering Software 4, 1982): a tableau over shrinking steps that stops where rounding takes
/// over. The error of an entry is |analytic − difference| relative to the larger of |difference|
/// and a floor.
public final class DerivativeChecker {
  private static final int LEVELS = 12;
  private static final double SHRINK = 1.6;

  private DerivativeChecker() {}

  /// The entry that disagrees most.
  ///
  /// @param row index of the function, 0 for a gradient
  /// @param column index of the argument
  /// @param analytic the derivative under test
  /// @param difference the extrapolated difference
  /// @param relativeError |analytic − difference| / max(|difference|, floor)
  public record Worst(
      int row, int column, double analytic, double difference, double relativeError) {
    /// Throws unless the error is at most `tolerance`.
    public void assertWithin(double tolerance) {
      if (!(relativeError <= tolerance)) {
        throw new AssertionError(
            "derivative [%d, %d]: analytic %s, difference %s, relative error %s > %s"
                .formatted(row, column, analytic, difference, relativeError, tolerance));
      }
    }
  }

  /// A function ℝⁿ → ℝᵐ that writes its value to `out`.
  @FunctionalInterface
  public interface VectorFunction {
    /// Evaluates the function.
    ///
    /// @param x length n, not modified
    /// @param out receives the value, length m
    void apply(double[] x, double[] out);
  }

  /// f′(x) by differences that start at ±`step`.
  public static double derivative(DoubleUnaryOperator f, double x, double step) {
    double[][] a = new double[LEVELS][LEVELS];
    double h = step;
    double best = Double.NaN;
    double error = Double.POSITIVE_INFINITY;
    a[0][0] = (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h);
    for (int i = 1; i < LEVELS; i++) {
      h /= SHRINK;
      a[0][i] = (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h);
      double factor = SHRINK * SHRINK;
      for (int j = 1; j <= i; j++) {
        a[j][i] = (a[j - 1][i] * factor - a[j - 1][i - 1]) / (factor - 1);
        factor *= SHRINK * SHRINK;
        double estimate =
            Math.max(Math.abs(a[j][i] - a[j - 1][i]), Math.abs(a[j][i] - a[j - 1][i - 1]));
        if (estimate <= error) {
          error = estimate;
          best = a[j][i];
        }
      }
      if (Math.abs(a[i][i] - a[i - 1][i - 1]) >= 2 * error) {
        break;
      }
    }
    return best;
  }

  /// Checks a gradient.
  ///
  /// @param gradient ∂f/∂xⱼ, length n
  /// @param floor size below which a derivative's error counts absolutely, in units of `floor`
  public static Worst gradient(
      ToDoubleFunction<double[]> f, double[] x, double[] gradient, double floor) {
    return jacobian((at, out) -> out[0] = f.applyAsDouble(at), x, 1, gradient, floor);
  }

  /// Checks a Jacobian.
  ///
  /// @param m number of functions
  /// @param jacobian ∂fᵢ/∂xⱼ at index i·n + j, length m·n
  public static Worst jacobian(
      VectorFunction f, double[] x, int m, double[] jacobian, double floor) {
    int n = x.length;
    if (jacobian.length != m * n) {
      throw new IllegalArgumentException(
          "jacobian has length %d: needs m·n = %d·%d".formatted(jacobian.length, m, n));
    }
    var worst = new Worst(0, 0, 0, 0, 0);
    double[] at = x.clone();
    double[] out = new double[m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        int row = i;
        int column = j;
        DoubleUnaryOperator section =
            value -> {
              at[column] = value;
              f.apply(at, out);
              at[column] = x[column];
              return out[row];
            };
        double step = 0.01 * Math.max(Math.abs(x[j]), 0.01);
        double difference = derivative(section, x[j], step);
        double analytic = jacobian[i * n + j];
        double error = Math.abs(analytic - difference) / Math.max(Math.abs(difference), floor);
        if (!(error <= worst.relativeError())) {
          worst = new Worst(i, j, analytic, difference, error);
        }
      }
    }
    return worst;
  }

  /// Checks the Jacobian that a least-squares problem states at `x`.
  public static Worst jacobian(LeastSquaresProblem problem, double[] x, double floor) {
    int m = problem.residualCount();
    int n = problem.parameterCount();
    double[] jacobian = new double[m * n];
    double[] scratch = new double[m * n];
    if (!problem.evaluate(x, new double[m], jacobian)) {
      throw new IllegalArgumentException("x lies outside the problem's domain");
    }
    return jacobian(
        (at, out) -> {
          if (!problem.evaluate(at, out, scratch)) {
            Arrays.fill(out, Double.NaN);
          }
        },
        x,
        m,
        jacobian,
        floor);
  }
}
