package io.calibrant.sim.market;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// When contracts expire, by the venue's habit: 4 days, 4 Fridays, 3 month-ends and 4 quarter-ends,
/// each the last Friday of its month, all at 08:00 UTC.
final class ExpirySchedule {
  private static final LocalTime EIGHT = LocalTime.of(8, 0);
  private static final long NS_PER_MS = 1_000_000L;
  private static final long NS_PER_DAY = 86_400_000_000_000L;

  private ExpirySchedule() {}

  /// Expiries of options listed at `nowNs`, ascending, ns since 1970: 10 to 13 of them.
  static SortedSet<Long> options(long nowNs) {
    LocalDate first = firstDay(nowNs);
    TreeSet<Long> expiries = new TreeSet<>();
    for (int i = 0; i < 4; i++) {
      expiries.add(at(first.plusDays(i)));
    }
    LocalDate friday = first.with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY));
    for (int i = 0; i < 4; i++) {
      expiries.add(at(friday.plusWeeks(i)));
    }
    addMonths(expiries, first, 1, 3);
    addMonths(expiries, first, 3, 4);
    return expiries;
  }

  /// Expiries that also have a listed future: the quarter-ends, the next month-ends, two Fridays.
  static SortedSet<Long> futures(long nowNs) {
    LocalDate first = firstDay(nowNs);
    TreeSet<Long> expiries = new TreeSet<>();
    LocalDate friday = first.with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY));
    expiries.add(at(friday));
    expiries.add(at(friday.plusWeeks(1)));
    addMonths(expiries, first, 1, 2);
    addMonths(expiries, first, 3, 4);
    return expiries;
  }

  private static void addMonths(Set<Long> expiries, LocalDate first, int every, int count) {
    LocalDate month = first.withDayOfMonth(1);
    int found = 0;
    while (found < count) {
      LocalDate last = month.with(TemporalAdjusters.lastInMonth(DayOfWeek.FRIDAY));
      if (month.getMonthValue() % every == 0 && !last.isBefore(first)) {
        expiries.add(at(last));
        found++;
      }
      month = month.plusMonths(1);
    }
  }

  /// The first day whose 08:00 is still ahead.
  private static LocalDate firstDay(long nowNs) {
    LocalDate today = LocalDate.ofEpochDay(Math.floorDiv(nowNs, NS_PER_DAY));
    return at(today) > nowNs ? today : today.plusDays(1);
  }

  private static long at(LocalDate day) {
    return day.toEpochSecond(EIGHT, ZoneOffset.UTC) * 1000L * NS_PER_MS;
  }
}
