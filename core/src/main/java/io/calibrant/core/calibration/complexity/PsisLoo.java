package io.calibrant.core.calibration.complexity;

import io.calibrant.core.math.Elementary;
import java.util.Arrays;
import java.util.List;

/// Leave-one-out predictive density by Pareto-smoothed importance sampling (Vehtari, Gelman and
/// Gabry 2017): how well each quote would have been foretold by the others, from one fit's
/// posterior draws. Immutable.
public final class PsisLoo {
  /// Above this shape the density of a quote is not to be trusted: hold the quote out and refit.
  public static final double UNRELIABLE = 0.7;

  /// The densities of a model are believed while at most this share of them is [#UNRELIABLE].
  public static final double MOST_UNRELIABLE = 0.1;

  private final double[] pointwise;
  private final double[] shapes;

  private PsisLoo(double[] pointwise, double[] shapes) {
    this.pointwise = pointwise;
    this.shapes = shapes;
  }

  /// Scores from the parts of a model that were drawn apart, one after the other.
  static PsisLoo join(List<PsisLoo> parts) {
    return new PsisLoo(
        parts.stream().flatMapToDouble(part -> Arrays.stream(part.pointwise)).toArray(),
        parts.stream().flatMapToDouble(part -> Arrays.stream(part.shapes)).toArray());
  }

  /// Scores one model.
  ///
  /// @param logLikelihood of quote i under draw s at `[i][s]`; 25 draws at least
  public static PsisLoo of(double[][] logLikelihood) {
    return of(logLikelihood, new double[logLikelihood.length == 0 ? 0 : logLikelihood[0].length]);
  }

  /// Scores one model from draws of an approximate posterior (M. Magnusson and others 2019).
  ///
  /// @param logLikelihood of quote i under draw s at `[i][s]`; 25 draws at least
  /// @param logRatio ln of posterior over approximation of each draw, up to a constant
  public static PsisLoo of(double[][] logLikelihood, double[] logRatio) {
    double[] pointwise = new double[logLikelihood.length];
    double[] shapes = new double[logLikelihood.length];
    for (int i = 0; i < pointwise.length; i++) {
      if (logLikelihood[i].length < 25) {
        throw new IllegalArgumentException(
            "%d draws of quote %d: give 25 at least".formatted(logLikelihood[i].length, i));
      }
      double[] weights = new double[logLikelihood[i].length];
      shapes[i] = smooth(logLikelihood[i], logRatio, weights);
      pointwise[i] = logMean(logLikelihood[i], weights);
    }
    return new PsisLoo(pointwise, shapes);
  }

  /// Log predictive density of quote `i`, the others given.
  public double density(int i) {
    return pointwise[i];
  }

  /// Shape k̂ of the tail of its importance ratios.
  public double shape(int i) {
    return shapes[i];
  }

  /// Number of quotes.
  public int size() {
    return pointwise.length;
  }

  /// Sum over the quotes.
  public double total() {
    return Arrays.stream(pointwise).sum();
  }

  /// Quotes whose shape exceeds [#UNRELIABLE].
  public long unreliableCount() {
    return Arrays.stream(shapes).filter(k -> !(k <= UNRELIABLE)).count();
  }

  /// Whether it may be believed: at most [#MOST_UNRELIABLE] of the quotes exceed [#UNRELIABLE], and
  /// none has no density.
  public boolean isReliable() {
    return unreliableCount() <= MOST_UNRELIABLE * size() && Double.isFinite(total());
  }

  /// The largest shape; −∞ where no ratio has a tail.
  public double worstShape() {
    return Arrays.stream(shapes).max().orElse(Double.NEGATIVE_INFINITY);
  }

  /// Standard error of the difference of the totals to `other`: √n sd of the pointwise differences.
  public double errorOfDifference(PsisLoo other) {
    int n = size();
    if (other.size() != n) {
      throw new IllegalArgumentException(
          "%d quotes against %d: score both models on the same quotes".formatted(n, other.size()));
    }
    double mean = (total() - other.total()) / n;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double off = pointwise[i] - other.pointwise[i] - mean;
      sum += off * off;
    }
    return Math.sqrt(n * sum / Math.max(1, n - 1));
  }

  /// Writes log weights, the largest M = min(S/5, 3√S) smoothed, and returns k̂.
  private static double smooth(double[] logLikelihood, double[] logRatio, double[] weights) {
    int draws = weights.length;
    Integer[] order = new Integer[draws];
    double most = Double.NEGATIVE_INFINITY;
    for (int s = 0; s < draws; s++) {
      order[s] = s;
      // A draw outside the domain has no weight.
      weights[s] =
          logLikelihood[s] == Double.NEGATIVE_INFINITY
              ? Double.NEGATIVE_INFINITY
              : logRatio[s] - logLikelihood[s];
      most = Math.max(most, weights[s]);
    }
    for (int s = 0; s < draws; s++) {
      weights[s] -= most;
    }
    Arrays.sort(order, (a, b) -> Double.compare(weights[a], weights[b]));
    int tail = (int) Math.ceil(Math.min(0.2 * draws, 3 * Math.sqrt(draws)));
    double cutoff = Elementary.exp(weights[order[draws - tail - 1]]);
    double[] exceedances = new double[tail];
    for (int j = 0; j < tail; j++) {
      exceedances[j] = Elementary.exp(weights[order[draws - tail + j]]) - cutoff;
    }
    if (!(exceedances[tail - 1] - exceedances[0] > 1e-14)) {
      return Double.NEGATIVE_INFINITY; // all alike: nothing to smooth
    }
    ParetoTail fit = ParetoTail.of(exceedances);
    double shape = fit.regularised(tail);
    for (int j = 0; j < tail; j++) {
      double value = fit.quantile((j + 0.5) / tail, shape) + cutoff;
      weights[order[draws - tail + j]] = Math.min(0, Elementary.log(value));
    }
    return shape;
  }

  /// ln Σ wₛ pₛ − ln Σ wₛ.
  private static double logMean(double[] logLikelihood, double[] weights) {
    double top = Double.NEGATIVE_INFINITY;
    for (int s = 0; s < weights.length; s++) {
      top = Math.max(top, weights[s] + logLikelihood[s]);
    }
    double above = 0;
    double below = 0;
    for (int s = 0; s < weights.length; s++) {
      above += Elementary.exp(weights[s] + logLikelihood[s] - top);
      below += Elementary.exp(weights[s]);
    }
    return top + Elementary.log(above) - Elementary.log(below);
  }
}
