package io.calibrant.core.market;

/// The price grid of an instrument: `base` up to and including `stepAbove`, `step` above it.
///
/// Deribit's BTC options: base 0.0001 coin, step 0.0005 above 0.005. Without a step, `stepAbove` is
/// +∞ and `step` equals `base`.
///
/// @param base smallest price increment, premium units, > 0
/// @param stepAbove price above which `step` holds, premium units
/// @param step increment above `stepAbove`, premium units, > 0
public record TickSize(double base, double stepAbove, double step) {
  /// Deribit's grid for coin-settled BTC and ETH options since 2021.
  public static final TickSize DERIBIT_INVERSE = new TickSize(0.0001, 0.005, 0.0005);

  public TickSize {
    if (!(base > 0) || !(step > 0) || Double.isNaN(stepAbove)) {
      throw new IllegalArgumentException(
          "tick size: base=%s and step=%s must be > 0, stepAbove=%s must be a number"
              .formatted(base, step, stepAbove));
    }
  }

  /// A grid with the same increment everywhere.
  public static TickSize uniform(double tick) {
    return new TickSize(tick, Double.POSITIVE_INFINITY, tick);
  }

  /// The increment that applies at `price`.
  public double at(double price) {
    return price > stepAbove ? step : base;
  }
}
