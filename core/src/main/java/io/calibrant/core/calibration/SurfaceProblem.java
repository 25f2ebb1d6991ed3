package io.calibrant.core.calibration;

import io.calibrant.core.math.Elementary;
import io.calibrant.core.solve.NormalEquations;
import io.calibrant.core.solve.StructuredProblem;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The joint fit of all slices of a surface: quotes, a weak prior on shape, and penalties on
/// violated no-arbitrage conditions.
///
/// Slice i owns coordinates 5i … 5i + 4 ([SviCoordinates]). Rows:
/// - a quote: (σ(k) − target)/std with the loss of [Weighting], or with its weights frozen; zero
///   inside an interval quote;
/// - the prior: (ln w₂ − ln 2.5)/3, (ln s∓ − ½ ln w₀)/2: keeps slopes and curvature finite where no
///   quote speaks, and is invisible where quotes do;
/// - butterfly: √μ·(margin − g)⁺ at each condition point, and √μ·10·(s± − 1.99)⁺ (Lee);
/// - calendar: √μ·3·(w₋(1 + margin) − w)⁺/(v(v + |k|)) at each condition point, v = σ_ATM·√T, and
///   the same for the wing slopes over v.
///
/// Quadratic penalties with a positive margin reach strict feasibility at a finite μ.
final class SurfaceProblem implements StructuredProblem {
  /// The margin of g in the penalties.
  static final double BUTTERFLY_MARGIN = 0.002;

  /// The relative margin of total variance in the penalties.
  static final double CALENDAR_MARGIN = 0.0005;

  private static final int N = SviCoordinates.N;
  private static final double LEE_SLOPE = 1.99;
  private static final double LEE_SCALE = 10;
  private static final double CALENDAR_SCALE = 3;
  private static final double PRIOR_LOG_CURVATURE = 0.916;
  private static final double PRIOR_CURVATURE_SD = 3;
  private static final double PRIOR_SLOPE_SD = 2;

  private final SliceTarget[] targets;
  private final ConditionPoints points;
  private final double robustness;
  private final double[] raw;
  private final double[] derivative;
  private final double[] rawRow = new double[N];
  private final double[] row = new double[2 * N];
  private final double[] rawGram = new double[N * N];
  private final double[] rawRight = new double[N];
  private final double[] gram = new double[N * N];
  private final double[] right = new double[N];
  private final double[] half = new double[N];
  private final Columns columns;
  private double penalty = 1e4;
  private double @Nullable [][] frozen;
  private double @Nullable [] priorShifts;

  /// Takes the conditions instead of the normal equations while it is there.
  private @Nullable OneSidedCovariance held;

  SurfaceProblem(List<SliceTarget> targets, ConditionPoints points, double robustness) {
    this(targets, points, robustness, new Columns());
  }

  /// @param columns modified; problems that are not evaluated at the same time may share them
  SurfaceProblem(
      List<SliceTarget> targets, ConditionPoints points, double robustness, Columns columns) {
    this.columns = columns;
    this.targets = targets.toArray(SliceTarget[]::new);
    this.points = points;
    this.robustness = robustness;
    this.raw = new double[N * targets.size()];
    this.derivative = new double[N * N * targets.size()];
  }

  /// What a pass holds of the quotes or points of one slice, in columns: loops over nothing else
  /// than arrays and locals, which the compiler takes several entries at a time in.
  static final class Columns {
    private double[] root = {};
    private double[] vol = {};
    private double[] residual = {};
    private double[] weight = {};
    private double[] scale = {};
    private double[] density = {};

    private void makeRoomForQuotes(int size) {
      if (root.length < size) {
        root = new double[size];
        vol = new double[size];
        residual = new double[size];
        weight = new double[size];
        scale = new double[size];
      }
    }

    private double[] densities(int size) {
      if (density.length < size) {
        density = new double[size];
      }
      return density;
    }
  }

  /// Sets μ, the weight of a squared violation.
  void setPenalty(double weight) {
    penalty = weight;
  }

  /// Replaces the robust loss by squares weighted with ρ′(r)/r at x, where every smile is still
  /// near its own quotes; gross errors lose what weight they have left ([GrossErrors]).
  ///
  /// A loss that is bounded in influence would let a violated condition drive a whole slice away
  /// from its quotes; squares with the weights of the last point pull it back. Repeated, the
  /// weights settle at the robust optimum (iteratively reweighted least squares).
  void freezeWeights(double[] x) {
    double[][] weights = new double[targets.length][];
    for (int i = 0; i < weights.length; i++) {
      SviCoordinates.toRaw(x, N * i, raw, N * i);
      SliceTarget target = targets[i];
      weights[i] = new double[target.size];
      double[] sizes = new double[target.size];
      for (int j = 0; j < target.size; j++) {
        double vol = Math.sqrt(variance(i, target.k[j]) / target.expiry);
        double r = target.misfit(j, vol) / target.stdDev[j];
        weights[i][j] = r;
        sizes[j] = Math.abs(r);
      }
      double scale =
          robustness < Double.POSITIVE_INFINITY
              ? GrossErrors.scale(sizes, sizes.length)
              : Double.POSITIVE_INFINITY;
      for (int j = 0; j < target.size; j++) {
        double r = weights[i][j];
        weights[i][j] = GrossErrors.share(r, scale) / (1 + r * r / robustness);
      }
    }
    frozen = weights;
  }

  /// The frozen weights of slice i; a copy.
  double[] frozenWeights(int i) {
    return Objects.requireNonNull(frozen, "freeze the weights before asking for them")[i].clone();
  }

  /// Freezes these weights, one a quote of each slice.
  void setWeights(double[][] weights) {
    frozen = weights;
  }

  /// Moves the means of the prior by so many of its standard deviations, three a slice.
  void shiftPrior(double[] shifts) {
    priorShifts = shifts;
  }

  /// Returns to the robust loss.
  void thawWeights() {
    frozen = null;
  }

  @Override
  public int parameterCount() {
    return N * targets.length;
  }

  @Override
  public int bandwidth() {
    return targets.length > 1 ? 2 * N - 1 : N - 1;
  }

  @Override
  public double cost(double[] x) {
    return pass(x, null);
  }

  @Override
  public void linearize(double[] x, NormalEquations equations) {
    pass(x, equations);
  }

  /// [#cost] and [#linearize] in one pass.
  double linearized(double[] x, NormalEquations equations) {
    return pass(x, equations);
  }

  /// Adds the rows of quotes and prior alone.
  void linearizeFree(double[] x, NormalEquations equations) {
    double stiff = penalty;
    penalty = 0;
    pass(x, equations);
    penalty = stiff;
  }

  /// Hands every no-arbitrage condition to `receiver`, whether it holds at x or not.
  void conditions(double[] x, OneSidedCovariance receiver) {
    if (!place(x, true)) {
      return;
    }
    held = receiver;
    for (int i = 0; i < targets.length; i++) {
      butterfly(i, null);
      if (i > 0) {
        calendar(i, null);
      }
    }
    held = null;
  }

  /// Finds the raw vectors, and their derivatives when `linear`; false when x is no surface.
  private boolean place(double[] x, boolean linear) {
    for (int i = 0; i < targets.length; i++) {
      if (!SviCoordinates.toRaw(x, N * i, raw, N * i)) {
        return false;
      }
      if (linear) {
        SviCoordinates.derivative(x, N * i, raw, N * i, derivative, N * N * i);
      }
    }
    return true;
  }

  private double pass(double[] x, @Nullable NormalEquations equations) {
    if (!place(x, equations != null)) {
      return Double.POSITIVE_INFINITY;
    }
    double cost = 0;
    for (int i = 0; i < targets.length; i++) {
      cost += quotes(i, equations) + butterfly(i, equations) + prior(i, x, equations);
      if (equations != null) {
        flush(i, equations);
      }
      if (i > 0) {
        cost += calendar(i, equations);
      }
    }
    return Double.isNaN(cost) ? Double.POSITIVE_INFINITY : cost;
  }

  private double quotes(int i, @Nullable NormalEquations equations) {
    SliceTarget target = targets[i];
    double a = raw[N * i];
    double b = raw[N * i + 1];
    double c = raw[N * i + 2];
    double m = raw[N * i + 3];
    double sigma = raw[N * i + 4];
    double[] weights = frozen == null ? null : frozen[i];
    int size = target.size;
    columns.makeRoomForQuotes(size);
    double[] residual = columns.residual;
    double[] weight = columns.weight;
    misfits(target, a, b, c, m, sigma, columns.root, columns.vol, residual);
    if (weights == null) {
      weigh(residual, robustness, size, weight);
    } else {
      System.arraycopy(weights, 0, weight, 0, size);
    }
    double logOfProduct = 0;
    double product = 1;
    double sum = 0;
    for (int j = 0; j < size; j++) {
      if (weights == null) {
        product *= weight[j];
      } else {
        sum += weight[j] * residual[j] * residual[j];
      }
      if (product < 1e-200) {
        logOfProduct += Elementary.log(product);
        product = 1;
      }
    }
    if (equations != null) {
      double[] scale = columns.scale;
      scale(target, weight, columns.vol, scale);
      for (int j = 0; j < size; j++) {
        if (residual[j] != 0) {
          varianceRow(scale[j], target.k[j] - m, columns.root[j], b, c, sigma);
          addRow(Math.sqrt(weight[j]) * residual[j]);
        }
      }
    }
    return 0.5 * (sum - robustness * (logOfProduct + Elementary.log(product)));
  }

  /// √((k − m)² + σ²), the vol and the residual of each quote.
  private static void misfits(
      SliceTarget target,
      double a,
      double b,
      double c,
      double m,
      double sigma,
      double[] root,
      double[] vol,
      double[] residual) {
    double expiry = target.expiry;
    double[] k = target.k;
    double[] lower = target.lower;
    double[] upper = target.upper;
    double[] stdDev = target.stdDev;
    for (int j = 0; j < target.size; j++) {
      double d = k[j] - m;
      double s = Math.sqrt(d * d + sigma * sigma);
      double v = Math.sqrt((a + c * d + b * s) / expiry);
      root[j] = s;
      vol[j] = v;
      // As SliceTarget.misfit.
      residual[j] = (v - Math.min(Math.max(v, lower[j]), upper[j])) / stdDev[j];
    }
  }

  /// ρ′(r)/r.
  private static void weigh(double[] residual, double robustness, int size, double[] weight) {
    for (int j = 0; j < size; j++) {
      weight[j] = 1 / (1 + residual[j] * residual[j] / robustness);
    }
  }

  /// What turns ∂w into the row of each quote: ∂σ/∂w over its standard deviation, times √weight.
  private static void scale(SliceTarget target, double[] weight, double[] vol, double[] scale) {
    double expiry = target.expiry;
    double[] stdDev = target.stdDev;
    for (int j = 0; j < target.size; j++) {
      scale[j] = Math.sqrt(weight[j]) / (2 * vol[j] * expiry * stdDev[j]);
    }
  }

  private double prior(int i, double[] x, @Nullable NormalEquations equations) {
    double w0 = x[N * i];
    double curvature = (x[N * i + 2] - PRIOR_LOG_CURVATURE) / PRIOR_CURVATURE_SD;
    double left = (x[N * i + 3] - 0.5 * w0) / PRIOR_SLOPE_SD;
    double right = (x[N * i + 4] - 0.5 * w0) / PRIOR_SLOPE_SD;
    double[] shifts = priorShifts;
    if (shifts != null) {
      curvature -= shifts[3 * i];
      left -= shifts[3 * i + 1];
      right -= shifts[3 * i + 2];
    }
    if (equations != null) {
      java.util.Arrays.fill(row, 0, N, 0);
      row[2] = 1 / PRIOR_CURVATURE_SD;
      equations.add(N * i, row, N, curvature);
      row[2] = 0;
      row[0] = -0.5 / PRIOR_SLOPE_SD;
      row[3] = 1 / PRIOR_SLOPE_SD;
      equations.add(N * i, row, N, left);
      row[3] = 0;
      row[4] = 1 / PRIOR_SLOPE_SD;
      equations.add(N * i, row, N, right);
    }
    return 0.5 * (curvature * curvature + left * left + right * right);
  }

  private double butterfly(int i, @Nullable NormalEquations equations) {
    if (penalty == 0 && held == null) {
      return 0;
    }
    double a = raw[N * i];
    double b = raw[N * i + 1];
    double c = raw[N * i + 2];
    double m = raw[N * i + 3];
    double sigma = raw[N * i + 4];
    double rootPenalty = Math.sqrt(penalty);
    double cost = lee(i, rootPenalty, equations);
    double[] sinh = points.sinh(i);
    double[] cosh = points.cosh(i);
    double[] densities = columns.densities(sinh.length);
    evaluateG(a, b, c, m, sigma, sinh, cosh, densities);
    for (int j = 0; j < sinh.length; j++) {
      double g = densities[j];
      if (!(g < BUTTERFLY_MARGIN) && held == null) {
        continue;
      }
      double r = rootPenalty * (BUTTERFLY_MARGIN - g);
      cost += 0.5 * r * r;
      if (equations != null || held != null) {
        double y = sinh[j];
        double z = cosh[j];
        double k = m + sigma * y;
        double w = a + sigma * (c * y + b * z);
        double w1 = c + b * y / z;
        double z3 = 1 / (z * z * z);
        double half = k * w1 / (2 * w);
        double gk = -(1 - half) * w1 / w;
        double gw = 2 * (1 - half) * half / w + w1 * w1 / (4 * w * w);
        double g1 = -(1 - half) * k / w - w1 / 2 * (1 / w + 0.25);
        rawRow[0] = -rootPenalty * gw;
        rawRow[1] = -rootPenalty * (gw * sigma * z + g1 * y / z + z3 / (2 * sigma));
        rawRow[2] = -rootPenalty * (gw * sigma * y + g1);
        rawRow[3] = -rootPenalty * gk;
        rawRow[4] = -rootPenalty * (gw * (c * y + b * z) - b * z3 / (2 * sigma * sigma) + gk * y);
        addCondition(i, r);
      }
    }
    return cost;
  }

  /// Gatheral's g at all points. Most of them hold, and the compiler takes several at a time here.
  private static void evaluateG(
      double a,
      double b,
      double c,
      double m,
      double sigma,
      double[] sinh,
      double[] cosh,
      double[] g) {
    for (int j = 0; j < sinh.length; j++) {
      double y = sinh[j];
      double z = cosh[j];
      double k = m + sigma * y;
      double w = a + sigma * (c * y + b * z);
      double w1 = c + b * y / z;
      double z3 = 1 / (z * z * z);
      double half = k * w1 / (2 * w);
      g[j] = (1 - half) * (1 - half) - w1 * w1 / 4 * (1 / w + 0.25) + b / sigma * z3 / 2;
    }
  }

  private double lee(int i, double rootPenalty, @Nullable NormalEquations equations) {
    double cost = 0;
    for (int side = -1; side <= 1; side += 2) {
      double excess = raw[N * i + 1] + side * raw[N * i + 2] - LEE_SLOPE;
      if (excess > 0 || held != null) {
        double f = rootPenalty * LEE_SCALE;
        cost += 0.5 * f * f * excess * excess;
        if (equations != null || held != null) {
          slopeRow(f, side);
          addCondition(i, f * excess);
        }
      }
    }
    return cost;
  }

  private double calendar(int i, @Nullable NormalEquations equations) {
    SliceTarget target = targets[i];
    double stdDev = target.atmVol * Math.sqrt(target.expiry);
    double scale = Math.sqrt(penalty) * CALENDAR_SCALE;
    double cost = calendarSlopes(i, scale / stdDev, equations);
    for (double k : points.calendar(i)) {
      double gap = variance(i, k) - (1 + CALENDAR_MARGIN) * variance(i - 1, k);
      if (!(gap < 0) && held == null) {
        continue;
      }
      double f = scale / (stdDev * (stdDev + Math.abs(k)));
      cost += 0.5 * f * f * gap * gap;
      if (equations != null || held != null) {
        varianceRow(f * (1 + CALENDAR_MARGIN), i - 1, k);
        chain(i - 1, 0);
        varianceRow(-f, i, k);
        chain(i, N);
        addPair(i, -f * gap, equations);
      }
    }
    return cost;
  }

  private double calendarSlopes(int i, double f, @Nullable NormalEquations equations) {
    double cost = 0;
    for (int side = -1; side <= 1; side += 2) {
      double earlier = raw[N * i - N + 1] + side * raw[N * i - N + 2];
      double gap = raw[N * i + 1] + side * raw[N * i + 2] - (1 + CALENDAR_MARGIN) * earlier;
      if (gap < 0 || held != null) {
        cost += 0.5 * f * f * gap * gap;
        if (equations != null || held != null) {
          slopeRow(f * (1 + CALENDAR_MARGIN), side);
          chain(i - 1, 0);
          slopeRow(-f, side);
          chain(i, N);
          addPair(i, -f * gap, equations);
        }
      }
    }
    return cost;
  }

  private double variance(int i, double k) {
    double d = k - raw[N * i + 3];
    double sigma = raw[N * i + 4];
    return raw[N * i] + raw[N * i + 2] * d + raw[N * i + 1] * Math.sqrt(d * d + sigma * sigma);
  }

  private void varianceRow(double f, int i, double k) {
    double d = k - raw[N * i + 3];
    double sigma = raw[N * i + 4];
    varianceRow(f, d, Math.sqrt(d * d + sigma * sigma), raw[N * i + 1], raw[N * i + 2], sigma);
  }

  /// f·∂w/∂raw.
  private void varianceRow(double f, double d, double s, double b, double c, double sigma) {
    rawRow[0] = f;
    rawRow[1] = f * s;
    rawRow[2] = f * d;
    rawRow[3] = -f * (c + b * d / s);
    rawRow[4] = f * b * sigma / s;
  }

  /// f·∂(b ± c)/∂raw.
  private void slopeRow(double f, int side) {
    rawRow[0] = 0;
    rawRow[1] = f;
    rawRow[2] = side * f;
    rawRow[3] = 0;
    rawRow[4] = 0;
  }

  /// The row of a condition on slice i alone, in raw parameters.
  private void addCondition(int i, double residual) {
    if (held == null) {
      addRow(residual);
    } else {
      chain(i, 0);
      held.add(N * i, row, N, residual);
    }
  }

  /// The row of a condition between slices i − 1 and i, in their coordinates.
  private void addPair(int i, double residual, @Nullable NormalEquations equations) {
    if (held != null) {
      held.add(N * (i - 1), row, 2 * N, residual);
    } else if (equations != null) {
      equations.add(N * (i - 1), row, 2 * N, residual);
    }
  }

  /// Adds rawRow to the sums of the slice in hand, in raw parameters: G += r·rᵀ, g += r·residual.
  /// Written out, since a fit spends most of its time here.
  private void addRow(double residual) {
    double r0 = rawRow[0];
    double r1 = rawRow[1];
    double r2 = rawRow[2];
    double r3 = rawRow[3];
    double r4 = rawRow[4];
    double[] g = rawGram;
    g[0] += r0 * r0;
    g[N] += r1 * r0;
    g[N + 1] += r1 * r1;
    g[2 * N] += r2 * r0;
    g[2 * N + 1] += r2 * r1;
    g[2 * N + 2] += r2 * r2;
    g[3 * N] += r3 * r0;
    g[3 * N + 1] += r3 * r1;
    g[3 * N + 2] += r3 * r2;
    g[3 * N + 3] += r3 * r3;
    g[4 * N] += r4 * r0;
    g[4 * N + 1] += r4 * r1;
    g[4 * N + 2] += r4 * r2;
    g[4 * N + 3] += r4 * r3;
    g[4 * N + 4] += r4 * r4;
    rawRight[0] += r0 * residual;
    rawRight[1] += r1 * residual;
    rawRight[2] += r2 * residual;
    rawRight[3] += r3 * residual;
    rawRight[4] += r4 * residual;
  }

  /// Carries the sums of slice i to its coordinates, Dᵀ G D with D = ∂raw/∂x, once for all rows.
  private void flush(int i, NormalEquations equations) {
    int base = N * N * i;
    for (int r = 0; r < N; r++) {
      for (int c = 0; c < r; c++) {
        rawGram[c * N + r] = rawGram[r * N + c];
      }
    }
    for (int j = 0; j < N; j++) {
      double sum = 0;
      for (int r = 0; r < N; r++) {
        sum += rawRight[r] * derivative[base + r * N + j];
        double product = 0;
        for (int c = 0; c < N; c++) {
          product += rawGram[r * N + c] * derivative[base + c * N + j];
        }
        half[r] = product;
      }
      right[j] = sum;
      for (int l = 0; l < N; l++) {
        double entry = 0;
        for (int r = 0; r < N; r++) {
          entry += derivative[base + r * N + l] * half[r];
        }
        gram[l * N + j] = entry;
      }
    }
    equations.addBlock(N * i, gram, right, N);
    java.util.Arrays.fill(rawGram, 0);
    java.util.Arrays.fill(rawRight, 0);
  }

  /// row[at …] = rawRow · ∂raw/∂x of slice i.
  private void chain(int i, int at) {
    int base = N * N * i;
    for (int j = 0; j < N; j++) {
      double sum = 0;
      for (int r = 0; r < N; r++) {
        sum += rawRow[r] * derivative[base + r * N + j];
      }
      row[at + j] = sum;
    }
  }
}
