package io.calibrant.core.calibration;

import io.calibrant.core.smile.CalendarCertificate;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import io.calibrant.core.smile.SviCalendar;
import io.calibrant.core.solve.NormalEquations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fit of one slice between two neighbours that stand as they are, by sequential quadratic
/// programming from a start that is already close.
///
/// Quotes, prior and the butterfly penalty are those of [SurfaceProblem]; the calendar conditions
/// are constraints here, because a stiff penalty makes the steps of Levenberg–Marquardt short. Each
/// step minimises the Gauss–Newton model under the linearised conditions ([CalendarRows]); it is
/// halved until cost + ν·violation falls. What the conditions' points miss, the exact check finds:
/// its place becomes another point.
final class SliceBetween {
  private static final int N = SviCoordinates.N;
  private static final int MAX_STEPS = 12;
  private static final int MAX_HALVINGS = 5;
  private static final int MAX_ROUNDS = 4;
  private static final double MAX_STEP = 0.5;
  private static final double COST_TOLERANCE = 1e-5;

  /// A tenth of what the rows' margin is at the money: what is left is clear of the neighbours.
  private static final double VIOLATION = 1e-6;

  private static final double HALF = 0.5;
  private static final double FIRST_WEIGHT = 10;

  private final SurfaceProblem problem;
  private final CalendarRows rows;
  private final NormalEquations equations = new NormalEquations(N, N - 1);
  private final @Nullable Svi before;
  private final @Nullable Svi after;
  private final CalendarRows.Scratch scratch;
  private final double[] step = new double[N];

  private double[] x = new double[N];
  private double[] trial = new double[N];
  private int evaluations;
  private boolean converged;
  private @Nullable Svi smile;

  /// @param scratch shared with fits that are not under way at the same time
  SliceBetween(
      SliceTarget target,
      double robustness,
      @Nullable Svi before,
      @Nullable Svi after,
      CalendarRows.Scratch scratch) {
    double stdDev = target.atmVol * Math.sqrt(target.expiry);
    var points = new ConditionPoints(new double[] {stdDev});
    this.problem = new SurfaceProblem(List.of(target), points, robustness, scratch.columns);
    problem.setPenalty(SurfaceFit.LAST_PENALTY);
    this.before = before;
    this.after = after;
    this.scratch = scratch;
    this.rows = new CalendarRows(points.calendar(0), stdDev, before, after, scratch);
  }

  /// Fits from `start`, length 5; false when no smile was found that passes the exact checks.
  boolean fit(double[] start) {
    x = start.clone();
    for (int round = 0; round < MAX_ROUNDS; round++) {
      if (!descend()) {
        return false;
      }
      Svi found = rows.smile(x);
      if (found == null || !isFree(found)) {
        return false;
      }
      smile = found;
      boolean clear = isClear(before, found);
      if (!clear) {
        rows.addBefore(SviCalendar.minimum(java.util.Objects.requireNonNull(before), found).k());
      }
      if (!isClear(found, after)) {
        rows.addAfter(SviCalendar.minimum(found, java.util.Objects.requireNonNull(after)).k());
        clear = false;
      }
      if (clear) {
        return true;
      }
    }
    return false;
  }

  private boolean isFree(Svi smile) {
    return scratch.butterfly.proves(
            smile.a(), smile.b(), smile.b() * smile.rho(), smile.m(), smile.sigma())
        || SviButterfly.isFree(smile);
  }

  private boolean isClear(@Nullable Svi earlier, @Nullable Svi later) {
    return earlier == null || later == null || isBelow(earlier, later);
  }

  /// Whether `later` lies above `earlier` on the whole line.
  private boolean isBelow(Svi earlier, Svi later) {
    CalendarCertificate certificate = scratch.calendar;
    certificate.earlier(
        earlier.a(), earlier.b(), earlier.b() * earlier.rho(), earlier.m(), earlier.sigma());
    return switch (certificate.isBelow(
        later.a(), later.b(), later.b() * later.rho(), later.m(), later.sigma())) {
      case PROVEN -> true;
      case REFUTED -> false;
      case UNDECIDED -> SviCalendar.isFree(earlier, later);
    };
  }

  /// Walks to a minimum under the conditions' points; false when the start is no smile.
  private boolean descend() {
    double cost = evaluate(x);
    boolean looked = false;
    evaluations++;
    double weight = FIRST_WEIGHT;
    converged = false;
    for (int i = 0; i < MAX_STEPS && !converged; i++) {
      if (!(cost < Double.POSITIVE_INFINITY)) {
        return false;
      }
      double[] inverse = equations.inverse(Double.MIN_NORMAL);
      if (inverse == null || !(looked || rows.look(x))) {
        return false;
      }
      double violation = rows.violation();
      double predicted = rows.step(equations, inverse, step);
      limit();
      weight = Math.max(weight, 2 * rows.largestMultiplier());
      if (predicted <= COST_TOLERANCE * (cost + COST_TOLERANCE) && violation <= VIOLATION) {
        converged = true;
        break;
      }
      double reached = search(cost, violation, weight);
      if (Double.isNaN(reached)) {
        converged = violation <= VIOLATION;
        break;
      }
      cost = reached;
      looked = true;
    }
    return true;
  }

  /// The cost at a point, and the equations there: a step that is taken needs both.
  private double evaluate(double[] at) {
    equations.clear();
    return problem.linearized(at, equations);
  }

  private void limit() {
    double largest = 0;
    for (double component : step) {
      largest = Math.max(largest, Math.abs(component));
    }
    double scale = largest > MAX_STEP ? MAX_STEP / largest : 1;
    for (int i = 0; i < N; i++) {
      step[i] *= scale;
    }
  }

  /// Takes the longest of the steps 1, ½, … that lowers cost + ν·violation, equations and
  /// conditions looked at; NaN when none does.
  private double search(double cost, double violation, double weight) {
    double share = 1;
    for (int halving = 0; halving <= MAX_HALVINGS; halving++) {
      for (int i = 0; i < N; i++) {
        trial[i] = x[i] + share * step[i];
      }
      double reached = evaluate(trial);
      evaluations++;
      // A full step squares the violation, though curvature may hide that in the sum.
      if (reached < Double.POSITIVE_INFINITY
          && rows.look(trial)
          && (reached + weight * rows.violation() < cost + weight * violation
              || (halving == 0 && rows.violation() < HALF * violation))) {
        double[] old = x;
        x = trial;
        trial = old;
        return reached;
      }
      share /= 2;
    }
    return Double.NaN;
  }

  /// The fitted smile; null when nothing was found.
  @Nullable Svi smile() {
    return smile;
  }

  /// Its coordinates; a copy.
  double[] coordinates() {
    return x.clone();
  }

  /// Evaluations of the cost.
  int evaluations() {
    return evaluations;
  }

  /// Whether the last walk ended at a minimum.
  boolean isConverged() {
    return converged;
  }

  /// Whether the smile after holds this one down, or up.
  boolean touchesAfter() {
    return rows.touchesAfter();
  }

  /// The covariance of the coordinates at the solution beside neighbours that are left out of it,
  /// row-major ([OneSidedCovariance]).
  ///
  /// @param scale of the variances without conditions
  double @Nullable [] covariance(double scale) {
    return OneSidedCovariance.of(problem, x, new double[] {scale}, scratch.conditions);
  }
}
