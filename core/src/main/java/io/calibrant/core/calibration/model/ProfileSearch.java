package io.calibrant.core.calibration.model;

import io.calibrant.core.model.Parameter;
import io.calibrant.core.solve.Bounds;
import io.calibrant.core.solve.LeastSquaresProblem;
import io.calibrant.core.solve.LevenbergMarquardt;
import io.calibrant.core.solve.StopSignal;
import io.calibrant.core.solve.Workspace;
import java.util.Arrays;

/// Looks for the ends of a [Profile]: holds one coordinate at a distance from the optimum, fits the
/// others again from where the path so far leads, and looks for the distance where the cost has
/// risen by ½χ²₁(95 %) s².
///
/// The root of the rise is a straight line where the valley is a parabola. The first distance is
/// that of the even interval of [Evidence], on the straight line along which the others follow, so
/// that a straight model is done in a few evaluations. Nodes are those of the place where the
/// search begins and are renewed where the end is found, until it stays; coordinates that a bound
/// holds stay there. Not thread-safe.
final class ProfileSearch {
  private static final double NORMAL_95 = 1.959963984540054;

  /// No coordinate changes by more from one distance to the next: a factor of 4.5.
  private static final double LONGEST = 1.5;

  /// Steps outwards; each is at most twice as far as the last.
  private static final int MOST_STEPS = 12;

  private static final int MOST_CUTS = 12;
  private static final int MOST_ROUNDS = 3;
  private static final int MOST_ITERATIONS = 30;

  /// Of standard deviations: in a flat valley a small gradient may lead far.
  private static final double GRADIENT = 1e-6;

  /// Of the rise's root.
  private static final double TOLERANCE = 3e-3;

  private final FittedModel fitted;
  private final Coordinates coordinates;
  private final ModelResiduals residuals;
  private final LevenbergMarquardt solver;
  private final Workspace work = new Workspace();
  private final double[] origin;
  private final boolean atMinimum;
  private final double rise;
  private final double least;
  private final double[] centre;
  private final boolean[] fixed;

  // The path to the end in hand.
  private int held;
  private int side;
  private double[] inner;
  private double innerDistance;
  private double[] outer;
  private double outerDistance;
  private boolean open;

  /// @param origin parameters from where to search, whose cost is below the target
  /// @param rise how much the cost may rise above the least
  /// @param target the cost at an end
  ProfileSearch(FittedModel fitted, double[] origin, double rise, double target) {
    this.fitted = fitted;
    this.origin = origin;
    this.rise = rise;
    least = target - rise;
    coordinates = fitted.problem().coordinates();
    residuals = new ModelResiduals(fitted.problem());
    solver =
        ModelFit.STANDARD
            .withMaxIterations(MOST_ITERATIONS)
            .withGradientTolerance(GRADIENT)
            .withCostTolerance(TOLERANCE * rise / target)
            .finishing();
    centre = new double[coordinates.size()];
    coordinates.toCoordinates(origin, centre);
    atMinimum = Arrays.equals(origin, fitted.parameters());
    fixed = new boolean[centre.length];
    for (int i = 0; i < fixed.length; i++) {
      fixed[i] = fitted.evidence().isPinned(coordinates.parameter(i));
    }
    inner = centre.clone();
    outer = centre.clone();
  }

  /// One end for free coordinate `i`: a value of its parameter.
  ///
  /// @param towards −1 for the lower end, +1 for the upper
  double end(int i, int towards) {
    held = i;
    side = towards;
    open = false;
    Parameter domain = coordinates.domain(coordinates.parameter(i));
    double[] nodes = origin.clone();
    double found = Double.NaN;
    double first = firstDistance();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      residuals.freeze(nodes);
      residuals.polish(true);
      double last = found;
      found = distance(round == 0 ? first : last);
      if (open) {
        return side < 0 ? domain.lower() : domain.upper();
      }
      if (Math.abs(found - last) <= 5 * TOLERANCE * found) {
        break;
      }
      coordinates.toParameters(outer, nodes);
    }
    return domain.constrain(centre[i] + side * found);
  }

  /// How far the end is from the optimum in the coordinate, on the nodes in hand.
  private double distance(double first) {
    inner = centre.clone();
    innerDistance = 0;
    double innerRise = risen(0, centre.clone());
    inner = outer;
    double distance = first;
    for (int step = 0; ; step++) {
      if (step == MOST_STEPS || !isInside(distance)) {
        open = true;
        return distance;
      }
      double[] start = step == 0 && atMinimum ? along(distance) : onward(distance);
      double found = risen(distance, start);
      if (Math.abs(found) <= TOLERANCE) {
        return distance;
      }
      if (found > 0) {
        return between(innerRise, distance, found);
      }
      double slope = (found - innerRise) / (distance - innerDistance);
      double most = Math.min(2 * (distance - innerDistance), LONGEST);
      inner = outer;
      innerDistance = distance;
      innerRise = found;
      double next = slope > 0 ? Math.max(-found / slope * 1.02, 0.02 * distance) : most;
      distance += Math.min(next, most);
    }
  }

  /// Illinois' rule between a distance below the target and one above it.
  private double between(double lowRise, double high, double highRise) {
    double low = innerDistance;
    double below = lowRise;
    double above = highRise;
    double most = high;
    double cut = high;
    int last = 0;
    for (int i = 0; i < MOST_CUTS && most - low > TOLERANCE * most; i++) {
      cut =
          above < Double.POSITIVE_INFINITY
              ? (low * above - most * below) / (above - below)
              : 0.5 * (low + most);
      double found = risen(cut, onward(cut));
      if (Math.abs(found) <= TOLERANCE) {
        break;
      }
      if (found > 0) {
        most = cut;
        above = found;
        below *= last > 0 ? 0.5 : 1;
        last = 1;
      } else {
        inner = outer;
        innerDistance = cut;
        low = cut;
        below = found;
        above *= last < 0 ? 0.5 : 1;
        last = -1;
      }
    }
    return cut;
  }

  /// √((PL − J*)/½χ² s²) − 1 at a distance; +∞ where no fit is possible. Leaves its point in
  /// `outer`.
  private double risen(double distance, double[] start) {
    start[held] = centre[held] + side * distance;
    var problem = new Others(start);
    double[] from = problem.shrink(start);
    if (from.length == 0) {
      outer = start;
      outerDistance = distance;
      return root(problem.costAt(from));
    }
    work.begin(problem, from, Bounds.NONE, StopSignal.NEVER);
    if (!solver.minimize(work).usable()) {
      return Double.POSITIVE_INFINITY;
    }
    work.copyBest(from);
    outer = problem.widen(from).clone();
    outerDistance = distance;
    return root(work.cost());
  }

  private double root(double cost) {
    return Math.sqrt(Math.max(0, cost - least) / rise) - 1;
  }

  /// Where a Gaussian would end; in a domain with bounds no further than a factor of 4.5.
  private double firstDistance() {
    double step = NORMAL_95 * Math.sqrt(fitted.evidence().coordinateCovariance(held, held));
    boolean known = step > 0 && step < Double.POSITIVE_INFINITY;
    if (Double.isInfinite(coordinates.domain(coordinates.parameter(held)).lower())) {
      return known ? step : 1;
    }
    return known ? Math.min(step, LONGEST) : LONGEST;
  }

  /// How coordinate `j` follows the one that is held; NaN where no covariance exists.
  private double slopeTo(int j) {
    Evidence evidence = fitted.evidence();
    return evidence.coordinateCovariance(j, held) / evidence.coordinateCovariance(held, held);
  }

  /// From the optimum along the straight line of the least cost.
  private double[] along(double distance) {
    double[] start = centre.clone();
    for (int j = 0; j < start.length; j++) {
      double slope = slopeTo(j);
      start[j] += Double.isNaN(slope) ? 0 : Math.clamp(side * distance * slope, -LONGEST, LONGEST);
    }
    return start;
  }

  /// From the last point inside along the line through it and the point before.
  private double[] onward(double distance) {
    double[] start = inner.clone();
    if (outerDistance > innerDistance && distance < outerDistance) {
      double share = (distance - innerDistance) / (outerDistance - innerDistance);
      Arrays.setAll(start, j -> inner[j] + share * (outer[j] - inner[j]));
    } else if (innerDistance > 0) {
      double share = distance / innerDistance - 1;
      Arrays.setAll(
          start, j -> inner[j] + Math.clamp(share * (inner[j] - centre[j]), -LONGEST, LONGEST));
    }
    return start;
  }

  private boolean isInside(double distance) {
    int parameter = coordinates.parameter(held);
    Parameter domain = coordinates.domain(parameter);
    double value = domain.constrain(centre[held] + side * distance);
    return domain.contains(value) && !coordinates.isAtBound(parameter, value);
  }

  /// Whether the last end is a bound of the domain.
  boolean isOpen() {
    return open;
  }

  /// Evaluations of the whole surface.
  int evaluations() {
    return residuals.evaluations();
  }

  /// The problem in the coordinates that are neither held nor at a bound.
  private final class Others implements LeastSquaresProblem {
    private final double[] all;
    private final int[] free;
    private final double[] wide;

    Others(double[] at) {
      all = at.clone();
      free =
          java.util.stream.IntStream.range(0, all.length)
              .filter(j -> j != held && !fixed[j])
              .toArray();
      wide = new double[residuals.residualCount() * all.length];
    }

    double[] shrink(double[] y) {
      double[] x = new double[free.length];
      Arrays.setAll(x, j -> y[free[j]]);
      return x;
    }

    double[] widen(double[] x) {
      for (int j = 0; j < free.length; j++) {
        all[free[j]] = x[j];
      }
      return all;
    }

    double costAt(double[] x) {
      double[] r = new double[residualCount()];
      if (!evaluateResiduals(x, r, wide)) {
        return Double.POSITIVE_INFINITY;
      }
      return 0.5 * Arrays.stream(r).map(value -> value * value).sum();
    }

    @Override
    public int parameterCount() {
      return free.length;
    }

    @Override
    public int residualCount() {
      return residuals.residualCount();
    }

    @Override
    public boolean evaluateResiduals(double[] x, double[] r, double[] scratch) {
      return residuals.evaluateResiduals(widen(x), r, wide);
    }

    @Override
    public boolean evaluate(double[] x, double[] r, double[] jacobian) {
      if (!residuals.evaluate(widen(x), r, wide)) {
        return false;
      }
      int n = free.length;
      for (int i = 0; i < r.length; i++) {
        for (int j = 0; j < n; j++) {
          jacobian[i * n + j] = wide[i * all.length + free[j]];
        }
      }
      return true;
    }
  }
}
