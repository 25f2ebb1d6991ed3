package io.calibrant.core.clock;

import io.calibrant.core.surface.YearFraction;

/// How fast variance runs in each hour of the week, UTC, Monday 00:00 first; 1 on average over the
/// week, so that long expiries keep their vols. Immutable.
public final class WeeklyProfile {
  /// Variance runs evenly.
  public static final WeeklyProfile EVEN = weekend(1);

  private static final int HOURS = 168;
  private static final long HOUR_NS = 3_600_000_000_000L;
  private static final long WEEK_NS = HOURS * HOUR_NS;

  /// Monday 5 January 1970, 00:00 UTC.
  private static final long MONDAY_NS = 4 * 24 * HOUR_NS;

  private final double[] rates;

  /// Years of variance from Monday 00:00 to the start of each hour, and of the whole week.
  private final double[] sums = new double[HOURS + 1];

  private WeeklyProfile(double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    rates = new double[HOURS];
    for (int i = 0; i < HOURS; i++) {
      rates[i] = weights[i] * HOURS / sum;
      sums[i + 1] = sums[i] + rates[i] * HOUR_NS / YearFraction.NS_PER_YEAR;
    }
    sums[HOURS] = WEEK_NS / YearFraction.NS_PER_YEAR;
  }

  /// A profile.
  ///
  /// @param weights of the 168 hours from Monday 00:00 UTC, ≥ 0 and not all 0; copied and
  ///   normalised
  public static WeeklyProfile of(double[] weights) {
    if (weights.length != HOURS) {
      throw new IllegalArgumentException(
          "%d weights: a week has %d hours".formatted(weights.length, HOURS));
    }
    double sum = 0;
    for (int i = 0; i < HOURS; i++) {
      if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "weight %d is %s: must be finite and ≥ 0".formatted(i, weights[i]));
      }
      sum += weights[i];
    }
    if (!(sum > 0)) {
      throw new IllegalArgumentException("all weights are 0: one hour must have variance");
    }
    return new WeeklyProfile(weights);
  }

  /// Saturday and Sunday, UTC, run at `weight` times the pace of the other days.
  ///
  /// @param weight ≥ 0 and finite
  public static WeeklyProfile weekend(double weight) {
    double[] weights = new double[HOURS];
    for (int i = 0; i < HOURS; i++) {
      weights[i] = i < 5 * 24 ? 1 : weight;
    }
    return of(weights);
  }

  /// Variance years per calendar year at an instant, ≥ 0.
  public double rate(long atNs) {
    return rates[(int) (sinceMonday(atNs) / HOUR_NS)];
  }

  /// Variance years between two instants, in any order; additive to rounding.
  public double years(long fromNs, long toNs) {
    long fromRest = sinceMonday(fromNs);
    long toRest = sinceMonday(toNs);
    long weeks = ((toNs - toRest) - (fromNs - fromRest)) / WEEK_NS;
    return weeks * sums[HOURS] + (sum(toRest) - sum(fromRest));
  }

  private double sum(long restNs) {
    int hour = (int) (restNs / HOUR_NS);
    return sums[hour] + rates[hour] * (restNs - hour * HOUR_NS) / YearFraction.NS_PER_YEAR;
  }

  private static long sinceMonday(long atNs) {
    return Math.floorMod(atNs - MONDAY_NS, WEEK_NS);
  }
}
