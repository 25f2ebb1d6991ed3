package io.calibrant.bench.numerics;

import io.calibrant.bench.peer.QuantLib;
import io.calibrant.bench.work.Engine;
import io.calibrant.bench.work.Task;
import io.calibrant.core.calibration.slice.QuoteColumns;
import io.calibrant.core.calibration.slice.SviFit;
import io.calibrant.core.smile.Svi;
import java.util.List;
import java.util.Map;

/// SVI on 40 strikes, from nothing and from a neighbouring smile.
final class SviSlices {
  /// The warm start: the truth with every parameter off by a few per cent.
  private static final Svi NEAR = new Svi(0.0087, 0.044, -0.24, 0.019, 0.165);

  private SviSlices() {}

  static Task cold() {
    return new Ours(false);
  }

  static Task warm() {
    return new Ours(true);
  }

  static List<Engine> coldPeers() {
    return List.of(
        QuantLib.engine("own guesses", "svi-defaults", SviSlices::rows),
        QuantLib.engine("from a near smile", "svi", SviSlices::rows));
  }

  static List<Engine> warmPeers() {
    return List.of(QuantLib.engine("from a near smile", "svi", SviSlices::rows));
  }

  private static String rows() {
    return new Strip().rows(NEAR.a(), NEAR.b(), NEAR.sigma(), NEAR.rho(), NEAR.m());
  }

  private static final class Ours implements Task {
    private final boolean warm;
    private final Strip strip = new Strip();
    private final QuoteColumns quotes = strip.variances();
    private final SviFit fit = new SviFit(Strip.COUNT);

    Ours(boolean warm) {
      this.warm = warm;
    }

    @Override
    public double run() {
      if (warm) {
        fit.fit(quotes, NEAR);
      } else {
        fit.fit(quotes);
      }
      return fit.cost();
    }

    @Override
    public int unitCount() {
      return 1;
    }

    @Override
    public Map<String, Double> figures() {
      return Map.of(
          "rmseVolPoints",
          strip.rmse(k -> Math.sqrt(fit.totalVariance(k) / Strip.EXPIRY)),
          "passes",
          (double) fit.passes());
    }
  }
}
