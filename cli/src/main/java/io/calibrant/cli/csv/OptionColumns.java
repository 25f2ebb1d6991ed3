package io.calibrant.cli.csv;

import io.calibrant.cli.Rows;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.surface.YearFraction;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where an option's terms stand in a CSV input, found by the names in its header.
///
/// `type` (C or P), `forward`, `strike`, and `T` in years or `expiry` as an ISO-8601 instant with
/// `asOf` as a column or an option; `discountFactor` may be there. Where both `T` and `expiry`
/// stand, `T` is read.
final class OptionColumns {
  private static final int ABSENT = -1;
  private static final double NS_PER_SECOND = 1e9;

  private final String[] names;
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
    this.names = header.fields();
    for (int i = 0; i < names.length; i++) {
      names[i] = names[i].strip();
      if (Arrays.asList(names).indexOf(names[i]) < i) {
        throw header.errorAt(i, "column '%s' appears twice: rename one".formatted(names[i]));
      }
    }
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
    if (!csv.next()) {
      throw csv.errorHere(
          "the input is empty: the first line must name the columns, such as"
              + " type,forward,strike,T,price");
    }
    return new OptionColumns(csv, asOfOption, quoted);
  }

  /// The column names in their order.
  List<String> names() {
    return List.of(names);
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
    for (int i = 0; i < names.length; i++) {
      rows.text(row.field(i));
    }
  }

  /// The index of the first of `alternatives` that stands in the header.
  int required(CsvReader header, String... alternatives) throws CsvFormatException {
    for (String name : alternatives) {
      int i = optional(name);
      if (i != ABSENT) {
        return i;
      }
    }
    for (String name : names) {
      if (name.equalsIgnoreCase(alternatives[0])) {
        throw header.errorAt(
            0,
            "column '%s' is missing, but there is '%s': names are case-sensitive, rename it"
                .formatted(alternatives[0], name));
      }
    }
    throw header.errorAt(
        0,
        "column '%s' is missing: the header names %s"
            .formatted(alternatives[0], abbreviated(String.join(", ", names))));
  }

  /// Checks that this record has as many fields as the header.
  void checkWidth(CsvReader row) throws CsvFormatException {
    if (row.size() != names.length) {
      throw row.errorAt(
          Math.min(row.size(), names.length) - 1,
          "the line has %d fields, the header %d: add or remove commas"
              .formatted(row.size(), names.length));
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

  /// A finite number.
  double number(CsvReader row, int i) throws CsvFormatException {
    String text = row.field(i).strip();
    double value;
    try {
      value = isDecimal(text) ? Double.parseDouble(text) : Double.NaN;
    } catch (NumberFormatException e) {
      throw bad(row, i, "write a decimal number such as 0.65 or 1.5e-4");
    }
    if (Double.isNaN(value)) {
      throw bad(row, i, "write a decimal number such as 0.65 or 1.5e-4, or remove the line");
    }
    if (Double.isInfinite(value)) {
      throw bad(row, i, "the number is outside ±1.8e308");
    }
    return value;
  }

  /// A finite number, or NaN where the field is empty.
  double numberOrEmpty(CsvReader row, int i) throws CsvFormatException {
    return row.field(i).isBlank() ? Double.NaN : number(row, i);
  }

  CsvFormatException bad(CsvReader row, int i, String cure) {
    return row.errorAt(
        i, "%s='%s': %s".formatted(names[i], abbreviated(row.field(i).strip()), cure));
  }

  /// Whether the header has this column.
  boolean has(String name) {
    return optional(name) != ABSENT;
  }

  private Instant instant(CsvReader row, int i) throws CsvFormatException {
    try {
      return Instant.parse(row.field(i).strip());
    } catch (DateTimeException e) {
      throw bad(row, i, "write an ISO-8601 instant such as 2026-06-26T08:00:00Z");
    }
  }

  // Java's own parser also takes "1d", "0x1p3", "NaN" and "Infinity".
  private static boolean isDecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9') && "+-.eE".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private int optional(String name) {
    return Arrays.asList(names).indexOf(name);
  }

  private static String abbreviated(String text) {
    var visible = text.replaceAll("\\p{Cntrl}", "?");
    return visible.length() <= 60 ? visible : visible.substring(0, 57) + "…";
  }
}
