package io.calibrant.core.math;

/// The Cholesky factorisation of a symmetric positive definite band matrix, in place.
///
/// Entry (j, j − d) of the lower triangle is stored at index `band`·j + d, for 0 ≤ d < `band`.
public final class BandedCholesky {
  private BandedCholesky() {}

  /// Replaces A by its factor L, A = LLᵀ.
  ///
  /// @param matrix length `band`·`size` or more
  /// @return whether A is positive definite; the matrix is spoilt when not
  public static boolean factorize(double[] matrix, int size, int band) {
    for (int j = 0; j < size; j++) {
      for (int d = Math.min(j, band - 1); d >= 0; d--) {
        double sum = matrix[band * j + d];
        for (int e = d + 1; e < band && e <= j; e++) {
          sum -= matrix[band * j + e] * matrix[band * (j - d) + e - d];
        }
        if (d == 0 && !(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
          return false;
        }
        matrix[band * j + d] = d == 0 ? Math.sqrt(sum) : sum / matrix[band * (j - d)];
      }
    }
    return true;
  }

  /// Replaces x by L⁻¹x.
  ///
  /// @param from x is zero before this entry
  public static void forward(double[] factor, int size, int band, double[] x, int from) {
    for (int j = from; j < size; j++) {
      double sum = x[j];
      for (int d = 1; d < band && d <= j - from; d++) {
        sum -= factor[band * j + d] * x[j - d];
      }
      x[j] = sum / factor[band * j];
    }
  }

  /// Replaces x by A⁻¹x.
  public static void solve(double[] factor, int size, int band, double[] x) {
    forward(factor, size, band, x, 0);
    for (int j = size - 1; j >= 0; j--) {
      double sum = x[j];
      for (int d = 1; d < band && j + d < size; d++) {
        sum -= factor[band * (j + d) + d] * x[j + d];
      }
      x[j] = sum / factor[band * j];
    }
  }
}
