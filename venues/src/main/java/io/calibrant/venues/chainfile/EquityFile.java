package io.calibrant.venues.chainfile;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Quote;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.market.TickSize;
import io.calibrant.core.surface.YearFraction;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// What the tables of equity-index options leave to the name of their file: the underlying, its
/// leading letters, and for some the day, its first eight digits.
///
/// The snapshot's instant is 21:00 UTC of the day, four in the afternoon in New York.
final class EquityFile {
  static final String VENUE = "cboe";
  private static final LocalTime CLOSE = LocalTime.of(21, 0);
  private static final TickSize TICK = TickSize.uniform(0.01);
  private static final int DAY_DIGITS = 8;
  private static final long SECOND_NS = 1_000_000_000L;
  private static final double MAX_YEARS = 50;

  private final String file;
  private final String name;
  private final String underlying;

  EquityFile(String file) throws ChainFormatException {
    this.file = file;
    this.name = String.valueOf(Path.of(file).getFileName());
    int letters = 0;
    while (letters < name.length() && Character.isLetter(name.charAt(letters))) {
      letters++;
    }
    if (letters == 0) {
      throw new ChainFormatException(
          file, 0, 0, "names no underlying: begin the file's name with it, as in spx_20220401.csv");
    }
    underlying = name.substring(0, letters).toUpperCase(Locale.ROOT);
  }

  String underlying() {
    return underlying;
  }

  /// The close of the day in the file's name.
  long dayNs() throws ChainFormatException {
    int from = 0;
    while (from < name.length() && !Character.isDigit(name.charAt(from))) {
      from++;
    }
    if (name.length() - from >= DAY_DIGITS) {
      long time = closeNs(name.substring(from, from + DAY_DIGITS));
      if (time != Long.MIN_VALUE) {
        return time;
      }
    }
    throw new ChainFormatException(
        file, 0, 0, "names no day: put it into the file's name, as in spx_20220401.csv");
  }

  /// The close of a day written `YYYYMMDD`; Long.MIN_VALUE when it is not one.
  static long closeNs(String day) {
    try {
      LocalDate date = LocalDate.parse(day, DateTimeFormatter.BASIC_ISO_DATE);
      return date.getYear() < 2200
          ? date.toEpochSecond(CLOSE, ZoneOffset.UTC) * SECOND_NS
          : Long.MIN_VALUE;
    } catch (DateTimeException e) {
      return Long.MIN_VALUE;
    }
  }

  /// A field of years > 0.
  static double years(CsvRow row, int field) throws ChainFormatException {
    double years = row.number(field);
    if (!(years > 0 && years < MAX_YEARS)) {
      throw row.error(field, "is not a time to expiry: write years between 0 and 50");
    }
    return years;
  }

  /// `years` of 365 days after `fromNs`, to the second.
  static long afterNs(long fromNs, double years) {
    return fromNs + Math.round(years * YearFraction.NS_PER_YEAR / SECOND_NS) * SECOND_NS;
  }

  /// A contract of this file's underlying, premium in quote currency.
  Instrument.Option option(CsvRow row, int strikeField, long expiryTimeNs, OptionType type)
      throws ChainFormatException {
    double strike = row.positive(strikeField);
    if (Double.isNaN(strike)) {
      throw row.error(strikeField, "is not a strike: must be > 0");
    }
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(expiryTimeNs, 24 * 3_600 * SECOND_NS));
    String contract =
        "%s-%s-%s-%s"
            .formatted(
                underlying,
                day.format(DateTimeFormatter.BASIC_ISO_DATE),
                row.text(strikeField),
                type == OptionType.CALL ? "C" : "P");
    return new Instrument.Option(
        VENUE, contract, underlying, Settlement.LINEAR, expiryTimeNs, strike, type, TICK, 1);
  }

  static Quote quote(
      Instrument.Option option,
      double bid,
      double ask,
      double forward,
      double openInterest,
      long asOfNs) {
    return new Quote(
        option,
        bid,
        ask,
        0,
        0,
        Double.NaN,
        Double.NaN,
        forward,
        Double.NaN,
        openInterest,
        0,
        asOfNs,
        asOfNs,
        asOfNs,
        ReasonCode.USED);
  }
}
