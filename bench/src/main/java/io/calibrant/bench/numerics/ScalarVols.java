package io.calibrant.bench.numerics;

import io.calibrant.bench.work.Task;
import io.calibrant.core.market.OptionType;
import java.util.Map;

/// Implied vols, one call an option.
final class ScalarVols implements Task {
  private final OptionColumns options;
  private final Solver solver;
  private final double[] implied;

  /// One engine's solver.
  interface Solver {
    /// The vol of an undiscounted out-of-the-money price.
    double imply(
        OptionType type,
        double forward,
        double strike,
        double expiry,
        double price,
        double previousVol);
  }

  ScalarVols(OptionColumns options, Solver solver) {
    this.options = options;
    this.solver = solver;
    implied = new double[options.count()];
  }

  @Override
  public double run() {
    double sum = 0;
    for (int i = 0; i < implied.length; i++) {
      implied[i] =
          solver.imply(
              options.types[i],
              options.forwards[i],
              options.strikes[i],
              options.expiries[i],
              options.prices[i],
              options.previousVols[i]);
      sum += implied[i];
    }
    return sum;
  }

  @Override
  public int unitCount() {
    return options.count();
  }

  @Override
  public Map<String, Double> figures() {
    return Map.of("maxRelativeError", options.maxRelativeError(implied));
  }
}
