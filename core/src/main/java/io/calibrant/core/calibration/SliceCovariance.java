package io.calibrant.core.calibration;

import org.jspecify.annotations.Nullable;

/// The covariances of each slice's raw parameters: that of the fit's coordinates
/// ([OneSidedCovariance]) carried to (a, b, ρ, m, σ) by the chain rule.
final class SliceCovariance {
  private static final int N = SviCoordinates.N;

  private final double[] x;
  private final double @Nullable [] joint;

  private SliceCovariance(double[] x, double @Nullable [] joint) {
    this.x = x;
    this.joint = joint;
  }

  /// @param scales of the quotes' variances, one a slice ([NoiseScale])
  static SliceCovariance of(SurfaceFit fit, double[] scales) {
    return new SliceCovariance(fit.coordinates(), fit.covariance(scales));
  }

  /// @param scale of the quotes' variances ([NoiseScale])
  static SliceCovariance of(SliceBetween fit, double scale) {
    return new SliceCovariance(fit.coordinates(), fit.covariance(scale));
  }

  /// The covariance of slice i; unknown when the normal equations are singular.
  Covariance ofSlice(int i) {
    double[] raw = new double[N];
    if (joint == null || !SviCoordinates.toRaw(x, N * i, raw, 0)) {
      return Covariance.unknown();
    }
    double[] jacobian = new double[N * N];
    SviCoordinates.derivative(x, N * i, raw, 0, jacobian, 0);
    double b = raw[1];
    double rho = raw[2] / b;
    for (int j = 0; j < N; j++) {
      jacobian[2 * N + j] = (jacobian[2 * N + j] - rho * jacobian[N + j]) / b;
    }
    double[] covariance = new double[N * N];
    for (int r = 0; r < N; r++) {
      for (int c = 0; c <= r; c++) {
        // Symmetric to the last bit.
        covariance[r * N + c] = quadratic(jacobian, r, c, i);
        covariance[c * N + r] = covariance[r * N + c];
      }
    }
    return Covariance.copyOf(covariance);
  }

  private double quadratic(double[] jacobian, int r, int c, int slice) {
    double[] block = java.util.Objects.requireNonNull(joint);
    int n = x.length;
    double sum = 0;
    for (int p = 0; p < N; p++) {
      for (int q = 0; q < N; q++) {
        sum +=
            jacobian[r * N + p] * block[(N * slice + p) * n + N * slice + q] * jacobian[c * N + q];
      }
    }
    return sum;
  }
}
