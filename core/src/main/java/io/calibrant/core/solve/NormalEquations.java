package io.calibrant.core.solve;

import java.util.Arrays;

/// The Gauss–Newton normal equations JᵀJ δ = −Jᵀr of a least-squares problem whose rows touch only
/// neighbouring parameters, kept as a band.
///
/// Rows are added one at a time and are not kept: memory is n·(bandwidth + 1) whatever the number
/// of residuals. Mutable and not thread-safe: it is a solver's workspace.
public final class NormalEquations {
  private final int n;
  private final int bandwidth;
  private final double[] band;
  private final double[] factor;
  private final double[] gradient;

  /// @param n number of parameters, ≥ 1
  /// @param bandwidth largest |i − j| for which (JᵀJ)ᵢⱼ may be non-zero; n − 1 for a dense problem
  public NormalEquations(int n, int bandwidth) {
    if (!(n >= 1) || !(bandwidth >= 0)) {
      throw new IllegalArgumentException(
          "n=%d must be ≥ 1 and bandwidth=%d must be ≥ 0".formatted(n, bandwidth));
    }
    this.n = n;
    this.bandwidth = Math.min(bandwidth, n - 1);
    this.band = new double[n * (this.bandwidth + 1)];
    this.factor = new double[n * (this.bandwidth + 1)];
    this.gradient = new double[n];
  }

  /// Number of parameters.
  public int size() {
    return n;
  }

  /// Forgets every row.
  public void clear() {
    Arrays.fill(band, 0);
    Arrays.fill(gradient, 0);
  }

  /// Adds one whitened residual with its gradient.
  ///
  /// @param offset index of the first parameter the row touches
  /// @param row ∂r/∂x for parameters offset … offset + length − 1; read only
  /// @param length number of leading entries of `row` that count; at most bandwidth + 1
  /// @param residual r
  public void add(int offset, double[] row, int length, double residual) {
    for (int i = 0; i < length; i++) {
      double value = row[i];
      if (value == 0) {
        continue;
      }
      gradient[offset + i] += value * residual;
      int base = (offset + i) * (bandwidth + 1) + bandwidth - i;
      for (int j = 0; j <= i; j++) {
        band[base + j] += value * row[j];
      }
    }
  }

  /// Adds a block of rows by their sums.
  ///
  /// @param offset index of the first parameter
  /// @param gram Σ of outer products of the rows, row-major size × size, its lower triangle is read
  /// @param right Σ of row · residual, length size
  public void addBlock(int offset, double[] gram, double[] right, int size) {
    for (int i = 0; i < size; i++) {
      gradient[offset + i] += right[i];
      int base = (offset + i) * (bandwidth + 1) + bandwidth - i;
      for (int j = 0; j <= i; j++) {
        band[base + j] += gram[i * size + j];
      }
    }
  }

  /// Jᵀr, component i.
  public double gradient(int i) {
    return gradient[i];
  }

  /// (JᵀJ)ᵢᵢ.
  public double diagonal(int i) {
    return band[i * (bandwidth + 1) + bandwidth];
  }

  /// Solves (JᵀJ + damping · diag(JᵀJ) + floor · I) δ = −Jᵀr by a banded Cholesky factorisation.
  ///
  /// @param step receives δ, length n
  /// @return false when the damped matrix is not positive definite; `step` is then undefined
  public boolean solve(double damping, double floor, double[] step) {
    if (!factorize(damping, floor)) {
      return false;
    }
    for (int i = 0; i < n; i++) {
      step[i] = -gradient[i];
    }
    substitute(step, 0);
    return true;
  }

  /// (JᵀJ + floor · I)⁻¹, row-major n × n; null when the matrix is not positive definite.
  public double @org.jspecify.annotations.Nullable [] inverse(double floor) {
    if (!factorize(0, floor)) {
      return null;
    }
    double[] inverse = new double[n * n];
    double[] column = new double[n];
    for (int j = 0; j < n; j++) {
      Arrays.fill(column, 0);
      column[j] = 1;
      substitute(column, j);
      for (int i = 0; i < n; i++) {
        inverse[i * n + j] = column[i];
      }
    }
    return inverse;
  }

  private boolean factorize(double damping, double floor) {
    int stride = bandwidth + 1;
    for (int i = 0; i < n; i++) {
      int first = Math.max(0, i - bandwidth);
      for (int j = first; j <= i; j++) {
        double value = band[i * stride + bandwidth - (i - j)];
        if (i == j) {
          value += damping * value + floor;
        }
        for (int k = Math.max(first, j - bandwidth); k < j; k++) {
          value -=
              factor[i * stride + bandwidth - (i - k)] * factor[j * stride + bandwidth - (j - k)];
        }
        if (i == j) {
          if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
            return false;
          }
          factor[i * stride + bandwidth] = Math.sqrt(value);
        } else {
          factor[i * stride + bandwidth - (i - j)] = value / factor[j * stride + bandwidth];
        }
      }
    }
    return true;
  }

  /// @param from x is zero before this entry
  private void substitute(double[] x, int from) {
    int stride = bandwidth + 1;
    for (int i = from; i < n; i++) {
      double value = x[i];
      for (int k = Math.max(from, i - bandwidth); k < i; k++) {
        value -= factor[i * stride + bandwidth - (i - k)] * x[k];
      }
      x[i] = value / factor[i * stride + bandwidth];
    }
    for (int i = n - 1; i >= 0; i--) {
      double value = x[i];
      for (int k = i + 1; k <= Math.min(n - 1, i + bandwidth); k++) {
        value -= factor[k * stride + bandwidth - (k - i)] * x[k];
      }
      x[i] = value / factor[i * stride + bandwidth];
    }
  }
}
