package io.calibrant.core.clock;

/// The pace of variance at weekends over that of other days, as a term structure implies it.
///
/// @param weight ω ≥ 0 for [WeeklyProfile#weekend]
/// @param stdDev its standard error, from those of the term structure and, where the fit is worse
///   than they say, from its misfit
public record WeekendWeight(double weight, double stdDev) {
  private static final WeeklyProfile WEEKENDS = weekends();

  /// Fits w = a·(years of weekdays) + b·(years of weekend days), ω = b/a, by weighted least
  /// squares.
  ///
  /// The ordinary pace is taken as constant over the term structure: give expiries of two or three
  /// weeks, not of years. Needs three expiries, and gaps with and without weekends.
  public static WeekendWeight estimate(VarianceTerms terms) {
    double saa = 0;
    double sab = 0;
    double sbb = 0;
    double sya = 0;
    double syb = 0;
    for (int i = 0; i < terms.size(); i++) {
      double weekend = weekendYears(terms.asOfNs(), terms.expiryTimeNs(i));
      double week = VarianceClock.CALENDAR.time(terms.asOfNs(), terms.expiryTimeNs(i)) - weekend;
      double p = 1 / (terms.stdDev(i) * terms.stdDev(i));
      saa += p * week * week;
      sab += p * week * weekend;
      sbb += p * weekend * weekend;
      sya += p * week * terms.variance(i);
      syb += p * weekend * terms.variance(i);
    }
    double determinant = saa * sbb - sab * sab;
    if (terms.size() < 3 || !(determinant > 1e-9 * saa * sbb)) {
      throw new IllegalArgumentException(
          "%d expiries do not tell weekends from other days: needs three, some before and some"
                  .formatted(terms.size())
              + " after a weekend");
    }
    double a = (sbb * sya - sab * syb) / determinant;
    double b = (saa * syb - sab * sya) / determinant;
    if (!(a > 0)) {
      throw new IllegalArgumentException(
          "weekdays hold no variance (%s a year): check the total variances".formatted(a));
    }
    double chi2 = 0;
    for (int i = 0; i < terms.size(); i++) {
      double weekend = weekendYears(terms.asOfNs(), terms.expiryTimeNs(i));
      double week = VarianceClock.CALENDAR.time(terms.asOfNs(), terms.expiryTimeNs(i)) - weekend;
      double r = (terms.variance(i) - a * week - b * weekend) / terms.stdDev(i);
      chi2 += r * r;
    }
    double scale = Math.max(1, chi2 / (terms.size() - 2));
    double ratio = b / a;
    // Of b/a by the delta method with the covariance (sbb, −sab, saa)/determinant of (a, b).
    double variance = (saa + 2 * ratio * sab + ratio * ratio * sbb) / (determinant * a * a);
    return new WeekendWeight(Math.max(0, ratio), Math.sqrt(scale * variance));
  }

  /// Calendar years of Saturdays and Sundays, UTC, between two instants.
  static double weekendYears(long fromNs, long toNs) {
    // A profile that runs at weekends only shows 7/2 of their calendar time.
    return WEEKENDS.years(fromNs, toNs) * 2 / 7;
  }

  private static WeeklyProfile weekends() {
    double[] weights = new double[168];
    for (int i = 120; i < 168; i++) {
      weights[i] = 1;
    }
    return WeeklyProfile.of(weights);
  }
}
