package io.calibrant.server.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// A fixed time to expiry that the market quotes by: days of 24 h, months of 365/12 days.
public enum Tenor {
  D1("1D", 1),
  D2("2D", 2),
  W1("1W", 7),
  W2("2W", 14),
  M1("1M", 365.0 / 12),
  M2("2M", 365.0 / 6),
  M3("3M", 365.0 / 4),
  M6("6M", 365.0 / 2),
  M9("9M", 365.0 * 3 / 4),
  Y1("1Y", 365);

  private final String label;
  private final double days;

  Tenor(String label, double days) {
    this.label = label;
    this.days = days;
  }

  /// The tenor named `text`; case does not matter.
  static Tenor parse(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(tenor -> tenor.label.equals(upper))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.badParameter(
                    "tenor",
                    text,
                    Arrays.stream(values())
                        .map(Tenor::label)
                        .collect(Collectors.joining(", ", "must be one of ", ""))));
  }

  /// Such as `1M`.
  public String label() {
    return label;
  }

  /// Length in days of 24 h.
  public double days() {
    return days;
  }

  /// T in years of 365 days.
  public double years() {
    return days / 365;
  }
}
