package io.calibrant.core.calibration.sequence;

import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.math.Elementary;
import io.calibrant.core.solve.LeastSquaresProblem;

/// One expiry's vols and the prior as whitened residuals: (σ(k) − quote)/std, then W(x − x̄).
final class SmileProblem implements LeastSquaresProblem {
  private static final int N = SviCoordinate.COUNT;

  private final ModelQuotes quotes;
  private final int first;
  private final int count;
  private final double years;
  private final double[] mean;
  private final double[] whitener;
  private final int priorRows;

  /// The problem of expiry `e`.
  ///
  /// @param whitener W of the prior, row-major, W'W its inverse covariance; all 0 for none
  SmileProblem(ModelQuotes quotes, int e, double[] mean, double[] whitener, boolean prior) {
    this.quotes = quotes;
    this.first = quotes.grid().first(e);
    this.count = quotes.grid().size(e);
    this.years = quotes.grid().expiry(e);
    this.mean = mean;
    this.whitener = whitener;
    this.priorRows = prior ? N : 0;
  }

  @Override
  public int parameterCount() {
    return N;
  }

  @Override
  public int residualCount() {
    return count + priorRows;
  }

  @Override
  public boolean evaluate(double[] x, double[] residuals, double[] jacobian) {
    if (!SviCoordinate.isSmile(x)) {
      return false;
    }
    double b = Elementary.exp(x[1]);
    double rho = SviCoordinate.tanh(x[2]);
    double s = Elementary.exp(x[4]);
    for (int i = 0; i < count; i++) {
      int quote = first + i;
      double d = quotes.k(quote) - x[3];
      double root = Math.sqrt(d * d + s * s);
      double vol = Math.sqrt((x[0] + b * (rho * d + root)) / years);
      double std = quotes.stdDev(quote);
      residuals[i] = (vol - quotes.vol(quote)) / std;
      double slope = 1 / (2 * vol * years * std);
      int row = i * N;
      jacobian[row] = slope;
      jacobian[row + 1] = slope * b * (rho * d + root);
      jacobian[row + 2] = slope * b * d * (1 - rho * rho);
      jacobian[row + 3] = -slope * b * (rho + d / root);
      jacobian[row + 4] = slope * b * s * s / root;
    }
    for (int i = 0; i < priorRows; i++) {
      double sum = 0;
      for (int j = 0; j < N; j++) {
        sum += whitener[i * N + j] * (x[j] - mean[j]);
        jacobian[(count + i) * N + j] = whitener[i * N + j];
      }
      residuals[count + i] = sum;
    }
    return true;
  }
}
