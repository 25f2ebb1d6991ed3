package io.calibrant.bench.numerics;

import io.calibrant.bench.work.Task;
import io.calibrant.core.black.BlackBatch;
import io.calibrant.core.black.BlackBatches;
import java.util.Map;

/// Implied vols of all columns in one call of our batch.
final class BatchVols implements Task {
  private final OptionColumns options;
  private final boolean warm;
  private final BlackBatch batch = BlackBatches.fastest();
  private final double[] signs;
  private final double[] implied;
  private final byte[] statuses;

  /// @param warm whether each run starts from the previous vols
  BatchVols(OptionColumns options, boolean warm) {
    this.options = options;
    this.warm = warm;
    signs = options.signs();
    implied = new double[options.count()];
    statuses = new byte[options.count()];
    batch.warmUp();
  }

  @Override
  public double run() {
    if (warm) {
      System.arraycopy(options.previousVols, 0, implied, 0, implied.length);
      batch.impliedVolsFromPrevious(
          signs,
          options.forwards,
          options.strikes,
          options.expiries,
          options.prices,
          implied,
          statuses);
    } else {
      batch.impliedVols(
          signs,
          options.forwards,
          options.strikes,
          options.expiries,
          options.prices,
          implied,
          statuses);
    }
    return implied[0] + implied[implied.length - 1];
  }

  @Override
  public int unitCount() {
    return implied.length;
  }

  @Override
  public int callCount() {
    return 1;
  }

  @Override
  public Map<String, Double> figures() {
    return Map.of("maxRelativeError", options.maxRelativeError(implied));
  }
}
