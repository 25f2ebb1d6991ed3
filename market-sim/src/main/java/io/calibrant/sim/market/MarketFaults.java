package io.calibrant.sim.market;

/// Faults of the quotes themselves, as probabilities per quote.
///
/// @param crossed bid above ask
/// @param oneSided a side missing that should be there
public record MarketFaults(double crossed, double oneSided) {
  /// A market without faults.
  public static final MarketFaults NONE = new MarketFaults(0, 0);

  public MarketFaults {
    if (!(crossed >= 0 && crossed <= 1) || !(oneSided >= 0 && oneSided <= 1)) {
      throw new IllegalArgumentException(
          "crossed=%s oneSided=%s: must be probabilities".formatted(crossed, oneSided));
    }
  }
}
