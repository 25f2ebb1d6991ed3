package io.calibrant.core.path;

/// Simulated paths in columns: x = ln(S/F) of all paths at each time. Reused from batch to batch.
public final class PathBatch {
  private final double[][] logs;
  private final int paths;

  PathBatch(int times, int paths) {
    logs = new double[times][paths];
    this.paths = paths;
  }

  /// Number of paths.
  public int size() {
    return paths;
  }

  /// Number of times.
  public int timeCount() {
    return logs.length;
  }

  /// ln(S/F) of path `path` at time `time`.
  public double logPrice(int time, int path) {
    return logs[time][path];
  }

  /// S/F of path `path` at time `time`.
  public double price(int time, int path) {
    return StrictMath.exp(logs[time][path]);
  }

  /// Copies the column of time `time`.
  ///
  /// @param out length ≥ [#size]
  public void copyLogPrices(int time, double[] out) {
    System.arraycopy(logs[time], 0, out, 0, paths);
  }

  double[] column(int time) {
    return logs[time];
  }
}
