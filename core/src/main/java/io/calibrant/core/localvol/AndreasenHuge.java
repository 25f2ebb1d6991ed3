package io.calibrant.core.localvol;

import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.market.OptionType;
import java.util.Arrays;

/// A surface through scattered quotes that cannot have arbitrage: from expiry to expiry prices
/// follow one implicit step of Dupire's forward equation.
///
/// ```
/// (I − ½(T − Tᵢ) x²σᵢ²(x) D) c(T) = c(Tᵢ),   x = K/F,   c(0) = (1 − x)⁺,   Tᵢ < T ≤ Tᵢ₊₁
/// ```
///
/// J. Andreasen and B. Huge, *Volatility interpolation*, Risk 24 (March 2011), SSRN 1694972. ln σᵢ
/// is linear in k between the expiry's quotes ([ExpiryFit]); prices rise with T and are convex in
/// the strike for every σᵢ ([ImplicitStep]). Calls and puts are fitted at once, since parity holds
/// exactly on the grid. Quotes that have arbitrage are met as well as possible; [#maxError] says
/// how well.
///
/// The surface is also a [LocalVolSurface]: σ² = 2ċ/(x²D c), ċ from the step's derivative in T.
/// After the last expiry the last σ goes on. Between nodes prices are cubics in x, nodes being
/// dense; what is said above holds at the nodes. Immutable.
public final class AndreasenHuge implements LocalVolSurface {
  /// Intervals of the grid, enough for errors below 0.01 vol points between quotes.
  public static final int DEFAULT_INTERVALS = 200;

  /// Below this γ the ratio of two numbers that underflow is that of the neighbour nearer the
  /// money.
  private static final double LEAST_DENSITY = 1e-280;

  private final MoneynessGrid grid;
  private final double[] expiries;
  private final double[][] logSigmas;
  private final double[][] values;
  private final double[][] densities;
  private final double rmse;
  private final double maxError;

  private AndreasenHuge(MoneynessGrid grid, double[] expiries, double[][] ks, double[][] vols) {
    this.grid = grid;
    this.expiries = expiries;
    int n = expiries.length;
    logSigmas = new double[n][];
    values = new double[n + 1][grid.size()];
    densities = new double[n + 1][grid.size()];
    densities[0][grid.atTheMoney()] = grid.delta();
    var step = new ImplicitStep(grid);
    double squares = 0;
    double worst = 0;
    int count = 0;
    for (int e = 0; e < n; e++) {
      double from = e == 0 ? 0 : expiries[e - 1];
      var fit =
          new ExpiryFit(grid, step, values[e], densities[e], from, expiries[e], ks[e], vols[e]);
      fit.run(start(e, ks, vols));
      for (int q = 0; q < ks[e].length; q++) {
        squares += fit.residual(q) * fit.residual(q);
        worst = Math.max(worst, Math.abs(fit.residual(q)));
      }
      count += ks[e].length;
      logSigmas[e] = fit.logSigma;
      for (int i = 0; i < grid.size(); i++) {
        values[e + 1][i] = values[e][i] + step.rise[i];
      }
      System.arraycopy(step.density, 0, densities[e + 1], 0, grid.size());
    }
    rmse = Math.sqrt(squares / count);
    maxError = worst;
  }

  /// Fits a surface to quotes on a grid of [#DEFAULT_INTERVALS].
  ///
  /// @param expiries years, > 0 and ascending; copied
  /// @param ks per expiry ln(K/F), strictly ascending, at least one; not modified
  /// @param vols of the same shape, decimal per √year, > 0; not modified
  public static AndreasenHuge fit(double[] expiries, double[][] ks, double[][] vols) {
    return fit(expiries, ks, vols, DEFAULT_INTERVALS);
  }

  /// The same on a grid of another size.
  ///
  /// @param intervals even number ≥ 6
  public static AndreasenHuge fit(
      double[] expiries, double[][] ks, double[][] vols, int intervals) {
    QuoteTable.check(expiries, ks, vols);
    double farthest = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int e = 0; e < expiries.length; e++) {
      double root = Math.sqrt(expiries[e]);
      for (int q = 0; q < ks[e].length; q++) {
        farthest = Math.max(farthest, Math.abs(ks[e][q]));
        least = Math.min(least, vols[e][q] * root);
        most = Math.max(most, vols[e][q] * root);
      }
    }
    double width = Math.max(1.5 * farthest, 6 * most);
    return new AndreasenHuge(MoneynessGrid.of(width, least, intervals), expiries.clone(), ks, vols);
  }

  /// Root mean square of (price − target)/vega over the quotes: about the error in vol.
  public double rmse() {
    return rmse;
  }

  /// The largest of these, in vol.
  public double maxError() {
    return maxError;
  }

  /// The nodes.
  public MoneynessGrid grid() {
    return grid;
  }

  /// The density of S_T/F at the nodes at expiry `i`, all ≥ 0; a copy.
  public double[] densities(int i) {
    return densities[i + 1].clone();
  }

  /// The out-of-the-money value at k in units of the forward; 0 outside the grid.
  ///
  /// @param expiry T in years, > 0 and finite
  public double timeValue(double k, double expiry) {
    if (!(Math.abs(k) < grid.k(grid.size() - 1))) {
      return 0;
    }
    int e = Math.min(interval(expiry), expiries.length);
    ImplicitStep step = stepTo(e, expiry);
    int first = grid.around(k);
    double[] weights = new double[4];
    grid.priceWeights(first, k, weights);
    double sum = -Math.max(0, 1 - StrictMath.exp(k));
    for (int a = 0; a < 4; a++) {
      int i = first + a;
      sum += weights[a] * (values[e][i] + step.rise[i] + Math.max(0, 1 - grid.x(i)));
    }
    return Math.max(0, sum);
  }

  /// σ(k, T), decimal per √year; NaN where the time value vanishes, outside the grid for one.
  public double impliedVol(double k, double expiry) {
    double unit = Math.min(1, StrictMath.exp(k));
    return ImpliedVol.impliedVol(
        OptionType.CALL, 1, StrictMath.exp(Math.abs(k)), expiry, timeValue(k, expiry) / unit);
  }

  @Override
  public double variance(double k, double expiry) {
    double[] one = {k};
    variances(expiry, one, one, 1);
    return one[0];
  }

  /// Takes one step, O(nodes), for all points of a row; allocates the step's arrays.
  @Override
  public void variances(double expiry, double[] ks, double[] out, int count) {
    int e = interval(expiry);
    ImplicitStep step = stepTo(e, expiry);
    double dt = expiry - (e == 0 ? 0 : expiries[e - 1]);
    double[] local = new double[grid.size()];
    step.speed(dt, local);
    ratios(step.density, local);
    for (int i = 0; i < count; i++) {
      double k = Math.max(grid.k(1), Math.min(grid.k(grid.size() - 2), ks[i]));
      int first = grid.around(k);
      int left = k >= grid.k(first + 2) ? first + 2 : k >= grid.k(first + 1) ? first + 1 : first;
      left = Math.min(left, grid.size() - 3);
      double t = (k - grid.k(left)) / (grid.k(left + 1) - grid.k(left));
      out[i] = Math.min(LARGEST, local[left] + t * (local[left + 1] - local[left]));
    }
  }

  /// σ² = 2ż/(x²γ) from ż in place.
  private void ratios(double[] density, double[] speed) {
    int centre = grid.atTheMoney();
    for (int i = centre; i < grid.size() - 1; i++) {
      speed[i] = ratio(i, density[i], speed[i], i == centre ? 0 : speed[i - 1]);
    }
    for (int i = centre - 1; i > 0; i--) {
      speed[i] = ratio(i, density[i], speed[i], speed[i + 1]);
    }
  }

  private double ratio(int i, double density, double speed, double neighbour) {
    double x = grid.x(i);
    return density > LEAST_DENSITY ? Math.min(LARGEST, 2 * speed / (x * x * density)) : neighbour;
  }

  private ImplicitStep stepTo(int e, double expiry) {
    var step = new ImplicitStep(grid);
    step.take(
        logSigmas[Math.min(e, expiries.length - 1)],
        densities[e],
        expiry - (e == 0 ? 0 : expiries[e - 1]));
    return step;
  }

  private int interval(double expiry) {
    if (!(expiry > 0 && expiry < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expiry=%s: must be > 0 and finite".formatted(expiry));
    }
    int at = Arrays.binarySearch(expiries, expiry);
    return at >= 0 ? at : -at - 1;
  }

  /// ln of the forward vol between expiries at the quotes, where it is positive.
  private double[] start(int e, double[][] ks, double[][] vols) {
    double[] x = new double[ks[e].length];
    double from = e == 0 ? 0 : expiries[e - 1];
    for (int q = 0; q < x.length; q++) {
      double w = vols[e][q] * vols[e][q] * expiries[e];
      double earlier = e == 0 ? 0 : QuoteTable.variance(ks[e - 1], vols[e - 1], ks[e][q]) * from;
      double forward = (w - earlier) / (expiries[e] - from);
      x[q] = 0.5 * StrictMath.log(Math.max(forward, 0.1 * vols[e][q] * vols[e][q]));
    }
    return x;
  }
}
