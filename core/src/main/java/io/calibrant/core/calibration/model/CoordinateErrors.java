package io.calibrant.core.calibration.model;

import io.calibrant.core.math.Cholesky;
import java.util.List;

/// Standard errors of a smile's parameters from its quotes, s²(JᵀJ)⁻¹ in unconstrained coordinates
/// ([Neighbourhood]), s² the mean square whitened residual and at least 1; intervals are even in
/// the coordinate.
enum CoordinateErrors {
  PLAIN {
    @Override
    double constrain(double y) {
      return y;
    }

    @Override
    double coordinate(double x) {
      return x;
    }

    @Override
    double slope(double x) {
      return 1;
    }
  },
  LOG {
    @Override
    double constrain(double y) {
      return StrictMath.exp(y);
    }

    @Override
    double coordinate(double x) {
      return StrictMath.log(x);
    }

    @Override
    double slope(double x) {
      return x;
    }
  },
  TANH {
    @Override
    double constrain(double y) {
      return StrictMath.tanh(y);
    }

    @Override
    double coordinate(double x) {
      return SmileNeighbourhood.atanh(x);
    }

    @Override
    double slope(double x) {
      return 1 - x * x;
    }
  };

  /// Of (a, b, ρ, m, σ).
  static final List<CoordinateErrors> SVI = List.of(PLAIN, LOG, TANH, PLAIN, LOG);

  /// Of (α, ρ, ν).
  static final List<CoordinateErrors> SABR = List.of(LOG, TANH, LOG);

  /// Of (θ, ρ, ψ).
  static final List<CoordinateErrors> ESSVI = List.of(LOG, TANH, LOG);

  private static final double NORMAL_95 = 1.959963984540054;

  abstract double constrain(double y);

  abstract double coordinate(double x);

  abstract double slope(double x);

  /// A parameter with its error.
  ///
  /// @param error of its coordinate; NaN where it is not known
  FamilyFit.Estimate estimate(String name, double value, double error) {
    double y = coordinate(value);
    boolean told = this == PLAIN || NORMAL_95 * error <= Evidence.WIDEST;
    return new FamilyFit.Estimate(
        name,
        value,
        slope(value) * error,
        constrain(y - NORMAL_95 * error),
        constrain(y + NORMAL_95 * error),
        told);
  }

  /// Standard errors of a block's coordinates; NaN where its information is singular.
  static double[] of(Neighbourhood near, int block, ModelQuotes quotes) {
    double[] y = near.centre(block);
    int n = y.length;
    double[] errors = new double[n];
    java.util.Arrays.fill(errors, Double.NaN);
    int size = near.size(block);
    double[] vols = new double[size];
    double[] covariance = near.information(block, quotes);
    if (!near.vols(block, y, vols) || !Cholesky.factor(covariance, n)) {
      return errors;
    }
    double squares = 0;
    for (int i = 0; i < size; i++) {
      int at = near.first(block) + i;
      double r = (vols[i] - quotes.vol(at)) / quotes.stdDev(at);
      squares += r * r;
    }
    double scale = Math.max(1, squares / Math.max(1, size - n));
    Cholesky.invert(covariance, n);
    for (int j = 0; j < n; j++) {
      errors[j] = Math.sqrt(scale * covariance[j * n + j]);
    }
    return errors;
  }
}
