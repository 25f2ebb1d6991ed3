package io.calibrant.server.api;

import io.javalin.http.Context;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The parameters of one request, each checked and bounded.
public final class Query {
  private static final DateTimeFormatter VENUE_DATE =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("dMMMuu")
          .toFormatter(Locale.ROOT);
  private static final DateTimeFormatter LABEL =
      DateTimeFormatter.ofPattern("dMMMuu", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Context context;

  /// The parameters of `context`.
  public Query(Context context) {
    this.context = context;
  }

  /// The path parameter `underlying`, in upper case.
  public String underlying() {
    return context.pathParam("underlying").toUpperCase(Locale.ROOT);
  }

  /// The parameter's text; null when absent or blank.
  @Nullable String text(String name) {
    String value = context.queryParam(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /// An instant: ISO-8601, or nanoseconds since 1970.
  public OptionalLong instant(String name) {
    String value = text(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    try {
      if (value.matches("\\d{1,19}")) {
        return OptionalLong.of(Long.parseLong(value));
      }
      Instant time = Instant.parse(value);
      return OptionalLong.of(
          Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano()));
    } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
      throw Problem.badParameter(
          name, value, "write an instant such as 2026-12-25T08:00:00Z, or ns since 1970");
    }
  }

  /// A whole number in [`min`, `max`].
  int integer(String name, int fallback, int min, int max) {
    String value = text(name);
    if (value == null) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException _) {
      // falls through to the one message that names the bounds
    }
    throw Problem.badParameter(name, value, "must be a whole number, %d to %d".formatted(min, max));
  }

  /// A finite number in [`min`, `max`].
  OptionalDouble number(String name, double min, double max) {
    String value = text(name);
    if (value == null) {
      return OptionalDouble.empty();
    }
    try {
      double number = Double.parseDouble(value);
      if (number >= min && number <= max) {
        return OptionalDouble.of(number);
      }
    } catch (NumberFormatException _) {
      // falls through to the one message that names the bounds
    }
    throw Problem.badParameter(name, value, "must be a number, %s to %s".formatted(min, max));
  }

  /// The label of an expiry, such as `25DEC26`.
  static String label(long expiryTimeNs) {
    return LABEL
        .format(Instant.ofEpochSecond(Math.floorDiv(expiryTimeNs, 1_000_000_000L)))
        .toUpperCase(Locale.ROOT);
  }

  /// Whether `text` names the expiry: its ISO instant, its ISO date, its label or its ns.
  static boolean names(String text, long expiryTimeNs) {
    String iso = Json.instant(expiryTimeNs);
    return text.equalsIgnoreCase(iso)
        || text.equalsIgnoreCase(label(expiryTimeNs))
        || text.equals(Long.toString(expiryTimeNs))
        || iso.startsWith(text + "T")
        || venueDate(text, expiryTimeNs);
  }

  private static boolean venueDate(String text, long expiryTimeNs) {
    try {
      LocalDate date = LocalDate.parse(text, VENUE_DATE);
      return Json.instant(expiryTimeNs).startsWith(date + "T");
    } catch (DateTimeParseException _) {
      return false;
    }
  }
}
