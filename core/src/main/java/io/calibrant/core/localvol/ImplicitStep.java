package io.calibrant.core.localvol;

import io.calibrant.core.math.Elementary;
import io.calibrant.core.math.Tridiagonal;

/// One implicit step of the forward equation, (I − B·D)(z₊ − z) = B·γ with B = ½·dt·x²σ² and γ = D
/// c, where σ is given at every node.
///
/// The step is solved for the rise u = z₊ − z: the matrix is an M-matrix and γ ≥ 0, so u ≥ 0, and
/// the new γ₊ = u/B is ≥ 0 too, all without a subtraction. Calls never lose with time, and their
/// density is never negative, whatever σ is.
final class ImplicitStep {
  private final MoneynessGrid grid;
  final int size;
  final double[] b;
  final double[] rise;
  final double[] density;
  private final double[] lower;
  private final double[] diagonal;
  private final double[] upper;
  private final double[] work;

  ImplicitStep(MoneynessGrid grid) {
    this.grid = grid;
    size = grid.size();
    b = new double[size];
    rise = new double[size];
    density = new double[size];
    lower = new double[size];
    diagonal = new double[size];
    upper = new double[size];
    work = new double[size];
  }

  /// Takes the step: fills [#rise] and the new [#density].
  ///
  /// @param logSigma ln σ at the nodes
  /// @param before γ at the nodes, ≥ 0, not modified
  void take(double[] logSigma, double[] before, double dt) {
    matrix(logSigma, dt);
    for (int i = 0; i < size; i++) {
      rise[i] = b[i] * before[i];
    }
    Tridiagonal.solve(lower, diagonal, upper, rise, work, size);
    for (int i = 1; i < size - 1; i++) {
      density[i] = rise[i] / b[i];
    }
  }

  /// ∂z/∂t at the end of the step just taken: (I − B·D)·ż = ½x²σ²γ₊.
  ///
  /// @param out receives ż
  void speed(double dt, double[] out) {
    for (int i = 0; i < size; i++) {
      out[i] = rise[i] / dt;
    }
    Tridiagonal.solve(lower, diagonal, upper, out, work, size);
  }

  private void matrix(double[] logSigma, double dt) {
    diagonal[0] = 1;
    diagonal[size - 1] = 1;
    for (int i = 1; i < size - 1; i++) {
      double sigma = Elementary.exp(logSigma[i]) * grid.x(i);
      b[i] = 0.5 * dt * sigma * sigma;
      lower[i] = -b[i] * grid.lower(i);
      upper[i] = -b[i] * grid.upper(i);
      diagonal[i] = 1 - lower[i] - upper[i];
    }
  }

  /// Solves the transposed system for `count` right-hand sides at once.
  ///
  /// @param x right-hand side q of row i at i·count + q; receives the solutions
  void adjoint(double[] x, int count) {
    double inverse = 1 / diagonal[0];
    scale(x, 0, inverse, count);
    for (int i = 1; i < size; i++) {
      // Row i of the transposed matrix: upper[i − 1], diagonal[i], lower[i + 1].
      double left = upper[i - 1];
      work[i] = lower[i] * inverse;
      inverse = 1 / (diagonal[i] - left * work[i]);
      eliminate(x, i * count, left, inverse, count);
    }
    for (int i = size - 2; i >= 0; i--) {
      substitute(x, i * count, work[i + 1], count);
    }
  }

  private static void scale(double[] x, int at, double factor, int count) {
    for (int q = 0; q < count; q++) {
      x[at + q] *= factor;
    }
  }

  private static void eliminate(double[] x, int at, double left, double inverse, int count) {
    for (int q = 0; q < count; q++) {
      x[at + q] = (x[at + q] - left * x[at + q - count]) * inverse;
    }
  }

  private static void substitute(double[] x, int at, double factor, int count) {
    for (int q = 0; q < count; q++) {
      x[at + q] -= factor * x[at + q + count];
    }
  }
}
