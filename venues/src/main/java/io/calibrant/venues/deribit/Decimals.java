package io.calibrant.venues.deribit;

/// Writes numbers as JSON in plain decimals, without garbage: `0.0365`, `93.0`, `null` for NaN.
final class Decimals {
  private static final long[] POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  /// Above this a double no longer holds every integer.
  private static final double EXACT = 1L << 53;

  private Decimals() {}

  /// Appends `value` rounded to `decimals` ≤ 9 places, trailing zeros cut but for one.
  ///
  /// A value that is a decimal of that many places is read back as the same double.
  static void append(StringBuilder out, double value, int decimals) {
    if (!(Math.abs(value) <= Double.MAX_VALUE)) {
      out.append("null");
      return;
    }
    double scaled = value * POWERS[decimals];
    if (!(Math.abs(scaled) < EXACT)) {
      out.append(value);
      return;
    }
    long units = Math.round(scaled);
    if (units < 0) {
      out.append('-');
      units = -units;
    }
    out.append(units / POWERS[decimals]).append('.');
    long fraction = units % POWERS[decimals];
    int left = decimals;
    do {
      left--;
      long digit = left < 0 ? 0 : fraction / POWERS[left];
      out.append((char) ('0' + digit));
      fraction -= left < 0 ? 0 : digit * POWERS[left];
    } while (fraction > 0);
  }
}
