package io.calibrant.core.calibration.model;

import io.calibrant.core.math.Cholesky;

/// What is believed of a model's parameters before the quotes: a Gaussian in the unconstrained
/// coordinates y of its parameters (logarithms and logits, [io.calibrant.core.model.Parameter]).
///
/// It adds ½‖W(y − ȳ)‖² to the cost, W'W being the inverse covariance. Immutable.
public final class GaussianPrior {
  private final double[] mean;
  private final double[] whitener;

  private GaussianPrior(double[] mean, double[] whitener) {
    this.mean = mean;
    this.whitener = whitener;
  }

  /// Ridge: each parameter is pulled towards `mean` for itself.
  ///
  /// @param mean parameters of the model
  /// @param stdDevs of their coordinates, > 0; +∞ for a parameter that is not pulled
  public static GaussianPrior ridge(double[] mean, double[] stdDevs) {
    int n = mean.length;
    double[] whitener = new double[n * n];
    for (int i = 0; i < n; i++) {
      if (!(stdDevs[i] > 0)) {
        throw new IllegalArgumentException(
            "stdDevs[%d]=%s: must be > 0; +∞ pulls not at all".formatted(i, stdDevs[i]));
      }
      whitener[i * n + i] = 1 / stdDevs[i];
    }
    return new GaussianPrior(mean.clone(), whitener);
  }

  /// A full Gaussian.
  ///
  /// @param mean parameters of the model
  /// @param covariance of their coordinates, row-major n × n, positive definite
  public static GaussianPrior of(double[] mean, double[] covariance) {
    int n = mean.length;
    double[] factor = covariance.clone();
    if (covariance.length != n * n || !Cholesky.factor(factor, n)) {
      throw new IllegalArgumentException(
          "covariance of %d entries for %d parameters: must be n × n and positive definite"
              .formatted(covariance.length, n));
    }
    // W = L⁻¹, column by column.
    double[] whitener = new double[n * n];
    for (int j = 0; j < n; j++) {
      for (int i = j; i < n; i++) {
        double sum = i == j ? 1 : 0;
        for (int k = j; k < i; k++) {
          sum -= factor[i * n + k] * whitener[k * n + j];
        }
        whitener[i * n + j] = sum / factor[i * n + i];
      }
    }
    return new GaussianPrior(mean.clone(), whitener);
  }

  /// Number of parameters.
  public int size() {
    return mean.length;
  }

  /// Mean of parameter `i`.
  public double mean(int i) {
    return mean[i];
  }

  /// Entry (i, j) of W.
  public double whitener(int i, int j) {
    return whitener[i * mean.length + j];
  }
}
