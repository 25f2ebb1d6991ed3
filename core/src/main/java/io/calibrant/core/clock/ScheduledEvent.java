package io.calibrant.core.clock;

import io.calibrant.core.surface.YearFraction;

/// A known event that brings extra variance, such as a rate decision.
///
/// @param name for reports
/// @param instantNs its middle, ns since 1970-01-01 UTC
/// @param widthNs how long its variance takes to arrive, spread evenly, > 0
/// @param extraYears its variance over that of an ordinary year, ≥ 0: 1/365 is a day's worth on top
public record ScheduledEvent(String name, long instantNs, long widthNs, double extraYears) {
  /// An event; the width must be > 0 and the extra time finite and ≥ 0.
  public ScheduledEvent {
    if (!(widthNs > 0 && extraYears >= 0 && extraYears < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "event %s: widthNs=%d must be > 0 and extraYears=%s finite and ≥ 0"
              .formatted(name, widthNs, extraYears));
    }
  }

  /// First instant of its variance.
  long startNs() {
    return instantNs - widthNs / 2;
  }

  /// Variance years per calendar year that it adds at an instant.
  double rate(long atNs) {
    boolean on = atNs >= startNs() && atNs < startNs() + widthNs;
    return on ? extraYears * YearFraction.NS_PER_YEAR / widthNs : 0;
  }

  /// Share of its variance that falls between two instants.
  double share(long fromNs, long toNs) {
    long from = Math.max(fromNs, startNs());
    long to = Math.min(toNs, startNs() + widthNs);
    return to > from ? (double) (to - from) / widthNs : 0;
  }
}
