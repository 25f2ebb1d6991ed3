package io.calibrant.sim.market;

/// Deribit's grid for coin premiums, in units of 0.0001: every unit up to 0.005, then every fifth.
final class Ticks {
  private static final double UNITS = 10_000;
  private static final long COARSE_ABOVE = 50;
  private static final long COARSE = 5;
  private static final double SLACK = 1e-9;

  private Ticks() {}

  /// The highest price on the grid not above `price`; NaN below one unit.
  static double floor(double price) {
    long units = (long) Math.floor(price * UNITS + SLACK);
    if (units < 1) {
      return Double.NaN;
    }
    return (units > COARSE_ABOVE ? units / COARSE * COARSE : units) / UNITS;
  }

  /// The lowest price on the grid not below `price`, at least one unit.
  static double ceil(double price) {
    long units = Math.max(1, (long) Math.ceil(price * UNITS - SLACK));
    return (units > COARSE_ABOVE ? (units + COARSE - 1) / COARSE * COARSE : units) / UNITS;
  }

  /// The next price on the grid above one that is on it.
  static double above(double price) {
    long units = Math.round(price * UNITS);
    return (units + (units >= COARSE_ABOVE ? COARSE : 1)) / UNITS;
  }
}
