package io.calibrant.core.solve.route;

/// What a candidate did in one cell: a Beta posterior of its success and the log-normal of its
/// work.
final class Tally {
  private int trials;
  private double successes;
  private double sum;
  private double square;

  void add(boolean success, double work) {
    trials++;
    successes += success ? 1 : 0;
    double log = StrictMath.log(Math.max(work, 1));
    sum += log;
    square += log * log;
  }

  int trials() {
    return trials;
  }

  /// Posterior mean (successes + weight · prior) / (trials + weight).
  double success(double prior, double weight) {
    return (successes + weight * prior) / (trials + weight);
  }

  /// exp(mean + variance/2) of ln work; the prior counts as `weight` observations.
  double work(double prior, double weight) {
    double count = trials + weight;
    double log = StrictMath.log(prior);
    double mean = (sum + weight * log) / count;
    double variance = Math.max(0, (square + weight * log * log) / count - mean * mean);
    return StrictMath.exp(mean + Math.min(2, 0.5 * variance));
  }
}
