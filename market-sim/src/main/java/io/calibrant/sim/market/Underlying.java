package io.calibrant.sim.market;

import io.calibrant.sim.model.Bates;
import io.calibrant.sim.model.Carry;
import java.util.Locale;

/// What is simulated for one coin.
///
/// @param coin in upper case
/// @param spot index level at the start, USD
/// @param model dynamics of the smile; its `v0` and `rho` are where the factors start
/// @param carry basis of the forwards
/// @param spreadFactor multiplies the spread table, which is BTC's
/// @param sizeFactor multiplies the sizes, which are BTC's
public record Underlying(
    String coin, double spot, Bates model, Carry carry, double spreadFactor, double sizeFactor) {
  private static final Bates BTC_MODEL = new Bates(0.23, 3, 0.30, 1.2, -0.20, 8, -0.02, 0.07);
  private static final Bates ETH_MODEL = new Bates(0.42, 3, 0.50, 1.6, -0.15, 10, -0.02, 0.09);
  private static final Carry CARRY = new Carry(0.055, 0.25);

  /// A coin we know by name.
  ///
  /// @throws IllegalArgumentException when it is neither BTC nor ETH
  public static Underlying of(String coin) {
    return switch (coin.toUpperCase(Locale.ROOT)) {
      case "BTC" -> new Underlying("BTC", 95_000, BTC_MODEL, CARRY, 1, 1);
      case "ETH" -> new Underlying("ETH", 3_400, ETH_MODEL, CARRY, 1.35, 12);
      default ->
          throw new IllegalArgumentException(
              "coin=%s: the simulated market knows BTC and ETH".formatted(coin));
    };
  }

  /// The name of its index, such as `btc_usd`.
  public String index() {
    return coin.toLowerCase(Locale.ROOT) + "_usd";
  }
}
