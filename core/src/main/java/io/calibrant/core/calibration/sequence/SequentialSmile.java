package io.calibrant.core.calibration.sequence;

import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.slice.FitStatus;
import io.calibrant.core.calibration.slice.Loss;
import io.calibrant.core.calibration.slice.QuoteColumns;
import io.calibrant.core.calibration.slice.SviFit;
import io.calibrant.core.math.Cholesky;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.solve.LeastSquaresSolution;
import io.calibrant.core.solve.LevenbergMarquardt;
import io.calibrant.core.solve.Solver;
import org.jspecify.annotations.Nullable;

/// Fits raw SVI smiles one after the other: the smile before is the prior of the next.
///
/// The prior of a step is N(x̄, Σ + Q): x̄ and Σ are the belief before, carried to the new time to
/// expiry at the same vols, and Q what may have moved since. Its minimum is the iterated extended
/// Kalman update (Bell and Cathey 1993), and (JᵀJ)⁻¹ there its covariance.
///
/// Smiles are of positive variance; that they are free of butterflies is not enforced.
///
/// @param rule which parts of the update are switched on
/// @param noise Q
public record SequentialSmile(UpdateRule rule, ProcessNoise noise) {
  private static final int N = SviCoordinate.COUNT;
  private static final Solver SOLVER = LevenbergMarquardt.DEFAULT;

  /// The belief after the quotes of expiry `e`; null where they tell no smile.
  ///
  /// @param before null at the first step; unused when the rule has no prior
  public @Nullable SmileBelief step(@Nullable SmileBelief before, ModelQuotes quotes, int e) {
    double years = quotes.grid().expiry(e);
    boolean prior = rule.prior() && before != null;
    if (!prior || before == null) {
      double[] start = alone(quotes, e);
      return start == null ? null : solve(quotes, e, start, new double[N * N], false);
    }
    SmileBelief carried = before.carriedTo(years);
    double[] covariance = new double[N * N];
    double[] variances = noise.variances(carried.svi().b());
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        covariance[i * N + j] = carried.covariance(i, j) + (i == j ? variances[i] : 0);
      }
    }
    double[] whitener = whitener(covariance);
    if (whitener == null) {
      return null;
    }
    SmileBelief after = solve(quotes, e, carried.means(), whitener, true);
    return after == null ? null : limited(carried, covariance, after);
  }

  private SmileBelief limited(SmileBelief carried, double[] covariance, SmileBelief after) {
    if (!rule.isActive()) {
      return after;
    }
    double[] mean = carried.means();
    double[] wanted = after.means();
    double[] spread = new double[N * N];
    boolean changed = false;
    for (int i = 0; i < N; i++) {
      double step = rule.step(wanted[i] - mean[i], Math.sqrt(covariance[i * N + i]));
      changed |= mean[i] + step != wanted[i];
      mean[i] += step;
      for (int j = 0; j < N; j++) {
        spread[i * N + j] = after.covariance(i, j);
      }
    }
    return SviCoordinate.isSmile(mean)
        ? new SmileBelief(mean, spread, after.years(), after.cost(), changed)
        : after;
  }

  private static @Nullable SmileBelief solve(
      ModelQuotes quotes, int e, double[] start, double[] whitener, boolean prior) {
    var problem = new SmileProblem(quotes, e, start, whitener, prior);
    LeastSquaresSolution solution = SOLVER.solve(problem, start);
    double[] x = solution.toArray();
    double[] covariance = new double[N * N];
    if (!SviCoordinate.isSmile(x) || !(solution.cost() < Double.POSITIVE_INFINITY)) {
      return null;
    }
    boolean told = true;
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        covariance[i * N + j] = solution.covariance(i, j);
        told &= Double.isFinite(covariance[i * N + j]);
      }
    }
    if (!told) {
      double[] wide = new ProcessNoise(WIDE).variances(SviCoordinate.smile(x).b());
      for (int i = 0; i < N * N; i++) {
        covariance[i] = i % (N + 1) == 0 ? wide[i / (N + 1)] : 0;
      }
    }
    return new SmileBelief(x, covariance, quotes.grid().expiry(e), solution.cost(), false);
  }

  /// Where the quotes tell no covariance, the belief is this many steps wide.
  private static final double WIDE = 100;

  /// The coordinates of the best smile of the quotes alone.
  private static double @Nullable [] alone(ModelQuotes quotes, int e) {
    int size = quotes.grid().size(e);
    int first = quotes.grid().first(e);
    double years = quotes.grid().expiry(e);
    var columns = new QuoteColumns(size);
    for (int i = first; i < first + size; i++) {
      double vol = quotes.vol(i);
      columns.add(quotes.k(i), vol * vol * years, 2 * vol * years * quotes.stdDev(i));
    }
    var fit = new SviFit(size, Loss.LEAST_SQUARES);
    FitStatus status = fit.fit(columns);
    if (!status.isUsable()) {
      return null;
    }
    double[] x = SviCoordinate.of(new Svi(fit.a(), fit.b(), fit.rho(), fit.m(), fit.sigma()));
    return SviCoordinate.isSmile(x) ? x : null;
  }

  /// W = L⁻¹ with LLᵀ = covariance; null where it is not positive definite.
  private static double @Nullable [] whitener(double[] covariance) {
    double[] factor = covariance.clone();
    if (!Cholesky.factor(factor, N)) {
      return null;
    }
    double[] whitener = new double[N * N];
    for (int j = 0; j < N; j++) {
      for (int i = j; i < N; i++) {
        double sum = i == j ? 1 : 0;
        for (int k = j; k < i; k++) {
          sum -= factor[i * N + k] * whitener[k * N + j];
        }
        whitener[i * N + j] = sum / factor[i * N + i];
      }
    }
    return whitener;
  }
}
