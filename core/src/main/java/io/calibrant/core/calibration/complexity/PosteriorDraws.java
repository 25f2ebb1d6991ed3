package io.calibrant.core.calibration.complexity;

import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.model.Neighbourhood;
import io.calibrant.core.math.Cholesky;
import io.calibrant.core.math.Normal;
import io.calibrant.core.math.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Draws around a fit's optimum and scores each quote as foretold by the others ([PsisLoo]): from
/// Student's t with 7 degrees of freedom and the Laplace approximation's covariance, whose wide
/// tails keep the ratio of the posterior to it bounded.
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
    int size = near.size(block);
    double[] factor = precision(block, n);
    boolean positive = Cholesky.factor(factor, n);
    double[][] logLikelihood = new double[size][DRAWS];
    double[] logRatio = new double[DRAWS];
    double[] y = new double[n];
    double[] z = new double[n];
    double[] vols = new double[size];
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
      boolean inside = positive && move(centre, factor, z, y) && near.vols(block, y, vols);
      double sum = 0.5 * (FREEDOM + n) * StrictMath.log1p(squares * stretch * stretch / FREEDOM);
      for (int j = 0; j < n; j++) {
        double off = (y[j] - centre[j]) / PRIOR;
        sum -= 0.5 * off * off;
      }
      for (int i = 0; i < size; i++) {
        double value =
            inside ? logDensity(near.first(block) + i, vols[i]) : Double.NEGATIVE_INFINITY;
        logLikelihood[i][s] = value;
        sum += value;
      }
      logRatio[s] = sum;
    }
    return PsisLoo.of(logLikelihood, logRatio);
  }

  private static double chiSquare(Philox random) {
    double sum = 0;
    for (int j = 0; j < FREEDOM; j++) {
      double z = Normal.inverseCdf(random.nextDouble());
      sum += z * z;
    }
    return sum;
  }

  private double logDensity(int i, double vol) {
    double std = scale * quotes.stdDev(i);
    double r = (vol - quotes.vol(i)) / std;
    return -0.5 * (LOG_TWO_PI + r * r) - StrictMath.log(std);
  }

  /// y = centre + L⁻ᵀz; says whether that is near enough to be looked at.
  private static boolean move(double[] centre, double[] factor, double[] z, double[] y) {
    int n = centre.length;
    for (int i = n - 1; i >= 0; i--) {
      double sum = z[i];
      for (int k = i + 1; k < n; k++) {
        sum -= factor[k * n + i] * y[k];
      }
      y[i] = sum / factor[i * n + i];
    }
    boolean inside = true;
    for (int i = 0; i < n; i++) {
      inside &= Math.abs(y[i]) <= REACH;
      y[i] += centre[i];
    }
    return inside;
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
