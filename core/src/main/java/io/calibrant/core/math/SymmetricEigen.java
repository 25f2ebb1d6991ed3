package io.calibrant.core.math;

/// The eigenvalues and eigenvectors of a small real symmetric matrix, by cyclic Jacobi rotations:
/// small eigenvalues of a well-scaled matrix come out relatively accurate.
///
/// Values ascend; vectors have length 1 and their largest component is positive.
public final class SymmetricEigen {
  private static final int SWEEPS = 60;

  private final int n;
  private final double[] values;
  private final double[] vectors;

  private SymmetricEigen(int n) {
    this.n = n;
    values = new double[n];
    vectors = new double[n * n];
  }

  /// The decomposition of `matrix`.
  ///
  /// @param matrix row-major n × n, finite, its lower triangle is read
  public static SymmetricEigen of(double[] matrix, int n) {
    double[] a = new double[n * n];
    double[] v = new double[n * n];
    for (int i = 0; i < n; i++) {
      v[i * n + i] = 1;
      for (int j = 0; j < n; j++) {
        a[i * n + j] = matrix[Math.max(i, j) * n + Math.min(i, j)];
        if (!Double.isFinite(a[i * n + j])) {
          throw new IllegalArgumentException(
              "matrix[%d][%d]=%s: must be finite".formatted(i, j, a[i * n + j]));
        }
      }
    }
    boolean done = false;
    for (int sweep = 0; sweep < SWEEPS && !done; sweep++) {
      done = true;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          done &= !rotate(a, v, n, p, q);
        }
      }
    }
    var eigen = new SymmetricEigen(n);
    eigen.sort(a, v);
    return eigen;
  }

  /// Makes element (p, q) zero; false where it is already.
  private static boolean rotate(double[] a, double[] v, int n, int p, int q) {
    double off = a[p * n + q];
    double scale = Math.sqrt(Math.abs(a[p * n + p]) * Math.abs(a[q * n + q]));
    if (Math.abs(off) <= 1e-17 * scale || Math.abs(off) < Double.MIN_NORMAL) {
      return false;
    }
    double theta = (a[q * n + q] - a[p * n + p]) / (2 * off);
    double t =
        Math.abs(theta) > 1e150
            ? 0.5 / theta
            : (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < n; k++) {
      double kp = a[k * n + p];
      double kq = a[k * n + q];
      a[k * n + p] = c * kp - s * kq;
      a[k * n + q] = s * kp + c * kq;
    }
    for (int k = 0; k < n; k++) {
      double pk = a[p * n + k];
      double qk = a[q * n + k];
      a[p * n + k] = c * pk - s * qk;
      a[q * n + k] = s * pk + c * qk;
      double vp = v[k * n + p];
      double vq = v[k * n + q];
      v[k * n + p] = c * vp - s * vq;
      v[k * n + q] = s * vp + c * vq;
    }
    return true;
  }

  private void sort(double[] a, double[] v) {
    boolean[] used = new boolean[n];
    for (int i = 0; i < n; i++) {
      int least = -1;
      for (int j = 0; j < n; j++) {
        if (!used[j] && (least < 0 || a[j * n + j] < a[least * n + least])) {
          least = j;
        }
      }
      used[least] = true;
      values[i] = a[least * n + least];
      double largest = 0;
      for (int k = 0; k < n; k++) {
        double component = v[k * n + least];
        largest = Math.abs(component) > Math.abs(largest) ? component : largest;
      }
      for (int k = 0; k < n; k++) {
        vectors[i * n + k] = largest < 0 ? -v[k * n + least] : v[k * n + least];
      }
    }
  }

  /// Eigenvalue `i`, the least first.
  public double value(int i) {
    return values[i];
  }

  /// Component `k` of the eigenvector of value `i`.
  public double vector(int i, int k) {
    return vectors[i * n + k];
  }
}
