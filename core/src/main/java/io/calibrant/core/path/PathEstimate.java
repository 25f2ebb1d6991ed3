package io.calibrant.core.path;

/// A mean over paths.
///
/// @param mean the estimate
/// @param stdError its standard error: of independent paths, of antithetic pairs, or of the means
///   of independently shifted Sobol sequences
/// @param paths simulated
public record PathEstimate(double mean, double stdError, long paths) {
  /// Of sums over independent replicas of `size` paths each.
  static PathEstimate ofMeans(double[] sums, long size) {
    int n = sums.length;
    double mean = 0;
    for (double sum : sums) {
      mean += sum / (size * n);
    }
    double squares = 0;
    for (double sum : sums) {
      double d = sum / size - mean;
      squares += d * d;
    }
    return new PathEstimate(mean, Math.sqrt(squares / n / (n - 1)), size * n);
  }
}
