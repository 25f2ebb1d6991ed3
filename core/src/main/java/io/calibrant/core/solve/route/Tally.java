package io.calibrant.core.solve.route;

/// What a candidate did in one cell: sums for the Beta posterior of its success and for the
/// log-normal of its work.
final class Tally {
  private int trials;
  private int successes;
  private double sum;
  private double square;

  Tally() {}

  /// A tally with these sums.
  private Tally(int trials, int successes, double sum, double square) {
    this.trials = trials;
    this.successes = successes;
    this.sum = sum;
    this.square = square;
  }

  /// @param logWork ln of the work; 0 where only success counts
  void add(boolean success, double logWork) {
    trials++;
    successes += success ? 1 : 0;
    sum += logWork;
    square += logWork * logWork;
  }

  /// Its sums between commas; [#parse] gives the same tally to the last bit.
  String toText() {
    return trials + "," + successes + "," + sum + "," + square;
  }

  /// The tally of a text of [#toText].
  static Tally parse(String text) {
    String[] f = text.split(",", -1);
    return new Tally(
        Integer.parseInt(f[0]),
        Integer.parseInt(f[1]),
        Double.parseDouble(f[2]),
        Double.parseDouble(f[3]));
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

  /// Variance of ln work around its own mean; the prior counts as `weight` observations.
  double variance(double prior, double weight) {
    double around = trials == 0 ? 0 : Math.max(0, square - sum * sum / trials);
    return (around + weight * prior) / (trials + weight);
  }
}
