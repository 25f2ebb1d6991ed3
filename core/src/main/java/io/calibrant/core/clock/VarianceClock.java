package io.calibrant.core.clock;

import io.calibrant.core.surface.YearFraction;
import java.util.ArrayList;
import java.util.List;

/// A clock that shows variance time τ: it runs slowly at weekends and fast through scheduled
/// events,
///
/// ```
/// τ(a, b) = ∫ₐᵇ rate(t) dt + Σ extra years of event e · share of e between a and b
/// ```
///
/// in years. A model or smile that is calibrated in τ instead of T keeps its form: total variance w
/// stays what it is, w = σ_τ²·τ = σ²·T. So every model is priced at `clock.time(now, expiry)`, and
/// [#calendarVol] turns its vols into those per calendar year. Immutable.
public final class VarianceClock {
  /// Runs with the calendar: years of 365 days.
  public static final VarianceClock CALENDAR = of(WeeklyProfile.EVEN, List.of());

  private static final double THIRD = 1.0 / 3;

  private final WeeklyProfile profile;
  private final List<ScheduledEvent> events;

  private VarianceClock(WeeklyProfile profile, List<ScheduledEvent> events) {
    this.profile = profile;
    this.events = events;
  }

  /// A clock.
  ///
  /// @param events in any order, they may overlap; copied
  public static VarianceClock of(WeeklyProfile profile, List<ScheduledEvent> events) {
    return new VarianceClock(profile, List.copyOf(events));
  }

  /// The same clock with one event more.
  public VarianceClock with(ScheduledEvent event) {
    List<ScheduledEvent> more = new ArrayList<>(events);
    more.add(event);
    return of(profile, more);
  }

  /// The events, in the given order.
  public List<ScheduledEvent> events() {
    return events;
  }

  /// The week.
  public WeeklyProfile profile() {
    return profile;
  }

  /// Variance years from one instant to another; negative where `toNs` lies before.
  public double time(long fromNs, long toNs) {
    if (toNs < fromNs) {
      return -time(toNs, fromNs);
    }
    double years = profile.years(fromNs, toNs);
    for (ScheduledEvent event : events) {
      years += event.extraYears() * event.share(fromNs, toNs);
    }
    return years;
  }

  /// Variance years per calendar year at an instant: the week's pace and that of the events in
  /// progress.
  public double rate(long atNs) {
    double rate = profile.rate(atNs);
    for (ScheduledEvent event : events) {
      rate += event.rate(atNs);
    }
    return rate;
  }

  /// Variance time to an expiry that settles at the average of the index over a window before it.
  ///
  /// ```
  /// before the window:  τ(now, start) + τ(window)/3        at constant pace: τ − ⅔·window
  /// inside it:          τ(now, expiry)·(left/window)²/3    of the part that is not fixed yet
  /// ```
  ///
  /// The variance of an arithmetic average, at the mean pace inside the window. Deribit's window is
  /// 30 minutes.
  ///
  /// @param windowNs length of the window, ≥ 0; 0 is a settlement at one instant
  public double settlementTime(long nowNs, long expiryNs, long windowNs) {
    if (windowNs < 0) {
      throw new IllegalArgumentException("windowNs=%d: must be ≥ 0".formatted(windowNs));
    }
    if (windowNs == 0 || nowNs >= expiryNs) {
      return Math.max(0, time(nowNs, expiryNs));
    }
    long start = expiryNs - windowNs;
    if (nowNs <= start) {
      return time(nowNs, start) + THIRD * time(start, expiryNs);
    }
    double left = (double) (expiryNs - nowNs) / windowNs;
    return THIRD * left * left * time(nowNs, expiryNs);
  }

  /// The vol per √calendar year of a vol per √variance year: σ√(τ/T).
  ///
  /// @param toNs later than `fromNs`
  public double calendarVol(double vol, long fromNs, long toNs) {
    return vol * Math.sqrt(time(fromNs, toNs) / calendarYears(fromNs, toNs));
  }

  /// The vol per √variance year of a vol per √calendar year: σ√(T/τ); infinite where no variance
  /// time passes.
  ///
  /// @param toNs later than `fromNs`
  public double clockVol(double vol, long fromNs, long toNs) {
    return vol * Math.sqrt(calendarYears(fromNs, toNs) / time(fromNs, toNs));
  }

  private static double calendarYears(long fromNs, long toNs) {
    if (toNs <= fromNs) {
      throw new IllegalArgumentException(
          "from %d ns to %d ns: the end must lie later".formatted(fromNs, toNs));
    }
    return YearFraction.between(fromNs, toNs);
  }
}
