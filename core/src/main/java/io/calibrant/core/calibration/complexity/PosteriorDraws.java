package io.calibrant.core.calibration.complexity;

import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.model.Neighbourhood;
import io.calibrant.core.math.Cholesky;
import io.calibrant.core.math.Normal;
import io.calibrant.core.math.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Draws from the posterior of a fit and scores each quote as foretold by the others ([PsisLoo]):
/// around the optimum from Student's t with 7 degrees of freedom and the Laplace approximation's
/// covariance, whose wide tails keep the ratio of the posterior to it bounded; where that is not
/// what the posterior looks like (a bound, a bent valley), by [PosteriorChain].
///
/// The likelihood is Gaussian with the quotes' errors times one factor s, the root mean square
/// whitened residual of the family's own fit on its degrees of freedom: a family is judged by how
/// widely it must spread its bets. The prior is Gaussian around the optimum and wide, [#PRIOR] in
/// each coordinate; it only keeps directions that no quote tells from running away.
final class PosteriorDraws {
  static final int DRAWS = 400;
  private static final int FREEDOM = 7;

  /// A factor of 55 each way.
  private static final double PRIOR = 4;

  /// Draws farther out in a coordinate count as outside the domain.
  private static final double REACH = 5 * PRIOR;

  private static final double LOG_TWO_PI = 1.8378770664093453;

  private final ModelQuotes quotes;
  private final Neighbourhood near;
  private final double scale;

  private PosteriorDraws(ModelQuotes quotes, Neighbourhood near, double scale) {
    this.quotes = quotes;
    this.near = near;
    this.scale = scale;
  }

  /// The score of a fit.
  ///
  /// @param scale s
  /// @param seed of the draws
  static PsisLoo loo(ModelQuotes quotes, Neighbourhood near, double scale, long seed) {
    var draws = new PosteriorDraws(quotes, near, scale);
    List<PsisLoo> parts = new ArrayList<>();
    for (int block = 0; block < near.blockCount(); block++) {
      parts.add(draws.block(block, new Philox(seed, block)));
    }
    return PsisLoo.join(parts);
  }

  private PsisLoo block(int block, Philox random) {
    double[] centre = near.centre(block);
    int n = centre.length;
    double[] factor = precision(block, n);
    boolean positive = Cholesky.factor(factor, n);
    var target = new Target(block, centre);
    double[][] places = new double[DRAWS][n];
    double[][] logLikelihood = new double[near.size(block)][DRAWS];
    double[] logPosterior = new double[DRAWS];
    double[] logRatio = new double[DRAWS];
    double[] row = new double[near.size(block)];
    double[] z = new double[n];
    for (int s = 0; s < DRAWS; s++) {
      double squares = 0;
      for (int j = 0; j < n; j++) {
        z[j] = Normal.inverseCdf(random.nextDouble());
        squares += z[j] * z[j];
      }
      double stretch = Math.sqrt(FREEDOM / chiSquare(random));
      for (int j = 0; j < n; j++) {
        z[j] *= stretch;
      }
      if (positive) {
        move(centre, factor, z, places[s]);
      }
      logPosterior[s] = positive ? target.logDensity(places[s], row) : Double.NEGATIVE_INFINITY;
      for (int i = 0; i < row.length; i++) {
        logLikelihood[i][s] =
            logPosterior[s] > Double.NEGATIVE_INFINITY ? row[i] : Double.NEGATIVE_INFINITY;
      }
      double far = squares * stretch * stretch / FREEDOM;
      logRatio[s] = logPosterior[s] + 0.5 * (FREEDOM + n) * StrictMath.log1p(far);
    }
    PsisLoo loo = PsisLoo.of(logLikelihood, logRatio);
    if (loo.isReliable()) {
      return loo;
    }
    double[][] chained =
        PosteriorChain.of(target, PosteriorChain.start(centre, places, logPosterior, target))
            .logLikelihoods(DRAWS, random);
    return chained.length == 0 ? loo : PsisLoo.of(chained);
  }

  /// The posterior of one block's coordinates.
  private final class Target implements PosteriorChain.Target {
    private final int block;
    private final double[] centre;
    private final double[] vols;

    Target(int block, double[] centre) {
      this.block = block;
      this.centre = centre;
      vols = new double[near.size(block)];
    }

    @Override
    public int quoteCount() {
      return vols.length;
    }

    @Override
    public double logDensity(double[] y, double[] logLikelihood) {
      double sum = 0;
      for (int j = 0; j < y.length; j++) {
        double off = (y[j] - centre[j]) / PRIOR;
        if (!(Math.abs(y[j] - centre[j]) <= REACH)) {
          return Double.NEGATIVE_INFINITY;
        }
        sum -= 0.5 * off * off;
      }
      if (!near.vols(block, y, vols)) {
        return Double.NEGATIVE_INFINITY;
      }
      for (int i = 0; i < vols.length; i++) {
        logLikelihood[i] = logDensityOf(near.first(block) + i, vols[i]);
        sum += logLikelihood[i];
      }
      return sum >= Double.NEGATIVE_INFINITY ? sum : Double.NEGATIVE_INFINITY;
    }
  }

  private static double chiSquare(Philox random) {
    double sum = 0;
    for (int j = 0; j < FREEDOM; j++) {
      double z = Normal.inverseCdf(random.nextDouble());
      sum += z * z;
    }
    return sum;
  }

  private double logDensityOf(int i, double vol) {
    double std = scale * quotes.stdDev(i);
    double r = (vol - quotes.vol(i)) / std;
    return -0.5 * (LOG_TWO_PI + r * r) - StrictMath.log(std);
  }

  /// y = centre + L⁻ᵀz.
  private static void move(double[] centre, double[] factor, double[] z, double[] y) {
    int n = centre.length;
    for (int i = n - 1; i >= 0; i--) {
      double sum = z[i];
      for (int k = i + 1; k < n; k++) {
        sum -= factor[k * n + i] * y[k];
      }
      y[i] = sum / factor[i * n + i];
    }
    for (int i = 0; i < n; i++) {
      y[i] += centre[i];
    }
  }

  /// JᵀJ/s² + PRIOR⁻².
  private double[] precision(int block, int n) {
    double[] precision = near.information(block, quotes);
    for (int j = 0; j < n * n; j++) {
      precision[j] /= scale * scale;
    }
    for (int j = 0; j < n; j++) {
      precision[j * n + j] += 1 / (PRIOR * PRIOR);
    }
    return precision;
  }

  /// s of a family's fit: √(Σr²/(n − p)).
  ///
  /// @param vols of the fit at `quotes`
  static double scale(ModelQuotes quotes, double[] vols, int parameterCount) {
    double[] r = new double[vols.length];
    Arrays.setAll(r, i -> (vols[i] - quotes.vol(i)) / quotes.stdDev(i));
    double sum = Arrays.stream(r).map(x -> x * x).sum();
    return Math.sqrt(sum / Math.max(1, r.length - parameterCount));
  }
}
