package io.calibrant.core.surface;

/// Time to expiry in years of 365 days (31,536,000 s), exact to the nanosecond.
public final class YearFraction {
  /// Nanoseconds in a year of 365 days.
  public static final double NS_PER_YEAR = 31_536_000e9;

  private YearFraction() {}

  /// Years from `fromNs` to `toNs`; negative when `toNs` lies before.
  public static double between(long fromNs, long toNs) {
    return (toNs - fromNs) / NS_PER_YEAR;
  }
}
