package io.calibrant.venues.chainfile;

import java.time.DateTimeException;
import java.time.Instant;

/// Instants as venues and files write them.
final class Times {
  private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000L - 1;

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
}
