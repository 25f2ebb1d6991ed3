package io.calibrant.sim.market;

/// Bid–ask spreads and availability as measured on Deribit BTC options in 2026, by time to expiry
/// and out-of-the-money delta.
final class SpreadTable {
  private static final double[] DAYS = {1, 3, 10, 40, 100};
  private static final double[] DELTAS = {0.02, 0.05, 0.10, 0.25, 0.40};

  /// Median spread in vol points: rows by tenor, columns by delta.
  private static final double[][] MEDIAN = {
    {7.4, 5.7, 3.8, 3.1, 3.1, 4.4},
    {6.1, 3.7, 2.5, 2.0, 2.4, 3.0},
    {4.8, 2.5, 1.8, 1.6, 2.0, 2.0},
    {3.5, 1.5, 1.1, 1.2, 1.1, 1.1},
    {3.4, 1.1, 1.1, 0.8, 0.6, 0.6},
    {2.5, 1.1, 1.0, 0.7, 0.6, 0.6},
  };

  /// 90 % quantile of the same.
  private static final double[][] P90 = {
    {13.9, 9.7, 6.6, 5.3, 6.1, 7.2},
    {10.1, 5.9, 3.6, 3.1, 4.0, 4.1},
    {9.0, 4.0, 2.7, 3.0, 3.0, 2.7},
    {7.4, 2.2, 1.8, 2.0, 1.5, 1.4},
    {7.4, 1.7, 1.7, 1.2, 0.9, 0.9},
    {7.1, 1.9, 1.4, 1.0, 0.9, 0.9},
  };

  /// Share of quotes below 2 delta with one side or none, by tenor.
  private static final double[] ONE_SIDED = {0.93, 0.65, 0.48, 0.39, 0.29, 0.09};

  /// The 90 % quantile of N(0, 1).
  private static final double Z90 = 1.2815515655446004;

  private SpreadTable() {}

  /// Median spread, decimal vol.
  static double median(double days, double delta) {
    return MEDIAN[row(days)][column(delta)] / 100;
  }

  /// Standard deviation of ln(spread), so that the 90 % quantile fits.
  static double dispersion(double days, double delta) {
    int row = row(days);
    int column = column(delta);
    return StrictMath.log(P90[row][column] / MEDIAN[row][column]) / Z90;
  }

  /// Probability that a quote has one side or none.
  static double oneSided(double days, double delta) {
    int row = row(days);
    int column = column(delta);
    return column == 0 ? ONE_SIDED[row] : row == 0 && column == 1 ? 0.08 : 0.002;
  }

  private static int row(double days) {
    return below(DAYS, days);
  }

  private static int column(double delta) {
    return below(DELTAS, delta);
  }

  private static int below(double[] limits, double x) {
    int i = 0;
    while (i < limits.length && x >= limits[i]) {
      i++;
    }
    return i;
  }
}
