package io.calibrant.core.calibration;

import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import io.calibrant.core.smile.SviCalendar;
import io.calibrant.core.solve.LeastSquaresSolution;
import io.calibrant.core.solve.LevenbergMarquardt;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The joint arbitrage-free fit of all slices, and how it was found.
///
/// Weights are frozen at the start and once more after the penalties have grown in steps, each
/// starting from the last; then points of least margin between the grid points are added until
/// every margin is positive ([ConditionPoints]); what the exact checks still reject,
/// [SurfaceRepair] moves into the domain.
final class SurfaceFit {
  private static final double[] PENALTIES = {1e2, 1e4, 1e6};

  /// The last of the growing penalties.
  static final double LAST_PENALTY = PENALTIES[PENALTIES.length - 1];

  private static final double STIFFER = 10;
  private static final double MAX_PENALTY = 1e10;
  private static final int MAX_EXCHANGES = 8;
  private static final double LEAST_G = 0.25 * SurfaceProblem.BUTTERFLY_MARGIN;
  private static final double LEAST_GAP = 0.25 * SurfaceProblem.CALENDAR_MARGIN;
  private static final LevenbergMarquardt SOLVER = new LevenbergMarquardt(60, 1e-9, 1e-9, 1e-4, 1);

  private final List<SliceTarget> targets;
  private final ConditionPoints points;
  private final SurfaceProblem problem;
  private final List<Svi> smiles = new ArrayList<>();
  private double[] x;
  private @Nullable LeastSquaresSolution solution;
  private int evaluations;

  private SurfaceFit(List<SliceTarget> targets, double[] start, double robustness) {
    this.targets = targets;
    double[] stdDevs = new double[targets.size()];
    for (int i = 0; i < stdDevs.length; i++) {
      stdDevs[i] = targets.get(i).atmVol * Math.sqrt(targets.get(i).expiry);
    }
    this.points = new ConditionPoints(stdDevs);
    this.problem = new SurfaceProblem(targets, points, robustness);
    this.x = start;
  }

  /// Fits from cold starts.
  static SurfaceFit cold(List<SliceTarget> targets, double robustness) {
    double[] start = new double[SviCoordinates.N * targets.size()];
    for (int i = 0; i < targets.size(); i++) {
      double[] slice = SliceStart.of(targets.get(i), robustness);
      System.arraycopy(slice, 0, start, SviCoordinates.N * i, SviCoordinates.N);
    }
    var fit = new SurfaceFit(targets, start, robustness);
    fit.problem.freezeWeights(start);
    for (double penalty : PENALTIES) {
      fit.solve(penalty);
    }
    fit.problem.freezeWeights(fit.x);
    fit.exchange();
    return fit;
  }

  /// Fits from a start that is already close, at the last penalty.
  ///
  /// @param start coordinates of every slice, length 5n; copied
  static SurfaceFit warm(List<SliceTarget> targets, double[] start, double robustness) {
    var fit = new SurfaceFit(targets, start.clone(), robustness);
    fit.problem.freezeWeights(start);
    fit.solve(PENALTIES[PENALTIES.length - 1]);
    fit.problem.freezeWeights(fit.x);
    fit.exchange();
    return fit;
  }

  /// Fits fewer quotes from the solution for all of them: one solve at the last penalty, because
  /// nothing is published of it.
  ///
  /// @param start coordinates of every slice, length 5n; copied
  static SurfaceFit heldOut(List<SliceTarget> targets, double[] start, double robustness) {
    var fit = new SurfaceFit(targets, start.clone(), robustness);
    fit.problem.freezeWeights(start);
    fit.solve(PENALTIES[PENALTIES.length - 1]);
    return fit;
  }

  /// The fitted smiles in ascending order of expiry; their exact checks are still to be made.
  List<Svi> smiles() {
    return smiles;
  }

  /// Coordinates of every slice; a copy.
  double[] coordinates() {
    return x.clone();
  }

  /// The last solve's outcome.
  LeastSquaresSolution solution() {
    return Objects.requireNonNull(solution, "solve before asking for the solution");
  }

  /// Evaluations of the cost over all solves.
  int evaluations() {
    return evaluations;
  }

  /// The covariance of all coordinates at the solution, row-major ([OneSidedCovariance]).
  ///
  /// @param scales of each slice's variances without conditions, one a slice
  double @Nullable [] covariance(double[] scales) {
    return OneSidedCovariance.of(problem, x, scales);
  }

  /// Whichever of this fit and `other` has the lower robust cost.
  SurfaceFit orBetter(SurfaceFit other) {
    other.evaluations += evaluations;
    return other.robustCost() < robustCost() ? other : this;
  }

  private double robustCost() {
    problem.thawWeights();
    double cost = problem.cost(x);
    problem.freezeWeights(x);
    return cost;
  }

  private void solve(double penalty) {
    problem.setPenalty(penalty);
    LeastSquaresSolution found = SOLVER.solve(problem, x);
    evaluations += found.evaluations();
    if (!found.termination().usable()) {
      throw new IllegalArgumentException("the start is outside the domain of SVI smiles");
    }
    x = found.toArray();
    solution = found;
    smiles.clear();
    double[] raw = new double[SviCoordinates.N];
    for (int i = 0; i < targets.size(); i++) {
      SviCoordinates.toRaw(x, SviCoordinates.N * i, raw, 0);
      smiles.add(SviCoordinates.toSvi(raw, 0));
    }
  }

  /// Solves until every margin is positive, each time with the points of least margin added and the
  /// penalty stiffer: as soft as the quotes allow, because a stiff one makes the steps short.
  private void exchange() {
    double penalty = PENALTIES[PENALTIES.length - 1];
    solve(penalty);
    for (int round = 0; round < MAX_EXCHANGES && addLeastMargins(); round++) {
      penalty = Math.min(penalty * STIFFER, MAX_PENALTY);
      solve(penalty);
    }
  }

  /// Adds the points of least margin where it is too small; says whether any was added.
  private boolean addLeastMargins() {
    boolean added = false;
    for (int i = 0; i < smiles.size(); i++) {
      Svi smile = smiles.get(i);
      SviButterfly.Minimum g = SviButterfly.minimum(smile);
      if (g.g() < LEAST_G && Double.isFinite(g.k())) {
        added |= points.addButterfly(i, (g.k() - smile.m()) / smile.sigma());
      }
      if (i > 0) {
        SviCalendar.Minimum gap = SviCalendar.minimum(smiles.get(i - 1), smile);
        if (gap.relative() < LEAST_GAP) {
          added |= points.addCalendar(i, gap.k());
        }
      }
    }
    return added;
  }
}
