package io.calibrant.venues.deribit;

import io.calibrant.core.market.OptionType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;

/// What a contract's name says: `BTC-5JUN20-9250-C`, `MATIC_USDC-9MAR24-1d02-P`, `BTC-27DEC24`,
/// `BTC-PERPETUAL`. Everything else, combos above all, is [Other].
///
/// The day of month has no leading zero, `d` or `D` is the decimal point of a strike, and contracts
/// expire at 08:00 UTC.
public sealed interface DeribitName {
  /// The month names as Deribit writes them.
  String MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";

  /// An option's name.
  ///
  /// @param pair `BTC`, or `MATIC_USDC` for a contract settled in a stable coin
  record Option(String pair, long expiryTimeMs, double strike, OptionType type)
      implements DeribitName {}

  /// A dated future's name.
  record Future(String pair, long expiryTimeMs) implements DeribitName {}

  /// A perpetual's name.
  record Perpetual(String pair) implements DeribitName {}

  /// A combo, or a shape unknown to us.
  record Other() implements DeribitName {}

  /// Reads a name; never fails.
  static DeribitName parse(String name) {
    String[] parts = name.split("-", 6);
    if (parts.length < 2 || !isPair(parts[0])) {
      return new Other();
    }
    if (parts.length == 2 && parts[1].equals("PERPETUAL")) {
      return new Perpetual(parts[0]);
    }
    long expiry = expiryTimeMs(parts[1]);
    if (expiry < 0) {
      return new Other();
    }
    if (parts.length == 2) {
      return new Future(parts[0], expiry);
    }
    if (parts.length != 4) {
      return new Other();
    }
    double strike = strike(parts[2]);
    boolean call = parts[3].equals("C");
    if (!(strike > 0) || !(call || parts[3].equals("P"))) {
      return new Other();
    }
    return new Option(parts[0], expiry, strike, call ? OptionType.CALL : OptionType.PUT);
  }

  /// The name of an option.
  static String option(String pair, long expiryTimeMs, double strike, OptionType type) {
    String k =
        strike == Math.rint(strike)
            ? Long.toString((long) strike)
            : Double.toString(strike).replace('.', 'd');
    return future(pair, expiryTimeMs) + "-" + k + (type == OptionType.CALL ? "-C" : "-P");
  }

  /// The name of a dated future.
  static String future(String pair, long expiryTimeMs) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(expiryTimeMs, 86_400_000L));
    int m = (date.getMonthValue() - 1) * 3;
    return "%s-%d%s%02d"
        .formatted(pair, date.getDayOfMonth(), MONTHS.substring(m, m + 3), date.getYear() % 100);
  }

  /// The currency before the underscore: the coin.
  static String baseCurrency(String pair) {
    int underscore = pair.indexOf('_');
    return (underscore < 0 ? pair : pair.substring(0, underscore)).toUpperCase(Locale.ROOT);
  }

  private static boolean isPair(String s) {
    int underscores = 0;
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '_') {
        underscores++;
      } else if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) {
        return false;
      }
    }
    return !s.isEmpty() && s.length() <= 24 && underscores <= 1 && s.charAt(0) != '_';
  }

  /// 08:00 UTC of a date such as `5JUN20` in ms since 1970; −1 when it is none.
  private static long expiryTimeMs(String s) {
    int n = s.length();
    if (n < 6 || n > 7) {
      return -1;
    }
    int day = digits(s, 0, n - 5);
    int month = MONTHS.indexOf(s.substring(n - 5, n - 2));
    int year = digits(s, n - 2, n);
    if (day <= 0 || s.charAt(0) == '0' || month < 0 || month % 3 != 0 || year < 0) {
      return -1;
    }
    try {
      return LocalDate.of(2000 + year, month / 3 + 1, day)
              .toEpochSecond(LocalTime.of(8, 0), ZoneOffset.UTC)
          * 1000L;
    } catch (DateTimeException _) {
      return -1;
    }
  }

  private static int digits(String s, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = s.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  /// A strike such as `9250` or `1d02`; −1 when it is none.
  private static double strike(String s) {
    int points = 0;
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == 'd' || c == 'D') {
        points++;
      } else if (c < '0' || c > '9') {
        return -1;
      }
    }
    boolean edges = !s.isEmpty() && Character.isDigit(s.charAt(0));
    if (!edges || points > 1 || s.length() > 12 || !Character.isDigit(s.charAt(s.length() - 1))) {
      return -1;
    }
    return Double.parseDouble(s.replace('d', '.').replace('D', '.'));
  }
}
