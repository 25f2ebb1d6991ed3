package io.calibrant.bench.calibration;

import io.calibrant.bench.work.Task;
import io.calibrant.core.calibration.model.CalibrationProblem;
import io.calibrant.core.calibration.model.ModelFit;
import io.calibrant.core.calibration.model.Objective;
import io.calibrant.core.model.Model;
import java.util.Map;

/// One run of our fit from a given start: with new nodes, or on the nodes in hand.
final class FitTask implements Task {
  /// Until the compiler has seen a whole fit often enough: four seconds and more.
  private static final int FIRST_RUNS = 5000;

  private final ModelFit fit;
  private final double[] start;
  private final boolean warm;
  private int evaluations;

  FitTask(Model model, Market market, Objective objective, boolean warm, double... start) {
    fit = ModelFit.of(CalibrationProblem.of(model, market.quotes()).with(objective));
    this.start = start;
    this.warm = warm;
    fit.fit(start);
    for (int i = 0; i < FIRST_RUNS; i++) {
      run();
    }
  }

  @Override
  public double run() {
    int before = fit.evaluations();
    if (warm) {
      fit.refit(start);
    } else {
      fit.fit(start);
    }
    evaluations = fit.evaluations() - before;
    return fit.parameter(0);
  }

  @Override
  public int unitCount() {
    return 1;
  }

  @Override
  public Map<String, Double> figures() {
    return Map.of("sse", 2 * fit.cost(), "evaluations", (double) evaluations);
  }
}
