package io.calibrant.cli.fit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Instants and spans as text; always UTC.
final class Times {
  private static final long NS_PER_SECOND = 1_000_000_000L;
  private static final double DAYS_PER_YEAR = 365;

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dMMMyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Times() {}

  static Instant instant(long timeNs) {
    return Instant.ofEpochSecond(
        Math.floorDiv(timeNs, NS_PER_SECOND), Math.floorMod(timeNs, NS_PER_SECOND));
  }

  /// ISO-8601, as `2026-01-05T04:11:27.551Z`.
  static String iso(long timeNs) {
    return instant(timeNs).toString();
  }

  /// To the second, as `2026-01-05 04:11:27`.
  static String seconds(long timeNs) {
    return SECONDS.format(instant(timeNs));
  }

  /// The day of an expiry, as `27JUN25`.
  static String expiryDay(long timeNs) {
    return DAY.format(instant(timeNs)).toUpperCase(Locale.ROOT);
  }

  /// Years as days, with one decimal below ten days.
  static String days(double years) {
    double days = years * DAYS_PER_YEAR;
    return String.format(Locale.ROOT, days < 10 ? "%.1f d" : "%.0f d", days);
  }
}
