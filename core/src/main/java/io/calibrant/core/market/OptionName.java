package io.calibrant.core.market;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// A contract name of four parts, `FAMILY-DMMMYY-STRIKE-C|P`, taken apart.
///
/// Deribit's names: `BTC-25DEC26-100000-C` (premium in BTC), `AVAX_USDC-29MAY26-8d6-P` (premium in
/// USDC; `d` or `D` stands for the decimal point). The day is not zero-padded. Contracts expire at
/// 08:00 UTC. Combos and futures have other shapes and are not option names.
///
/// @param family the part before the first dash, `BTC` or `AVAX_USDC`: contracts of one family
///   share their premium unit
/// @param underlying the coin in upper case
/// @param settlement [Settlement#LINEAR] for a family with a quote currency, else
///   [Settlement#INVERSE]
/// @param expiryTimeNs instant of expiry, ns since 1970-01-01 UTC
/// @param strike quote currency per coin, > 0
public record OptionName(
    String name,
    String family,
    String underlying,
    Settlement settlement,
    long expiryTimeNs,
    double strike,
    OptionType type) {
  private static final String MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
  private static final LocalTime EXPIRY_TIME = LocalTime.of(8, 0);
  private static final int MAX_LENGTH = 64;
  private static final int MAX_STRIKE_DIGITS = 15;

  /// The parts of `name`; empty when it is not the name of an option.
  public static Optional<OptionName> parse(String name) {
    if (name.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    int first = name.indexOf('-');
    int second = name.indexOf('-', first + 1);
    int third = name.indexOf('-', second + 1);
    if (first < 1 || second < 0 || third < 0 || third != name.length() - 2) {
      return Optional.empty();
    }
    char type = name.charAt(third + 1);
    long expiryTimeNs = expiryTimeNs(name.substring(first + 1, second));
    double strike = strike(name.substring(second + 1, third));
    String family = name.substring(0, first);
    if ((type != 'C' && type != 'P') || expiryTimeNs < 0 || !(strike > 0) || !isFamily(family)) {
      return Optional.empty();
    }
    int pair = family.indexOf('_');
    return Optional.of(
        new OptionName(
            name,
            family,
            pair < 0 ? family : family.substring(0, pair),
            pair < 0 ? Settlement.INVERSE : Settlement.LINEAR,
            expiryTimeNs,
            strike,
            type == 'C' ? OptionType.CALL : OptionType.PUT));
  }

  /// 08:00 UTC of a day written `DMMMYY`, such as `5JUN26`; −1 when it is not such a day.
  public static long expiryTimeNs(String day) {
    int month = day.length() - 5;
    if (month != 1 && month != 2) {
      return -1;
    }
    int monthIndex = MONTHS.indexOf(day.substring(month, month + 3));
    int dayOfMonth = digits(day, 0, month);
    int year = digits(day, month + 3, day.length());
    if (monthIndex < 0 || monthIndex % 3 != 0 || dayOfMonth < 1 || year < 0) {
      return -1;
    }
    try {
      return LocalDate.of(2000 + year, 1 + monthIndex / 3, dayOfMonth)
              .toEpochSecond(EXPIRY_TIME, ZoneOffset.UTC)
          * 1_000_000_000L;
    } catch (DateTimeException e) {
      return -1;
    }
  }

  private static boolean isFamily(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair = c == '_' && i > 0 && i < text.length() - 1 && text.indexOf('_') == i;
      if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && !pair) {
        return false;
      }
    }
    return true;
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = 10 * value + digit;
    }
    return value;
  }

  /// At most 15 digits with at most one `d`, so that the quotient below is correctly rounded.
  private static double strike(String text) {
    long mantissa = 0;
    double scale = 1;
    boolean fraction = false;
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c == 'd' || c == 'D') && !fraction && i > 0 && i < text.length() - 1) {
        fraction = true;
      } else if (c >= '0' && c <= '9' && digits < MAX_STRIKE_DIGITS) {
        mantissa = 10 * mantissa + (c - '0');
        scale = fraction ? 10 * scale : scale;
        digits++;
      } else {
        return Double.NaN;
      }
    }
    return mantissa / scale;
  }
}
