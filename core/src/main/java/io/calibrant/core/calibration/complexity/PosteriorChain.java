package io.calibrant.core.calibration.complexity;

import io.calibrant.core.math.Philox;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Draws from a density of any shape by an ensemble of walkers (J. Goodman and J. Weare 2010): each
/// in turn is moved on the line through itself and another, by a factor z of density ∝ 1/√z on [½,
/// 2], and stays there with probability min(1, zⁿ⁻¹ p(new)/p(old)).
///
/// The moves know neither scales nor correlations of the coordinates: any invertible linear map of
/// them gives the same walk. That is what a posterior asks for that ends at a bound or bends, where
/// its curvature at the optimum tells little of it. Deterministic; one thread at a time.
final class PosteriorChain {
  /// Evaluations, of which a third is forgotten.
  static final int EVALUATIONS = 3_000;

  private static final int LEAST_WALKERS = 20;
  private static final int HALVINGS = 30;

  /// What is drawn from.
  interface Target {
    /// Number of quotes.
    int quoteCount();

    /// Log density up to a constant; −∞ outside the domain.
    ///
    /// @param logLikelihood receives the part of each quote; unspecified outside the domain
    double logDensity(double[] y, double[] logLikelihood);
  }

  private final Target target;
  private final double[][] walkers;
  private final double[][] likelihoods;
  private final double[] densities;

  private PosteriorChain(Target target, double[][] walkers) {
    this.target = target;
    this.walkers = walkers;
    likelihoods = new double[walkers.length][target.quoteCount()];
    densities = new double[walkers.length];
    for (int w = 0; w < walkers.length; w++) {
      densities[w] = target.logDensity(walkers[w], likelihoods[w]);
    }
  }

  /// A chain whose walkers begin at `places`.
  ///
  /// @param places none of them outside the domain, no two alike, more than twice as many as there
  ///   are coordinates; or none
  static PosteriorChain of(Target target, double[][] places) {
    return new PosteriorChain(target, places);
  }

  /// Where walkers begin: the likeliest of some places, and for want of such, others drawn towards
  /// `centre` until they lie inside. Empty where the centre itself lies outside.
  ///
  /// @param logDensity of each place
  static double[][] start(double[] centre, double[][] places, double[] logDensity, Target target) {
    int count = Math.min(places.length, Math.max(LEAST_WALKERS, 2 * centre.length + 4));
    int[] order =
        IntStream.range(0, places.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer s) -> -logDensity[s]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] scratch = new double[target.quoteCount()];
    if (!(target.logDensity(centre, scratch) > Double.NEGATIVE_INFINITY)) {
      return new double[0][];
    }
    double[][] chosen = new double[count][];
    for (int w = 0; w < count; w++) {
      double[] place = places[order[w]].clone();
      double density = logDensity[order[w]];
      for (int i = 0; i < HALVINGS && !(density > Double.NEGATIVE_INFINITY); i++) {
        for (int j = 0; j < place.length; j++) {
          place[j] = 0.5 * (place[j] + centre[j]);
        }
        density = target.logDensity(place, scratch);
      }
      chosen[w] = place;
      if (!(density > Double.NEGATIVE_INFINITY)) {
        return new double[0][];
      }
    }
    return chosen;
  }

  /// Log likelihoods of quote i under draw s at `[i][s]`; empty where there are no walkers.
  double[][] logLikelihoods(int draws, Philox random) {
    if (walkers.length == 0) {
      return new double[0][];
    }
    int rounds = EVALUATIONS / walkers.length;
    int first = rounds / 3;
    int kept = (rounds - first) * walkers.length;
    double[][] columns = new double[target.quoteCount()][draws];
    int seen = 0;
    int taken = 0;
    for (int round = 0; round < rounds; round++) {
      for (int w = 0; w < walkers.length; w++) {
        move(w, random);
        if (round >= first && (long) seen++ * draws / kept >= taken && taken < draws) {
          for (int i = 0; i < columns.length; i++) {
            columns[i][taken] = likelihoods[w][i];
          }
          taken++;
        }
      }
    }
    return columns;
  }

  private void move(int w, Philox random) {
    int n = walkers[w].length;
    int other = (int) (random.nextDouble() * (walkers.length - 1));
    double[] from = walkers[other >= w ? other + 1 : other];
    double root = Math.sqrt(0.5) * (1 + random.nextDouble());
    double z = root * root;
    double[] to = new double[n];
    for (int j = 0; j < n; j++) {
      to[j] = from[j] + z * (walkers[w][j] - from[j]);
    }
    double[] likelihood = new double[target.quoteCount()];
    double density = target.logDensity(to, likelihood);
    double gain = density - densities[w] + (n - 1) * StrictMath.log(z);
    if (StrictMath.log(random.nextDouble()) < gain) {
      walkers[w] = to;
      likelihoods[w] = likelihood;
      densities[w] = density;
    }
  }
}
