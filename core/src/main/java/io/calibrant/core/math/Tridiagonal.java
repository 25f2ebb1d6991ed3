package io.calibrant.core.math;

/// Tridiagonal systems by elimination without pivoting (L. H. Thomas, 1949), allocation-free.
///
/// For M-matrices (diagonal > 0, others ≤ 0, dominant) elimination only adds numbers of one sign: a
/// right-hand side ≥ 0 gives a solution ≥ 0 that is relatively accurate in every entry.
public final class Tridiagonal {
  private Tridiagonal() {}

  /// Solves Ax = b where A has `lower[i]` left of, and `upper[i]` right of the diagonal in row i.
  ///
  /// @param lower length ≥ n, entry 0 unused, not modified, like the next two
  /// @param diagonal length ≥ n
  /// @param upper length ≥ n, entry n − 1 unused
  /// @param x holds b, receives x; length ≥ n
  /// @param work overwritten; length ≥ n
  /// @param n number of rows ≥ 1
  public static void solve(
      double[] lower, double[] diagonal, double[] upper, double[] x, double[] work, int n) {
    double inverse = 1 / diagonal[0];
    x[0] *= inverse;
    for (int i = 1; i < n; i++) {
      work[i] = upper[i - 1] * inverse;
      inverse = 1 / (diagonal[i] - lower[i] * work[i]);
      x[i] = (x[i] - lower[i] * x[i - 1]) * inverse;
    }
    for (int i = n - 2; i >= 0; i--) {
      x[i] -= work[i + 1] * x[i + 1];
    }
  }
}
