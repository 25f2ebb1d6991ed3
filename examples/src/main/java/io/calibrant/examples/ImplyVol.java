package io.calibrant.examples;

import io.calibrant.core.black.CoinGreeks;
import io.calibrant.core.black.Greeks;
import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.market.OptionType;

/// Implies the vol of a coin premium and prints the Greeks at that vol.
public final class ImplyVol {
  private ImplyVol() {}

  /// Prints the vol and Greeks of one inverse option, or why it has no vol.
  public static void main(String[] args) {
    double forward = 93_200;
    double strike = 100_000;
    double expiry = 25 / 365.0; // years of 365 days
    double coinPremium = 0.0182; // coin per coin, as Deribit quotes it

    double undiscounted = coinPremium * forward;
    var solution = ImpliedVol.solve(OptionType.CALL, forward, strike, expiry, undiscounted);
    switch (solution.status()) {
      case OK -> {
        double vol = solution.vol();
        Greeks usd = Greeks.of(OptionType.CALL, forward, strike, vol, expiry);
        CoinGreeks coin = CoinGreeks.of(OptionType.CALL, forward, strike, vol, expiry);
        System.out.printf("vol %.4f%n", vol);
        System.out.printf("delta %.4f, in coin %.4f%n", usd.delta(), coin.premiumAdjustedDelta());
        System.out.printf("vega %.2f USD per vol point%n", usd.vegaPerPoint());
        System.out.printf("theta %.2f USD per day%n", usd.thetaPerDay());
      }
      default -> System.out.println("no vol: " + solution.status());
    }
  }
}
