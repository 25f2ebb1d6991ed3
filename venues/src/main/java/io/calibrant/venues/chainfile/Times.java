package io.calibrant.venues.chainfile;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/// Instants as venues and files write them.
final class Times {
  private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000L - 1;

  private static final LocalTime EXPIRY_TIME = LocalTime.of(8, 0);
  private static final int DAY_LENGTH = 10;

  private Times() {}

  /// Ns since 1970-01-01 UTC of a field such as `2026-01-31T09:18:28.589Z`.
  static long parseNs(CsvRow row, int field) throws ChainFormatException {
    try {
      Instant instant = Instant.parse(row.text(field));
      if (Math.abs(instant.getEpochSecond()) < MAX_SECONDS) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
      }
    } catch (DateTimeException e) {
      // Falls through: the row's error names the place, which the exception does not know.
    }
    throw row.error(field, "is not an instant in UTC: write it as 2026-01-31T09:18:28.589Z");
  }

  /// Ns since 1970-01-01 UTC of a field in milliseconds.
  static long millisToNs(CsvRow row, int field) throws ChainFormatException {
    double millis = row.number(field);
    if (!(millis > 0 && millis < 1e3 * MAX_SECONDS && millis == Math.rint(millis))) {
      throw row.error(field, "is not a time: write milliseconds since 1970-01-01 UTC");
    }
    return ((long) millis) * 1_000_000L;
  }

  /// As [#parseNs], or a day such as `2026-12-25`, which means 08:00 UTC.
  static long parseExpiryNs(CsvRow row, int field) throws ChainFormatException {
    String text = row.text(field);
    if (text.length() == DAY_LENGTH) {
      try {
        return LocalDate.parse(text).toEpochSecond(EXPIRY_TIME, ZoneOffset.UTC) * 1_000_000_000L;
      } catch (DateTimeException e) {
        throw row.error(field, "is not a day: write it as 2026-12-25");
      }
    }
    return parseNs(row, field);
  }
}
