package io.calibrant.bench.numerics;

import io.calibrant.bench.work.Task;
import io.calibrant.core.black.BlackBatch;
import io.calibrant.core.black.BlackBatches;
import java.util.Map;

/// Values, deltas, gammas, vegas and thetas of all columns in one call of our batch.
final class BatchGreeks implements Task {
  private final OptionColumns options;
  private final BlackBatch batch = BlackBatches.fastest();
  private final double[] signs;
  private final double[][] out;

  BatchGreeks(OptionColumns options) {
    this.options = options;
    signs = options.signs();
    out = new double[5][options.count()];
    batch.warmUp();
  }

  @Override
  public double run() {
    batch.greeks(
        signs,
        options.forwards,
        options.strikes,
        options.expiries,
        options.vols,
        out[0],
        out[1],
        out[2],
        out[3],
        out[4]);
    return out[0][0] + out[4][signs.length - 1];
  }

  @Override
  public int unitCount() {
    return signs.length;
  }

  @Override
  public int callCount() {
    return 1;
  }

  @Override
  public Map<String, Double> figures() {
    return Map.of("maxRelativeError", GreekErrors.worst(options, out));
  }
}
