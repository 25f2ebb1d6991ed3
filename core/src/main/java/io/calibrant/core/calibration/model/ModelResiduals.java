package io.calibrant.core.calibration.model;

import io.calibrant.core.black.Black76;
import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.calibration.slice.Loss;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.math.Normal;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.model.SurfacePricer;
import io.calibrant.core.solve.LeastSquaresProblem;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The whitened residuals of a [CalibrationProblem] in unconstrained coordinates, with their exact
/// Jacobian.
///
/// Prices come from a pricer whose nodes are frozen ([#freeze]), so that residuals are smooth. In a
/// price measure rᵢ = (c − c*)/std of the price. Where vols are asked for, the residuals are first
/// vega-weighted prices; after [#polish] vols are implied from the model's prices, with the vega at
/// the model's own vol. A robust loss enters as r̃ = sign(r)√ρ(r²), whose squares and gradients are
/// those of ρ. The rows of a prior follow those of the quotes. An evaluation allocates nothing.
final class ModelResiduals implements LeastSquaresProblem {
  /// Vega below this, per √year, tells no vol: the residual then stays a price over this floor.
  private static final double LEAST_VEGA = 1e-4;

  /// Prices of the frozen nodes are absolutely accurate to 10⁻¹²: no vol is implied near that.
  private static final double LEAST_PRICE = 1e-10;

  private static final int SKETCHED = 8;
  private static final double EQUAL_VOL = 0.01;
  private static final double EQUAL_PRICE = 1e-4;
  private static final double EQUAL_VARIANCE = 1e-3;

  private final CalibrationProblem problem;
  private final ModelQuotes quotes;
  private final boolean sketched;
  private final Coordinates coordinates;
  private final Measure measure;
  private final Loss loss;
  private final int quoteCount;
  private final int residualCount;

  private final double[] low;
  private final double[] high;
  private final double[] inverseStd;
  private final double[] strikes;
  private final double[] roots;
  private final double[] vegas;

  private final double[] x;
  private final double[] values;
  private final double[] gradients;
  private final double[] slopes;
  private final int[] columns;
  private final double[] priorMean;
  private @Nullable SurfacePricer pricer;
  private final BentPrices bent;

  /// Whether each residual is `lineSlopes` × (price − `low`), of all parameters, until vols are
  /// implied or prices bent.
  private final boolean isStraight;

  private final double[] lineSlopes;

  /// Those, once for each free parameter.
  private final double[] lineFactors;

  private boolean polished;
  private boolean bending;
  private int evaluations;

  ModelResiduals(CalibrationProblem problem) {
    this(problem, problem.quotes(), false);
  }

  private ModelResiduals(CalibrationProblem problem, ModelQuotes quotes, boolean sketched) {
    this.problem = problem;
    this.quotes = quotes;
    this.sketched = sketched;
    coordinates = problem.coordinates();
    measure = problem.objective().measure();
    loss = problem.objective().loss();
    quoteCount = quotes.size();
    GaussianPrior prior = problem.prior();
    residualCount = quoteCount + (prior == null ? 0 : prior.size());
    low = new double[quoteCount];
    high = new double[quoteCount];
    inverseStd = new double[quoteCount];
    strikes = new double[quoteCount];
    roots = new double[quoteCount];
    vegas = new double[quoteCount];
    bent = new BentPrices(quoteCount);
    x = new double[coordinates.parameterCount()];
    values = new double[quoteCount];
    gradients = new double[quoteCount * x.length];
    slopes = new double[coordinates.size()];
    columns = new int[slopes.length];
    Arrays.setAll(columns, coordinates::parameter);
    priorMean = new double[x.length];
    for (int j = 0; prior != null && j < x.length; j++) {
      priorMean[j] = coordinates.coordinate(j, prior.mean(j));
    }
    int n = slopes.length;
    lineSlopes = new double[quoteCount];
    lineFactors = new double[quoteCount * n];
    boolean straight = loss.kind() == Loss.Kind.LEAST_SQUARES && n == x.length && quoteCount > 0;
    for (int i = 0; i < quoteCount; i++) {
      prepare(i);
      lineSlopes[i] = lineSlope(i);
      Arrays.fill(lineFactors, i * n, (i + 1) * n, lineSlopes[i]);
      straight &= low[i] == high[i];
    }
    isStraight = straight;
  }

  /// The problem on at most [#SKETCHED] quotes an expiry, for first steps.
  ///
  /// @param rough whether on few nodes besides
  static ModelResiduals sketch(CalibrationProblem problem, boolean rough) {
    ModelQuotes all = problem.quotes();
    OptionGrid grid = all.grid();
    ModelQuotes few =
        all.where(
            i -> {
              int e = all.expiryIndex(i);
              int gaps = grid.size(e) - 1;
              return gaps < SKETCHED || (i - grid.first(e)) * (SKETCHED - 1) % gaps < SKETCHED - 1;
            });
    return new ModelResiduals(problem, few, rough);
  }

  private void prepare(int i) {
    double k = quotes.k(i);
    roots[i] = Math.sqrt(quotes.expiry(i));
    strikes[i] = StrictMath.exp(k);
    low[i] = price(k, quotes.lower(i) * roots[i]);
    high[i] = price(k, quotes.upper(i) * roots[i]);
    vegas[i] = Math.max(vega(i, quotes.vol(i)), LEAST_VEGA * roots[i]);
    inverseStd[i] = 1 / std(i);
    bent.set(i, quotePrice(i), vegas[i] / roots[i], k, quotes.vol(i) * roots[i]);
  }

  private double std(int i) {
    boolean equal = problem.objective().weights() == Objective.Weights.EQUAL;
    double vol = equal ? EQUAL_VOL : quotes.stdDev(i);
    return switch (measure) {
      case PRICE -> equal ? EQUAL_PRICE : vol * vegas[i];
      case VEGA_PRICE -> vol * vegas[i];
      case IMPLIED_VOL -> vol;
      case TOTAL_VARIANCE -> equal ? EQUAL_VARIANCE : 2 * quotes.vol(i) * roots[i] * roots[i] * vol;
    };
  }

  private static double price(double k, double v) {
    if (v == Double.POSITIVE_INFINITY) {
      return v;
    }
    return k >= 0 ? Black76.normalizedCall(k, v) : Black76.normalizedPut(k, v);
  }

  private double vega(int i, double vol) {
    double v = vol * roots[i];
    return Normal.density(-quotes.k(i) / v + 0.5 * v) * roots[i];
  }

  /// Chooses the pricer's nodes for the neighbourhood of `parameters`.
  void freeze(double[] parameters) {
    SurfacePricer known = pricer;
    if (known == null || !known.renew(parameters)) {
      OptionGrid grid = quotes.grid();
      pricer =
          sketched
              ? problem.model().sketch(grid, parameters)
              : problem.model().pricer(grid, parameters);
    }
  }

  /// The pricer of the frozen nodes.
  SurfacePricer pricer() {
    if (pricer == null) {
      throw new IllegalStateException("freeze first");
    }
    return pricer;
  }

  /// Whether vols are implied exactly.
  void polish(boolean exact) {
    polished = exact && measure.impliesVols();
    bending = false;
  }

  /// Compares prices bent towards vols, for first steps from far away.
  void bend() {
    polished = false;
    bending = measure != Measure.PRICE;
  }

  /// Evaluations of the surface since the construction.
  int evaluations() {
    return evaluations;
  }

  @Override
  public int parameterCount() {
    return coordinates.size();
  }

  @Override
  public int residualCount() {
    return residualCount;
  }

  /// Number of residuals that belong to quotes: the first.
  int quoteCount() {
    return quoteCount;
  }

  @Override
  public boolean evaluateResiduals(double[] y, double[] residuals, double[] scratch) {
    coordinates.toParameters(y, x);
    evaluations++;
    if (!pricer().price(x, values)) {
      return false;
    }
    for (int i = 0; i < quoteCount; i++) {
      residual(i, values[i], residuals);
    }
    priorRows(y, residuals, scratch);
    return true;
  }

  @Override
  public boolean evaluate(double[] y, double[] residuals, double[] jacobian) {
    coordinates.toParameters(y, x);
    evaluations++;
    if (!pricer().price(x, values, gradients)) {
      return false;
    }
    int n = coordinates.size();
    for (int j = 0; j < n; j++) {
      slopes[j] = coordinates.slope(j, x);
    }
    if (isStraight && !bending && !polished) {
      straight(residuals, jacobian);
      priorRows(y, residuals, jacobian);
      return true;
    }
    for (int i = 0; i < quoteCount; i++) {
      double factor = residual(i, values[i], residuals);
      int at = i * n;
      int from = i * x.length;
      for (int j = 0; j < n; j++) {
        jacobian[at + j] = factor * gradients[from + columns[j]] * slopes[j];
      }
    }
    priorRows(y, residuals, jacobian);
    return true;
  }

  /// Residuals that are straight lines in the price, in loops that compilers turn into vectors.
  private void straight(double[] residuals, double[] jacobian) {
    for (int i = 0; i < quoteCount; i++) {
      residuals[i] = lineSlopes[i] * (values[i] - low[i]);
    }
    int n = slopes.length;
    int size = quoteCount * n;
    System.arraycopy(slopes, 0, jacobian, 0, n);
    for (int done = n; done < size; done *= 2) {
      System.arraycopy(jacobian, 0, jacobian, done, Math.min(done, size - done));
    }
    for (int i = 0; i < size; i++) {
      jacobian[i] *= lineFactors[i] * gradients[i];
    }
  }

  /// Writes residual `i` and returns its derivative in the price.
  private double residual(int i, double value, double[] residuals) {
    double nearest = Math.max(low[i], Math.min(high[i], value));
    double scale = inverseStd[i];
    double slope;
    double r;
    if (polished && value > LEAST_PRICE && nearest != value) {
      double vol = impliedVol(i, value);
      double vega = vol > 0 ? vega(i, vol) : 0;
      if (vega > LEAST_VEGA * roots[i]) {
        double target = nearest == low[i] ? quotes.lower(i) : quotes.upper(i);
        r = scale * (inMeasure(i, vol) - inMeasure(i, target));
        slope = scale * slopeOfMeasure(i, vol) / vega;
        return robust(i, r, slope, residuals);
      }
    }
    slope = lineSlopes[i];
    r = slope * (value - nearest);
    if (bending) {
      double target = low[i] < high[i] ? bent.bend(i, nearest) : 0;
      double scaled = slope * vegas[i] / roots[i];
      r = scaled * (bent.bend(i, value) - target);
      slope = scaled * bent.slope();
    }
    return robust(i, r, nearest == value && low[i] < high[i] ? 0 : slope, residuals);
  }

  private double lineSlope(int i) {
    double slope = inverseStd[i];
    return measure.impliesVols() ? slope * (slopeOfMeasure(i, quotes.vol(i)) / vegas[i]) : slope;
  }

  private double robust(int i, double r, double slope, double[] residuals) {
    if (loss.kind() == Loss.Kind.LEAST_SQUARES || r == 0) {
      residuals[i] = r;
      return slope;
    }
    double s = r * r;
    double root = Math.sqrt(loss.value(s));
    residuals[i] = r > 0 ? root : -root;
    return slope * loss.share(s) * Math.abs(r) / root;
  }

  private double impliedVol(int i, double value) {
    OptionType type = quotes.k(i) >= 0 ? OptionType.CALL : OptionType.PUT;
    return ImpliedVol.impliedVol(type, 1, strikes[i], roots[i] * roots[i], value);
  }

  private double inMeasure(int i, double vol) {
    return measure == Measure.TOTAL_VARIANCE ? vol * vol * roots[i] * roots[i] : vol;
  }

  private double slopeOfMeasure(int i, double vol) {
    return measure == Measure.TOTAL_VARIANCE ? 2 * vol * roots[i] * roots[i] : 1;
  }

  private void priorRows(double[] y, double[] residuals, double[] jacobian) {
    GaussianPrior prior = problem.prior();
    if (prior == null) {
      return;
    }
    int n = coordinates.size();
    for (int i = 0; i < prior.size(); i++) {
      double sum = 0;
      int free = 0;
      for (int j = 0; j < prior.size(); j++) {
        boolean isFree = free < n && coordinates.parameter(free) == j;
        double at = isFree ? y[free] : coordinates.coordinate(j, x[j]);
        sum += prior.whitener(i, j) * (at - priorMean[j]);
        if (isFree) {
          jacobian[(quoteCount + i) * n + free] = prior.whitener(i, j);
          free++;
        }
      }
      residuals[quoteCount + i] = sum;
    }
  }

  /// The model's vol of quote `i` at the last evaluation; NaN where its price tells none.
  double modelVol(int i) {
    return values[i] > 0 ? impliedVol(i, values[i]) : Double.NaN;
  }

  /// The model's price of quote `i` at the last evaluation.
  double modelPrice(int i) {
    return values[i];
  }

  /// The quote's own price: of its vol.
  double quotePrice(int i) {
    return price(quotes.k(i), quotes.vol(i) * roots[i]);
  }
}
