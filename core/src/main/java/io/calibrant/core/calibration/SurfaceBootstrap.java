package io.calibrant.core.calibration;

import io.calibrant.core.math.Normal;
import io.calibrant.core.math.Philox;
import io.calibrant.core.solve.LeastSquaresSolution;
import io.calibrant.core.solve.LevenbergMarquardt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fits the SVI smiles of a surface again and again to quotes drawn from their own residuals, and
/// compares the spread of what comes out with the delta method (B. Efron 1979; residuals resampled
/// within each expiry).
///
/// With the robust weights ω frozen at the fit, the whitened residuals e = √ω r of a slice have the
/// variance s² = Σe²/(n − 5). Both methods take it for the quotes' errors: the delta method as the
/// inverse of the normal equations with weights ω/s², prior included; the bootstrap by drawing new
/// residuals from the centred ones, widened to s², the prior's means from the prior, and fitting
/// all slices together again. Deterministic in the seed.
///
/// The no-arbitrage conditions enter both as they enter the fit, with its weight and on one side
/// each ([OneSidedCovariance]). The refits reach that weight in steps: from the start they would
/// take five times the iterations.
public final class SurfaceBootstrap {
  private static final int N = SviCoordinates.N;
  private static final double STEP = 1e-5;

  /// Weights of the no-arbitrage conditions, one solve after the other up to the fit's.
  private static final double[] PENALTIES = {1e2, 1e3, 1e4, 1e5, SurfaceFit.LAST_PENALTY};

  private static final LevenbergMarquardt SOLVER = new LevenbergMarquardt(150, 1e-7, 1e-8, 1e-8, 1);

  private final List<CalibratedSlice> slices;
  private final List<SliceTarget> points = new ArrayList<>();
  private final double[][] weights;
  private final double[][] pool;
  private final double[] centre;
  private final double robustness;
  private final ConditionPoints conditions;

  private SurfaceBootstrap(CalibratedSurface surface, CalibrationSettings settings) {
    slices = surface.slices();
    robustness = settings.weighting().robustness();
    weights = new double[slices.size()][];
    pool = new double[slices.size()][];
    double[] stdDevs = new double[slices.size()];
    double[] x = new double[N * slices.size()];
    for (int i = 0; i < slices.size(); i++) {
      CalibratedSlice slice = slices.get(i);
      SliceTarget target =
          SliceTarget.of(slice.quotes(), slice.expiry(), settings.range(), -1)
              .pointsAt(slice.base()::totalVariance);
      points.add(target);
      stdDevs[i] = target.atmVol * Math.sqrt(target.expiry);
      SviCoordinates.fromSvi(slice.base(), x, N * i);
    }
    conditions = new ConditionPoints(stdDevs);
    SurfaceProblem problem = problem(points);
    problem.freezeWeights(x);
    for (int i = 0; i < slices.size(); i++) {
      weights[i] = problem.frozenWeights(i);
      pool[i] = residuals(i, x);
    }
    problem.setWeights(weights);
    double[] found = solve(problem, x);
    centre = found == null ? x : found;
    for (int i = 0; i < slices.size(); i++) {
      pool[i] = residuals(i, centre);
    }
  }

  /// What the bootstrap says of each slice of `surface`, in its order.
  ///
  /// @param settings those it was fitted with
  /// @param refits how often to fit it again, ≥ 2; 400 tell a standard error to 3.5 %
  /// @param seed of the draws
  public static List<SliceBootstrap> of(
      CalibratedSurface surface, CalibrationSettings settings, int refits, long seed) {
    if (refits < 2) {
      throw new IllegalArgumentException("refits=%d: give 2 or more".formatted(refits));
    }
    if (surface.slices().stream().anyMatch(slice -> !(slice.base().b() > 0))) {
      return List.of(); // a repaired flat smile has no coordinates
    }
    return new SurfaceBootstrap(surface, settings).run(refits, seed);
  }

  private SurfaceProblem problem(List<SliceTarget> targets) {
    var problem = new SurfaceProblem(targets, conditions, robustness);
    problem.setPenalty(PENALTIES[PENALTIES.length - 1]);
    return problem;
  }

  private static double @Nullable [] solve(SurfaceProblem problem, double[] start) {
    double[] x = start;
    for (double penalty : PENALTIES) {
      problem.setPenalty(penalty);
      LeastSquaresSolution found = SOLVER.solve(problem, x);
      if (!found.termination().usable()) {
        return null;
      }
      x = found.toArray();
    }
    return x;
  }

  /// √ω r of slice i at x, centred and widened to s²; turns its weights into ω/s² on the way.
  private double[] residuals(int i, double[] x) {
    SliceTarget target = points.get(i);
    double[] e = new double[target.size];
    int n = 0;
    double sum = 0;
    double squares = 0;
    for (int j = 0; j < target.size; j++) {
      if (target.lower[j] == target.upper[j]) {
        double misfit = vol(x, i, target.k[j]) - target.lower[j];
        double value = Math.sqrt(weights[i][j]) * misfit / target.stdDev[j];
        e[n++] = value;
        sum += value;
        squares += value * value;
      }
    }
    if (n <= N || !(squares > 0)) {
      return new double[0];
    }
    double scale = Math.sqrt(squares / (n - N));
    double mean = sum / n;
    double widened = Math.sqrt(n / (double) (n - N) * squares / (squares - n * mean * mean));
    for (int j = 0; j < target.size; j++) {
      weights[i][j] /= scale * scale;
    }
    for (int j = 0; j < n; j++) {
      e[j] = (e[j] - mean) * widened / scale;
    }
    return Arrays.copyOf(e, n);
  }

  private double vol(double[] x, int i, double k) {
    double[] raw = new double[N];
    SviCoordinates.toRaw(x, N * i, raw, 0);
    double d = k - raw[3];
    double w = raw[0] + raw[2] * d + raw[1] * Math.sqrt(d * d + raw[4] * raw[4]);
    return Math.sqrt(w / points.get(i).expiry);
  }

  private List<SliceBootstrap> run(int refits, long seed) {
    double[][] delta = deltaMethod();
    double[][][] drawn = new double[slices.size()][3][refits];
    int failed = 0;
    for (int b = 0; b < refits; b++) {
      double[] x = refit(new Philox(seed, b));
      int at = b - failed;
      if (x == null) {
        failed++;
        continue;
      }
      for (int i = 0; i < slices.size(); i++) {
        double[] figures = figures(x, i);
        for (int f = 0; f < 3; f++) {
          drawn[i][f][at] = figures[f];
        }
      }
    }
    List<SliceBootstrap> told = new ArrayList<>();
    for (int i = 0; i < slices.size(); i++) {
      CalibratedSlice slice = slices.get(i);
      BootstrapError[] errors = new BootstrapError[3];
      for (int f = 0; f < 3; f++) {
        errors[f] = error(delta[i][f], Arrays.copyOf(drawn[i][f], refits - failed));
      }
      boolean bound = slice.status() == SliceStatus.AT_BOUND;
      told.add(
          new SliceBootstrap(
              slice.expiryTimeNs(),
              refits,
              failed,
              errors[0],
              errors[1],
              errors[2],
              bound,
              pool[i].length));
    }
    return told;
  }

  private static BootstrapError error(double delta, double[] values) {
    int n = values.length;
    if (n < 2) {
      return new BootstrapError(delta, Double.NaN, Double.NaN);
    }
    double mean = Arrays.stream(values).sum() / n;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    Arrays.sort(values);
    double central = 0.5 * (values[(int) (0.8413 * (n - 1))] - values[(int) (0.1587 * (n - 1))]);
    return new BootstrapError(delta, Math.sqrt(squares / (n - 1)), central);
  }

  /// The standard errors of each slice's figures by the delta method; NaN where singular.
  private double[][] deltaMethod() {
    SurfaceProblem problem = problem(points);
    problem.setWeights(weights);
    double[] scales = new double[slices.size()];
    Arrays.fill(scales, 1); // the weights have them
    double[] covariance = OneSidedCovariance.of(problem, centre, scales);
    double[][] errors = new double[slices.size()][3];
    for (int i = 0; i < slices.size(); i++) {
      for (int f = 0; f < 3; f++) {
        errors[i][f] = covariance == null ? Double.NaN : Math.sqrt(variance(covariance, i, f));
      }
    }
    return errors;
  }

  private double variance(double[] covariance, int i, int figure) {
    int n = centre.length;
    double[] gradient = new double[N];
    double[] x = centre.clone();
    for (int j = 0; j < N; j++) {
      double at = x[N * i + j];
      x[N * i + j] = at + STEP;
      double above = figures(x, i)[figure];
      x[N * i + j] = at - STEP;
      gradient[j] = (above - figures(x, i)[figure]) / (2 * STEP);
      x[N * i + j] = at;
    }
    double sum = 0;
    for (int p = 0; p < N; p++) {
      for (int q = 0; q < N; q++) {
        sum += gradient[p] * covariance[(N * i + p) * n + N * i + q] * gradient[q];
      }
    }
    return sum;
  }

  /// σ(0), σ′(0) and the smile delta at the money, from the smile's jet there.
  private double[] figures(double[] x, int i) {
    double stdDev = io.calibrant.core.math.Elementary.exp(0.5 * x[N * i]);
    double root = Math.sqrt(points.get(i).expiry);
    double skew = x[N * i + 1] / (2 * stdDev * root);
    double delta = Normal.cdf(0.5 * stdDev) - Normal.density(0.5 * stdDev) * root * skew;
    return new double[] {stdDev / root, skew, delta};
  }

  private double @Nullable [] refit(Philox random) {
    List<SliceTarget> drawn = new ArrayList<>(slices.size());
    for (int i = 0; i < slices.size(); i++) {
      drawn.add(draw(i, random));
    }
    SurfaceProblem problem = problem(drawn);
    problem.setWeights(weights);
    double[] prior = new double[3 * slices.size()];
    for (int j = 0; j < prior.length; j++) {
      prior[j] = Normal.inverseCdf(random.nextDouble());
    }
    problem.shiftPrior(prior);
    return solve(problem, centre);
  }

  private SliceTarget draw(int i, Philox random) {
    SliceTarget target = points.get(i);
    double[] vols = new double[target.size];
    for (int j = 0; j < target.size; j++) {
      vols[j] = vol(centre, i, target.k[j]);
      if (pool[i].length > 0) {
        double e = pool[i][(int) (random.nextDouble() * pool[i].length)];
        vols[j] += e * target.stdDev[j] / Math.sqrt(weights[i][j]);
      }
    }
    return target.movedTo(vols);
  }
}
