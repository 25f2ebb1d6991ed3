package io.calibrant.venues.deribit;

/// Vols on the wire: percent in tickers and trades, decimal in `markprice.options`.
final class Vols {
  /// Outside [MIN, MAX] a decimal vol is a unit mistake or a placeholder, not a vol.
  static final double MIN = 0.02;

  static final double MAX = 8;

  private Vols() {}

  /// A vol in percent as a decimal; NaN when it is none (0, a cap, out of range).
  static double decimal(double percent) {
    return plausible(percent / 100);
  }

  /// `vol` itself inside [MIN, MAX], else NaN.
  static double plausible(double vol) {
    return vol >= MIN && vol <= MAX ? vol : Double.NaN;
  }
}
