package io.calibrant.core.calibration.sequence;

/// By how much the coordinates of an SVI smile may move in one step, as variances: Q of the filter.
///
/// Q = share · diag((0.005 b + 1e-5)², 0.08², 0.10², 0.01², 0.10²) in the coordinates of
/// [SviCoordinate]; the standard deviations were measured on six-hour steps.
///
/// @param share 1 for Q itself, 4 for a looser prior, ¼ for a stiffer one; > 0
public record ProcessNoise(double share) {
  /// Four times Q: the calmest that costs less than a tenth of the fit.
  public static final ProcessNoise LOOSE = new ProcessNoise(4);

  /// Q itself.
  public static final ProcessNoise STANDARD = new ProcessNoise(1);

  private static final double LN_B = 0.08;
  private static final double ATANH_RHO = 0.10;
  private static final double M = 0.01;
  private static final double LN_SIGMA = 0.10;

  public ProcessNoise {
    if (!(share > 0 && share < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("share=" + share + ": must be positive and finite");
    }
  }

  /// The five variances of a smile whose wings rise like `b`.
  public double[] variances(double b) {
    double a = 0.005 * b + 1e-5;
    return new double[] {
      share * a * a,
      share * LN_B * LN_B,
      share * ATANH_RHO * ATANH_RHO,
      share * M * M,
      share * LN_SIGMA * LN_SIGMA
    };
  }
}
