package io.calibrant.core.calibration;

import io.calibrant.core.smile.CurvedSvi;
import io.calibrant.core.smile.Svi;
import java.util.Arrays;

/// The covariance matrix of the five raw SVI parameters (a, b, ρ, m, σ).
///
/// Immutable; entries that could not be determined are NaN.
public final class Covariance {
  private static final int N = 5;

  private static final double[] NONE = {};

  private final double[] entries;
  private final double[] termStdDevs;

  private Covariance(double[] entries, double[] termStdDevs) {
    this.entries = entries;
    this.termStdDevs = termStdDevs;
  }

  /// A covariance from its entries.
  ///
  /// @param entries row-major, length 25; copied
  public static Covariance copyOf(double[] entries) {
    if (entries.length != N * N) {
      throw new IllegalArgumentException(
          "entries.length=%d: must be %d".formatted(entries.length, N * N));
    }
    return new Covariance(entries.clone(), NONE);
  }

  /// Nothing is known: every entry NaN.
  public static Covariance unknown() {
    double[] nan = new double[N * N];
    Arrays.fill(nan, Double.NaN);
    return new Covariance(nan, NONE);
  }

  /// Entry (i, j) in the order a, b, ρ, m, σ.
  public double get(int i, int j) {
    return entries[i * N + j];
  }

  /// The same beside curvature terms.
  ///
  /// @param stdDevs of the vol that the terms of a [CurvedSvi] add, at its knots; copied
  public Covariance withTerms(double[] stdDevs) {
    return withTerms(stdDevs, 1);
  }

  /// The same beside curvature terms whose errors are multiplied by `factor`.
  Covariance withTerms(double[] stdDevs, double factor) {
    double[] scaled = stdDevs.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return new Covariance(entries, scaled);
  }

  /// The errors of the vol that curvature terms add, at their knots; empty without; a copy.
  public double[] termStdDevs() {
    return termStdDevs.clone();
  }

  /// The error of the vol that the curvature terms of `smile` add at k, linear between its knots; 0
  /// without terms.
  double termStdDev(CurvedSvi smile, double k) {
    for (int i = 1; i < termStdDevs.length; i++) {
      double left = smile.knot(i - 1);
      double right = smile.knot(i);
      if (k >= left && k < right) {
        double share = (k - left) / (right - left);
        return termStdDevs[i - 1] + share * (termStdDevs[i] - termStdDevs[i - 1]);
      }
    }
    return 0;
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
    return other instanceof Covariance that
        && Arrays.equals(entries, that.entries)
        && Arrays.equals(termStdDevs, that.termStdDevs);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(entries) + Arrays.hashCode(termStdDevs);
  }

  @Override
  public String toString() {
    return "Covariance" + Arrays.toString(entries);
  }
}
