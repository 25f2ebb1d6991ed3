package io.calibrant.core.calibration;

import io.calibrant.core.smile.Svi;
import java.util.Arrays;

/// The covariance matrix of the five raw SVI parameters (a, b, ρ, m, σ).
///
/// Immutable; entries that could not be determined are NaN.
public final class Covariance {
  private static final int N = 5;

  private final double[] entries;

  private Covariance(double[] entries) {
    this.entries = entries;
  }

  /// A covariance from its entries.
  ///
  /// @param entries row-major, length 25; copied
  public static Covariance copyOf(double[] entries) {
    if (entries.length != N * N) {
      throw new IllegalArgumentException(
          "entries.length=%d: must be %d".formatted(entries.length, N * N));
    }
    return new Covariance(entries.clone());
  }

  /// Nothing is known: every entry NaN.
  public static Covariance unknown() {
    double[] nan = new double[N * N];
    Arrays.fill(nan, Double.NaN);
    return new Covariance(nan);
  }

  /// Entry (i, j) in the order a, b, ρ, m, σ.
  public double get(int i, int j) {
    return entries[i * N + j];
  }

  /// The entries in row-major order; a copy.
  public double[] toArray() {
    return entries.clone();
  }

  /// √(∇σᵀ Σ ∇σ) with ∇σ = ∇w/(2√(wT)); NaN when the covariance is unknown.
  public double impliedVolStdDev(Svi smile, double k, double expiry) {
    double d = k - smile.m();
    double s = Math.sqrt(d * d + smile.sigma() * smile.sigma());
    double[] gradient = {
      1,
      smile.rho() * d + s,
      smile.b() * d,
      -smile.b() * (smile.rho() + d / s),
      smile.b() * smile.sigma() / s
    };
    double variance = 0;
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        variance += gradient[i] * entries[i * N + j] * gradient[j];
      }
    }
    double scale = 2 * Math.sqrt(smile.totalVariance(k) * expiry);
    return Math.sqrt(Math.max(variance, 0)) / scale;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Covariance that && Arrays.equals(entries, that.entries);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(entries);
  }

  @Override
  public String toString() {
    return "Covariance" + Arrays.toString(entries);
  }
}
