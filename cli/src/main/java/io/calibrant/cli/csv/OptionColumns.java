package io.calibrant.cli.csv;

import io.calibrant.cli.Rows;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.surface.YearFraction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where an option's terms stand in a CSV input, found by the names in its header.
///
/// `type` (C or P), `forward`, `strike`, and `T` in years or `expiry` as an ISO-8601 instant with
/// `asOf` as a column or an option; `discountFactor` may be there. Where both `T` and `expiry`
/// stand, `T` is read.
final class OptionColumns extends CsvTable {
  private static final double NS_PER_SECOND = 1e9;

  private final int type;
  private final int forward;
  private final int strike;
  private final int years;
  private final int expiry;
  private final int asOf;
  private final int discountFactor;
  private final @Nullable Instant asOfOption;

  private OptionColumns(CsvReader header, @Nullable Instant asOfOption, boolean quoted)
      throws CsvFormatException {
    super(header);
    this.asOfOption = asOfOption;
    type = quoted ? required(header, "type") : ABSENT;
    forward = quoted ? required(header, "forward") : optional("forward");
    strike = required(header, "strike");
    years = optional("T");
    expiry = optional("expiry");
    asOf = optional("asOf");
    discountFactor = optional("discountFactor");
    if (years == ABSENT && expiry == ABSENT) {
      required(header, "T");
    }
    if (years == ABSENT && asOf == ABSENT && asOfOption == null) {
      throw header.errorAt(
          expiry,
          "'expiry' needs an instant to count from: add a column 'asOf' or --as-of INSTANT");
    }
  }

  /// Reads the header, which is the first record.
  static OptionColumns read(CsvReader csv, @Nullable Instant asOfOption)
      throws java.io.IOException, CsvFormatException {
    return read(csv, asOfOption, true);
  }

  /// Reads the header of a table of model prices: `type` and `forward` may be missing.
  static OptionColumns readUntyped(CsvReader csv, @Nullable Instant asOfOption)
      throws java.io.IOException, CsvFormatException {
    return read(csv, asOfOption, false);
  }

  private static OptionColumns read(CsvReader csv, @Nullable Instant asOfOption, boolean quoted)
      throws java.io.IOException, CsvFormatException {
    firstRecord(csv, "type,forward,strike,T,price");
    return new OptionColumns(csv, asOfOption, quoted);
  }

  /// A name for the column of statuses that the command adds: `status`, or `own` where the input
  /// has a column of that name, so that one command's output can be another's input.
  String statusName(String own) {
    return has("status") ? own : "status";
  }

  /// The column names with those that the command adds.
  List<String> namesWith(CsvReader header, List<String> added) throws CsvFormatException {
    for (String name : added) {
      if (optional(name) != ABSENT) {
        throw header.errorAt(
            optional(name),
            "the input already has a column '%s', which this command adds: rename it"
                .formatted(name));
      }
    }
    List<String> all = new ArrayList<>(names());
    all.addAll(added);
    return all;
  }

  /// Writes the record's fields unchanged.
  void passThrough(CsvReader row, Rows rows) {
    for (int i = 0; i < columnCount(); i++) {
      rows.text(row.field(i));
    }
  }

  OptionType type(CsvReader row) throws CsvFormatException {
    return switch (row.field(type).strip().toLowerCase(Locale.ROOT)) {
      case "c", "call" -> OptionType.CALL;
      case "p", "put" -> OptionType.PUT;
      default -> throw bad(row, type, "write C or P");
    };
  }

  /// F; NaN where the field is empty.
  double forward(CsvReader row) throws CsvFormatException {
    return numberOrEmpty(row, forward);
  }

  /// K; NaN where the field is empty.
  double strike(CsvReader row) throws CsvFormatException {
    return numberOrEmpty(row, strike);
  }

  /// D; 1 where the column is absent or empty.
  double discountFactor(CsvReader row) throws CsvFormatException {
    return discountFactor == ABSENT || row.field(discountFactor).isBlank()
        ? 1
        : number(row, discountFactor);
  }

  /// T in years; zero or negative when the option has expired, NaN where the field is empty.
  double years(CsvReader row) throws CsvFormatException {
    if (years != ABSENT) {
      return numberOrEmpty(row, years);
    }
    if (row.field(expiry).isBlank() || (asOf != ABSENT && row.field(asOf).isBlank())) {
      return Double.NaN;
    }
    Instant from = asOf != ABSENT ? instant(row, asOf) : asOfOption;
    Instant to = instant(row, expiry);
    // In doubles: nanoseconds since 1970 in a long would overflow in 2262.
    double seconds = (double) (to.getEpochSecond() - (from == null ? 0 : from.getEpochSecond()));
    double nanos = to.getNano() - (from == null ? 0 : from.getNano());
    return (seconds * NS_PER_SECOND + nanos) / YearFraction.NS_PER_YEAR;
  }

  /// Checks that the header names what a clock needs: an expiry as an instant.
  void requireInstants(CsvReader header) throws CsvFormatException {
    if (expiry == ABSENT) {
      throw header.errorAt(
          0,
          "--events and --weekend count variance between two instants: add a column 'expiry'"
              + " (ISO-8601) and 'asOf' or --as-of INSTANT");
    }
    if (asOf == ABSENT && asOfOption == null) {
      throw header.errorAt(
          expiry,
          "'expiry' needs an instant to count from: add a column 'asOf' or --as-of INSTANT");
    }
  }

  /// The row's instants, from and to, after [#requireInstants].
  ///
  /// @param out receives ns since 1970-01-01 UTC
  /// @return false where a field is empty
  boolean instants(CsvReader row, long[] out) throws CsvFormatException {
    if (row.field(expiry).isBlank() || (asOf != ABSENT && row.field(asOf).isBlank())) {
      return false;
    }
    out[0] = asOf != ABSENT ? instantNs(row, asOf) : nanos(asOfOption);
    out[1] = instantNs(row, expiry);
    return true;
  }

  private static long nanos(@Nullable Instant instant) {
    if (instant == null) {
      throw new IllegalStateException("no as-of instant: check the header first");
    }
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }
}
