package io.calibrant.examples;

import io.calibrant.core.localvol.AndreasenHuge;
import io.calibrant.core.path.Draws;
import io.calibrant.core.path.LocalVolScheme;
import io.calibrant.core.path.PathEstimate;
import io.calibrant.core.path.PathSimulator;

/// Interpolates quotes without arbitrage and prices a vanilla and a barrier option on its paths.
public final class LocalVolPaths {
  private LocalVolPaths() {}

  /// Prints a vol between the quotes, and the prices of two calls in units of the forward.
  public static void main(String[] args) {
    double[] expiries = {30 / 365.0, 60 / 365.0};
    double[][] k = {{-0.2, -0.1, 0, 0.1, 0.2}, {-0.3, -0.15, 0, 0.15, 0.3}}; // ln(K/F)
    double[][] vols = {{0.72, 0.66, 0.62, 0.61, 0.63}, {0.71, 0.65, 0.61, 0.60, 0.62}};
    AndreasenHuge surface = AndreasenHuge.fit(expiries, k, vols);
    System.out.printf("vol at k = 0.05, 45 days: %.4f%n", surface.impliedVol(0.05, 45 / 365.0));

    var simulator = PathSimulator.of(new LocalVolScheme(surface), expiries, 24, Draws.SOBOL, 42);
    PathEstimate call = simulator.estimate((p, i) -> Math.max(0, p.price(1, i) - 1), 64);
    PathEstimate knockOut =
        simulator.estimate((p, i) -> p.price(0, i) > 0.9 ? Math.max(0, p.price(1, i) - 1) : 0, 64);
    System.out.printf("call %.5f ± %.5f%n", call.mean(), call.stdError());
    System.out.printf("call if above 0.9 F after 30 days: %.5f%n", knockOut.mean());
  }
}
