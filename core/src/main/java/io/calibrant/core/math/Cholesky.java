package io.calibrant.core.math;

/// The Cholesky factorisation A = L·Lᵀ of a small symmetric positive definite matrix, in place.
///
/// Matrices are n×n, row-major, element (i, j) at index i·n + j; meant for n ≤ 64. Only the lower
/// triangle of A is read. Nothing is allocated.
public final class Cholesky {
  /// A pivot must exceed this share of its diagonal element; below, it is rounding only.
  private static final double SMALLEST_PIVOT = 0x1p-50;

  private Cholesky() {}

  /// Overwrites the lower triangle of `a` with L; the upper triangle is left alone.
  ///
  /// @param a n×n, modified
  /// @return false if A is not positive definite in double precision (a pivot is NaN or ≤ 2⁻⁵⁰ of
  ///   its diagonal element); `a` is then half done
  public static boolean factor(double[] a, int n) {
    checkLength(a, n * n, "a");
    for (int j = 0; j < n; j++) {
      int row = j * n;
      double diagonal = a[row + j];
      double pivot = diagonal;
      for (int k = 0; k < j; k++) {
        pivot -= a[row + k] * a[row + k];
      }
      if (!(pivot > SMALLEST_PIVOT * diagonal && pivot < Double.POSITIVE_INFINITY)) {
        return false;
      }
      double root = Math.sqrt(pivot);
      a[row + j] = root;
      for (int i = j + 1; i < n; i++) {
        double sum = a[i * n + j];
        for (int k = 0; k < j; k++) {
          sum -= a[i * n + k] * a[row + k];
        }
        a[i * n + j] = sum / root;
      }
    }
    return true;
  }

  /// Solves L·Lᵀ·x = b.
  ///
  /// @param l the result of [#factor], not modified
  /// @param b length n; receives x
  public static void solve(double[] l, int n, double[] b) {
    checkLength(l, n * n, "l");
    checkLength(b, n, "b");
    for (int i = 0; i < n; i++) {
      double sum = b[i];
      for (int k = 0; k < i; k++) {
        sum -= l[i * n + k] * b[k];
      }
      b[i] = sum / l[i * n + i];
    }
    for (int i = n - 1; i >= 0; i--) {
      double sum = b[i];
      for (int k = i + 1; k < n; k++) {
        sum -= l[k * n + i] * b[k];
      }
      b[i] = sum / l[i * n + i];
    }
  }

  /// Overwrites L by the full symmetric inverse (L·Lᵀ)⁻¹.
  ///
  /// @param l the result of [#factor]; modified, the upper triangle too
  public static void invert(double[] l, int n) {
    checkLength(l, n * n, "l");
    // L⁻¹ in the lower triangle, column by column.
    for (int j = 0; j < n; j++) {
      l[j * n + j] = 1 / l[j * n + j];
      for (int i = j + 1; i < n; i++) {
        double sum = 0;
        for (int k = j; k < i; k++) {
          sum -= l[i * n + k] * l[k * n + j];
        }
        l[i * n + j] = sum / l[i * n + i];
      }
    }
    // A⁻¹ = L⁻ᵀ·L⁻¹: row i needs columns of L⁻¹ from row i down only, so it may overwrite as it
    // goes.
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = i; k < n; k++) {
          sum += l[k * n + i] * l[k * n + j];
        }
        l[i * n + j] = sum;
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        l[i * n + j] = l[j * n + i];
      }
    }
  }

  /// ln det A = 2 Σ ln Lᵢᵢ.
  public static double logDeterminant(double[] l, int n) {
    checkLength(l, n * n, "l");
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += StrictMath.log(l[i * n + i]);
    }
    return 2 * sum;
  }

  private static void checkLength(double[] array, int needed, String name) {
    if (array.length < needed) {
      throw new IllegalArgumentException(
          "%s has length %d: needs at least %d".formatted(name, array.length, needed));
    }
  }
}
