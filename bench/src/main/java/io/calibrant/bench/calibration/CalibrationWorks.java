package io.calibrant.bench.calibration;

import io.calibrant.bench.peer.PeerVersions;
import io.calibrant.bench.peer.QuantLib;
import io.calibrant.bench.work.Engine;
import io.calibrant.bench.work.Limit;
import io.calibrant.bench.work.Work;
import io.calibrant.bench.work.WorkSet;
import io.calibrant.core.calibration.model.Objective;
import io.calibrant.core.model.Bates;
import io.calibrant.core.model.Heston;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The set `calibration`: whole fits of parametric models from published starts.
public final class CalibrationWorks {
  private static final double[] DAX_START = {0.1, 1, 0.1, 0.5, -0.5};
  private static final double[] BATES_START = {0.1, 5, 0.05, 0.5, -0.5, 0.3, -0.2, 0.2};
  private static final double[] CUI_START = {0.2, 1.2, 0.2, 0.3, -0.6};
  private static final double[] CRYPTO_START = {0.5, 1.5, 0.5, 0.8, 0.01};
  private static final double[] CRYPTO_NEAR = {0.31, 2.85, 0.41, 1.15, -0.27};
  private static final Objective PRICES = Objective.STANDARD.withWeights(Objective.Weights.EQUAL);

  private CalibrationWorks() {}

  /// The set.
  public static WorkSet set() {
    return new WorkSet("calibration", "Calibrations beside the peers'", works(), remarks());
  }

  private static List<Work> works() {
    return List.of(
        work(
            "heston-dax104",
            500_000,
            new Limit(180_000, "12 surfaces of 8 × 48 nodes, 104 vols implied in 4 of them"),
            () -> new FitTask(Heston.MODEL, Market.dax(), Objective.EQUAL_VOLS, false, DAX_START),
            quantLib("GLag 144", "calibrate-heston", 4468.17, DAX_START, Market::dax),
            quantLib("ExponentialFitting", "calibrate-heston-ef", 4468.17, DAX_START, Market::dax),
            finmath(DAX_START, Market::dax)),
        work(
            "bates-dax104",
            2_000_000,
            new Limit(500_000, "20 surfaces of 8 × 48 nodes with 8 gradients, 104 vols implied"),
            () -> new FitTask(Bates.MODEL, Market.dax(), Objective.EQUAL_VOLS, false, BATES_START),
            quantLib("Bates GLag 64", "calibrate-bates", 4468.17, BATES_START, Market::dax)),
        work(
            "heston-cui40",
            150_000,
            new Limit(60_000, "8 surfaces of 8 × 32 nodes"),
            () -> new FitTask(Heston.MODEL, Market.cui(), PRICES, false, CUI_START),
            finmath(CUI_START, Market::cui)),
        work(
            "heston-500-cold",
            250_000,
            new Limit(130_000, "7 surfaces of 13 µs and the nodes' tables, 40 µs"),
            () -> new FitTask(Heston.MODEL, Market.crypto(), PRICES, false, CRYPTO_START),
            quantLib("GLag 144", "calibrate-heston", 100, CRYPTO_START, Market::crypto),
            quantLib(
                "ExponentialFitting", "calibrate-heston-ef", 100, CRYPTO_START, Market::crypto)),
        work(
            "heston-500-warm",
            80_000,
            new Limit(52_000, "4 surfaces of 13 µs"),
            () -> new FitTask(Heston.MODEL, Market.crypto(), PRICES, true, CRYPTO_NEAR),
            quantLib(
                "ExponentialFitting", "calibrate-heston-ef", 100, CRYPTO_NEAR, Market::crypto)));
  }

  private static Engine finmath(double[] start, Supplier<Market> market) {
    return new Engine.InProcess(
        PeerVersions.FINMATH + " Carr-Madan", () -> new FinmathFit(market.get(), start), true);
  }

  private static Engine quantLib(
      String variant, String kind, double spot, double[] start, Supplier<Market> market) {
    return QuantLib.engine(
        variant,
        kind,
        () -> {
          var text = new StringBuilder().append(spot);
          for (double x : start) {
            text.append(' ').append(x);
          }
          return text.append('\n').append(market.get().rows()).toString();
        });
  }

  private static Work work(
      String name, double goalNs, Limit limit, Supplier<FitTask> ours, Engine... peers) {
    List<Engine> engines = new ArrayList<>();
    engines.add(new Engine.InProcess(Engine.OURS, ours));
    engines.addAll(List.of(peers));
    return new Work(name, "fit", goalNs, limit, engines);
  }

  private static List<String> remarks() {
    return List.of(
        "DAX of 5 July 2002, QuantLib's test data with its dates (data/golden): implied-vol errors"
            + " weighted alike, `sse` in vol points². Cui: their 40 options and their start.",
        "Crypto: 10 expiries of 2 to 365 days, 50 strikes each, |z| ≤ 2 at 60 %, no noise; prices"
            + " over vega weighted alike, `sse` in vol points².",
        "One run from the start named in the code. Cold: with the choice of nodes and their tables;"
            + " the quotes' own prices and vegas are computed before. Warm: from parameters 3 to 8"
            + " % off, on the nodes in hand. Each after 5,000 fits that are not timed.",
        "QuantLib: LevenbergMarquardt(1e-8, 1e-8, 1e-8), 400 iterations, HestonModelHelper with"
            + " ImpliedVolError. It has no 40-option work here, for its dates are whole days.",
        "finmath: CalibratedModel with OptimizerFactoryLevenbergMarquardt(300, 1e-8) on implied"
            + " vols, in strikes over the forward, with the bounds and difference steps of its"
            + " example; a fit takes seconds, so three are timed after one thrown away. Its `sse`"
            + " is told by our pricer.");
  }
}
