package io.calibrant.core.solve;

/// Eigenvalues and eigenvectors of a small symmetric matrix, by cyclic Jacobi rotations, in given
/// memory: [io.calibrant.core.math.SymmetricEigen] for those who may not allocate.
///
/// Matrices are n×n, row-major; meant for n ≤ 64. It allocates nothing. Golub and Van Loan, *Matrix
/// computations*, 4th edition (2013), section 8.5.
final class JacobiRotations {
  private static final int MAX_SWEEPS = 60;

  private JacobiRotations() {}

  /// Decomposes A = V·diag(values)·Vᵀ.
  ///
  /// @param a n×n symmetric, finite; its upper triangle is used as memory and put back
  /// @param vectors receives V, eigenvectors in columns; unordered
  /// @param values receives the eigenvalues, length n
  static void decompose(double[] a, int n, double[] vectors, double[] values) {
    if (a.length < n * n || vectors.length < n * n || values.length < n) {
      throw new IllegalArgumentException(
          "n=%d: a and vectors must have length n², values n".formatted(n));
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        vectors[i * n + j] = i == j ? 1 : 0;
      }
      values[i] = a[i * n + i];
    }
    for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
      boolean rotated = false;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotated |= rotate(a, n, vectors, values, p, q);
        }
      }
      if (!rotated) {
        break;
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        a[i * n + j] = a[j * n + i];
      }
    }
  }

  /// Annuls element (p, q) of the upper triangle; the diagonal is in `values`.
  private static boolean rotate(
      double[] a, int n, double[] vectors, double[] values, int p, int q) {
    double off = a[p * n + q];
    if (Math.abs(off) <= 0x1p-53 * Math.sqrt(Math.abs(values[p] * values[q]))) {
      return false;
    }
    double half = 0.5 * (values[q] - values[p]) / off;
    double t = Math.copySign(1, half) / (Math.abs(half) + Math.sqrt(half * half + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    values[p] -= t * off;
    values[q] += t * off;
    a[p * n + q] = 0;
    for (int i = 0; i < n; i++) {
      if (i != p && i != q) {
        int ip = i < p ? i * n + p : p * n + i;
        int iq = i < q ? i * n + q : q * n + i;
        double x = a[ip];
        double y = a[iq];
        a[ip] = c * x - s * y;
        a[iq] = s * x + c * y;
      }
      double x = vectors[i * n + p];
      double y = vectors[i * n + q];
      vectors[i * n + p] = c * x - s * y;
      vectors[i * n + q] = s * x + c * y;
    }
    return true;
  }
}
