package io.calibrant.core.solve.route;

/// What a candidate did in one cell: sums for the Beta posterior of its success and for the
/// log-normal of its work.
final class Tally {
  private int trials;
  private int successes;
  private double sum;
  private double square;

  void add(boolean success, double work) {
    trials++;
    successes += success ? 1 : 0;
    double log = StrictMath.log(Math.max(work, 1));
    sum += log;
    square += log * log;
  }

  /// The four sums, exact to the last bit.
  String toText() {
    return trials + "," + successes + "," + sum + "," + square;
  }

  static Tally parse(String text) {
    String[] f = text.split(",", -1);
    var tally = new Tally();
    tally.trials = Integer.parseInt(f[0]);
    tally.successes = Integer.parseInt(f[1]);
    tally.sum = Double.parseDouble(f[2]);
    tally.square = Double.parseDouble(f[3]);
    return tally;
  }

  int trials() {
    return trials;
  }

  /// Posterior mean (successes + weight · prior)/(trials + weight).
  double success(double prior, double weight) {
    return (successes + weight * prior) / (trials + weight);
  }

  /// Mean of ln work; the prior counts as `weight` observations.
  double mean(double prior, double weight) {
    return (sum + weight * prior) / (trials + weight);
  }

  /// Mean of (ln work)²; the prior counts as `weight` observations.
  double meanSquare(double prior, double weight) {
    return (square + weight * prior) / (trials + weight);
  }
}
