package io.calibrant.cli.backtest;

/// The mean of paired differences of two losses with a 95 % interval that allows for neighbours in
/// time erring alike (Newey and West 1987, [#LAGS] lags).
///
/// @param count pairs
/// @param mean first − second; negative where the first is better
/// @param error standard error
/// @param wins share of pairs in which the first is better
record PairedDifference(int count, double mean, double error, double wins) {
  private static final int LAGS = 4;
  private static final double NORMAL_95 = 1.959964;

  static PairedDifference of(double[] first, double[] second) {
    int n = 0;
    double[] gaps = new double[first.length];
    int won = 0;
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      double gap = first[i] - second[i];
      if (Double.isFinite(gap)) {
        gaps[n++] = gap;
        sum += gap;
        won += gap < 0 ? 1 : 0;
      }
    }
    double mean = sum / n;
    double variance = 0;
    for (int lag = 0; lag <= LAGS; lag++) {
      double weight = lag == 0 ? 1 : 2 * (1 - lag / (LAGS + 1.0));
      for (int i = lag; i < n; i++) {
        variance += weight * (gaps[i] - mean) * (gaps[i - lag] - mean) / n;
      }
    }
    return new PairedDifference(n, mean, Math.sqrt(Math.max(0, variance) / n), won / (double) n);
  }

  double lower() {
    return mean - NORMAL_95 * error;
  }

  double upper() {
    return mean + NORMAL_95 * error;
  }
}
