package io.calibrant.core.calibration.complexity;

import io.calibrant.core.math.Elementary;
import java.util.Arrays;

/// A generalised Pareto distribution fitted to exceedances by the empirical Bayes method of J.
/// Zhang and M. A. Stephens (Technometrics 51, 2009), k being positive for heavy tails.
///
/// @param k shape
/// @param sigma scale
public record ParetoTail(double k, double sigma) {
  private static final int GRID = 30;
  private static final int PRIOR_COUNT = 10;
  private static final double PRIOR_K = 0.5;

  /// The fit.
  ///
  /// @param exceedances > 0; at least 5, not all alike
  public static ParetoTail of(double[] exceedances) {
    double[] x = exceedances.clone();
    Arrays.sort(x);
    int n = x.length;
    if (n < 5 || !(x[0] >= 0) || !(x[n - 1] > x[0])) {
      throw new IllegalArgumentException(
          "%d exceedances: needs 5 that are ≥ 0 and not all alike".formatted(n));
    }
    int points = GRID + (int) Math.sqrt(n);
    int quarter = (int) (n / 4.0 + 0.5) - 1;
    while (!(x[quarter] > 0)) {
      quarter++; // draws that a chain repeated
    }
    double quartile = x[quarter];
    double[] theta = new double[points];
    double[] likelihood = new double[points];
    double most = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < points; j++) {
      theta[j] = 1 / x[n - 1] + (1 - Math.sqrt(points / (j + 0.5))) / (3 * quartile);
      double k = meanLog(x, theta[j]);
      likelihood[j] = n * (Elementary.log(-theta[j] / k) - k - 1);
      most = Math.max(most, likelihood[j]);
    }
    double weights = 0;
    double sum = 0;
    for (int j = 0; j < points; j++) {
      double weight = Elementary.exp(likelihood[j] - most);
      weights += weight;
      sum += weight * theta[j];
    }
    double best = sum / weights;
    double k = meanLog(x, best);
    return new ParetoTail(k, -k / best);
  }

  /// k pulled towards ½ by the weight of ten exceedances.
  public double regularised(int count) {
    return (count * k + PRIOR_COUNT * PRIOR_K) / (count + PRIOR_COUNT);
  }

  /// The quantile at `p` with shape `shape`.
  double quantile(double p, double shape) {
    double tail = -Elementary.log1p(-p);
    return shape == 0 ? sigma * tail : sigma * Elementary.expm1(shape * tail) / shape;
  }

  private static double meanLog(double[] x, double theta) {
    double sum = 0;
    for (double value : x) {
      sum += Elementary.log1p(-theta * value);
    }
    return sum / x.length;
  }
}
