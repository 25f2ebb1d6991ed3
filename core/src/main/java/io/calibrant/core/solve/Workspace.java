package io.calibrant.core.solve;

import io.calibrant.core.solve.Termination.Cause;
import io.calibrant.core.solve.Termination.Failed;
import io.calibrant.core.solve.Termination.Limit;
import io.calibrant.core.solve.Termination.Stopped;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The memory of a solve, through which a solver sees its problem.
///
/// It counts evaluations, asks the stop signal before each, keeps the best point, and gives a cost
/// of +∞ wherever the point lies outside the bounds or the domain, or anything evaluated is not
/// finite. Arrays are handed out in the order in which they are asked for and come back with the
/// next solve, so that the second solve of one shape allocates nothing. Mutable, one thread at a
/// time.
public final class Workspace {
  private static final Failed OUTSIDE = new Failed(Cause.START_OUTSIDE_DOMAIN);
  private static final Failed NOT_FINITE = new Failed(Cause.NOT_FINITE);
  private static final Stopped DEADLINE = new Stopped(Limit.DEADLINE);
  private static final Stopped EVALUATIONS = new Stopped(Limit.EVALUATIONS);
  private static final double[] NOTHING = {};

  private double[][] arrays = new double[16][];
  private int arrayCount;
  private Object[] objects = {};
  private @Nullable LeastSquaresProblem problem;
  private @Nullable Workspace parent;
  private Workspace[] children = {};
  private Bounds bounds = Bounds.NONE;
  private StopSignal stop = StopSignal.NEVER;
  private int limit;
  private int n;
  private int m;
  private double[] start = NOTHING;
  private double[] best = NOTHING;
  private double[] residuals = NOTHING;
  private double[] scratch = NOTHING;
  private double[] kept = NOTHING;
  private double[] keptResiduals = NOTHING;
  private double startCost;
  private double cost;
  private int evaluations;
  private int jacobians;
  private int iterations;
  private boolean leftDomain;
  private @Nullable Termination stopped;
  private boolean startKnown;

  /// Whether the start has been evaluated ahead of the solver, which has not asked for it yet.
  private boolean ahead;

  private double[] startResiduals = NOTHING;
  private double[] startJacobian = NOTHING;

  /// Limits this solve to so many evaluations in all; what a smaller limit before has stopped may
  /// go on.
  public void allow(int evaluations) {
    limit = evaluations;
    stopped = EVALUATIONS.equals(stopped) ? null : stopped;
  }

  /// Prepares a solve.
  ///
  /// @param start length n, read only; the solve begins at the nearest point of the box
  public void begin(LeastSquaresProblem problem, double[] start, Bounds bounds, StopSignal stop) {
    begin(problem, start, bounds, stop, null, Integer.MAX_VALUE);
  }

  private void begin(
      LeastSquaresProblem problem,
      double[] start,
      Bounds bounds,
      StopSignal stop,
      @Nullable Workspace parent,
      int limit) {
    n = problem.parameterCount();
    m = problem.residualCount();
    if (start.length != n) {
      throw new IllegalArgumentException(
          "start.length=%d: must equal the problem's parameter count %d"
              .formatted(start.length, n));
    }
    bounds.checkLength(n);
    this.problem = problem;
    this.bounds = bounds;
    this.stop = stop;
    this.parent = parent;
    this.limit = limit;
    arrayCount = 0;
    this.start = array(n);
    best = array(n);
    residuals = array(m);
    scratch = array(m * n);
    kept = NOTHING;
    System.arraycopy(start, 0, this.start, 0, n);
    bounds.clamp(this.start);
    System.arraycopy(this.start, 0, best, 0, n);
    startCost = Double.POSITIVE_INFINITY;
    cost = Double.POSITIVE_INFINITY;
    evaluations = 0;
    jacobians = 0;
    iterations = 0;
    leftDomain = false;
    stopped = null;
    startKnown = false;
    ahead = false;
  }

  /// The cost at the start, with residuals and Jacobian. What is evaluated here is handed to the
  /// solver that begins with it in this workspace, and to inner solves that do: they count it, this
  /// solve does so once.
  public double evaluateStart() {
    startResiduals = array(m);
    startJacobian = array(m * n);
    evaluate(start, startResiduals, startJacobian);
    startKnown = startCost < Double.POSITIVE_INFINITY;
    ahead = startKnown;
    return startCost;
  }

  /// Whether the start was evaluated ahead of the solver, which has not asked for it yet. It may
  /// then do so with [#startResiduals] and [#startJacobian], keep them, and nothing is copied.
  boolean isAhead() {
    return ahead;
  }

  /// The residuals at the start, after [#evaluateStart]; read only.
  public double[] startResiduals() {
    return startResiduals;
  }

  /// The Jacobian at the start, after [#evaluateStart]; read only.
  public double[] startJacobian() {
    return startJacobian;
  }

  /// The workspace that has evaluated `x` as its start: this one, before its solver began, or the
  /// one around it; null if none has. Only the first point that is asked for is looked at.
  private @Nullable Workspace knowing(double[] x) {
    if (ahead) {
      ahead = false;
      return Arrays.equals(x, start) ? this : null;
    }
    Workspace outer = parent;
    if (evaluations > 0 || outer == null || !outer.startKnown) {
      return null;
    }
    return Arrays.equals(x, outer.start) ? outer : null;
  }

  /// Takes over what `other` has evaluated as its start.
  @SuppressWarnings("ReferenceEquality") // it is the array itself that is overwritten
  private double known(
      Workspace other, double[] x, double[] residuals, double @Nullable [] jacobian) {
    if (residuals == other.startResiduals) {
      startKnown = false; // the solver goes on in these arrays
      return startCost;
    }
    System.arraycopy(other.startResiduals, 0, residuals, 0, m);
    if (jacobian != null) {
      System.arraycopy(other.startJacobian, 0, jacobian, 0, m * n);
    }
    if (other == this) {
      return startCost;
    }
    evaluations++;
    jacobians += jacobian == null ? 0 : 1;
    return keep(x, other.startCost, jacobian);
  }

  /// The workspace of a solve inside this one, prepared: its evaluations, best point and stop
  /// signal are this one's too.
  ///
  /// @param index which one; each keeps its memory, so solves of different shape get their own
  /// @param from where the inner solve starts
  /// @param evaluationLimit evaluations of the inner solve at the most
  public Workspace inner(int index, double[] from, int evaluationLimit) {
    while (index >= children.length) {
      children = Arrays.copyOf(children, children.length + 1);
      children[children.length - 1] = new Workspace();
    }
    Workspace inner = children[index];
    inner.begin(problem(), from, bounds, StopSignal.NEVER, this, evaluationLimit);
    return inner;
  }

  /// The problem.
  public LeastSquaresProblem problem() {
    LeastSquaresProblem known = problem;
    if (known == null) {
      throw new IllegalStateException("no problem: call begin first");
    }
    return known;
  }

  /// Number of parameters.
  public int parameterCount() {
    return n;
  }

  /// Number of residuals.
  public int residualCount() {
    return m;
  }

  /// The box.
  public Bounds bounds() {
    return bounds;
  }

  /// The next array of this solve; its contents are whatever was there.
  public double[] array(int length) {
    if (arrayCount == arrays.length) {
      arrays = Arrays.copyOf(arrays, 2 * arrayCount);
    }
    double[] array = arrays[arrayCount];
    if (array == null || array.length != length) {
      array = new double[length];
      arrays[arrayCount] = array;
    }
    arrayCount++;
    return array;
  }

  /// The one object of `type` that this workspace keeps from solve to solve; made when first asked
  /// for.
  public <T> T memory(Class<T> type, Supplier<T> maker) {
    for (Object object : objects) {
      if (object.getClass() == type) {
        return type.cast(object);
      }
    }
    T made = maker.get();
    objects = Arrays.copyOf(objects, objects.length + 1);
    objects[objects.length - 1] = made;
    return made;
  }

  /// A new array of this solve with the start in it.
  public double[] start() {
    double[] x = array(n);
    System.arraycopy(start, 0, x, 0, n);
    return x;
  }

  /// The cost ½‖r(x)‖², of residuals alone; +∞ outside the bounds or the domain, where it is not
  /// finite, and once [#isStopped].
  ///
  /// @param x read only
  public double cost(double[] x) {
    return cost(x, residuals);
  }

  /// As [#cost(double[])], with the residuals.
  ///
  /// @param x read only
  /// @param residuals receives r(x), length m
  public double cost(double[] x, double[] residuals) {
    if (!mayEvaluate()) {
      return Double.POSITIVE_INFINITY;
    }
    Workspace knowing = knowing(x);
    if (knowing != null) {
      return known(knowing, x, residuals, null);
    }
    count(false);
    boolean inside = bounds.contains(x) && problem().evaluateResiduals(x, residuals, scratch);
    return keep(x, inside ? halfSquare(residuals) : outside(), null);
  }

  /// The cost with residuals and Jacobian, +∞ as in [#cost(double[])] and where the Jacobian is not
  /// finite.
  ///
  /// @param x read only
  /// @param residuals receives r(x), length m
  /// @param jacobian receives ∂r/∂x row-major, length m·n
  @SuppressWarnings("ReferenceEquality") // it is the array itself that is overwritten
  public double evaluate(double[] x, double[] residuals, double[] jacobian) {
    if (!mayEvaluate()) {
      return Double.POSITIVE_INFINITY;
    }
    Workspace knowing = knowing(x);
    if (knowing != null) {
      keptResiduals = knowing.startCost < cost ? residuals : keptResiduals;
      return known(knowing, x, residuals, jacobian);
    }
    if (jacobian == kept) {
      kept = NOTHING;
    }
    count(true);
    boolean inside = bounds.contains(x) && problem().evaluate(x, residuals, jacobian);
    double value = inside ? halfSquare(residuals) : outside();
    if (value < Double.POSITIVE_INFINITY && !isFinite(jacobian)) {
      value = Double.POSITIVE_INFINITY;
    }
    if (value < cost) {
      keptResiduals = residuals;
    }
    return keep(x, value, jacobian);
  }

  /// In four sums side by side, for one waits for each addition.
  private static boolean isFinite(double[] values) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < values.length; i += 4) {
      a += 0 * values[i];
      b += 0 * values[i + 1];
      c += 0 * values[i + 2];
      d += 0 * values[i + 3];
    }
    for (; i < values.length; i++) {
      a += 0 * values[i];
    }
    return (a + b) + (c + d) == 0;
  }

  private static double halfSquare(double[] residuals) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < residuals.length; i += 4) {
      a += residuals[i] * residuals[i];
      b += residuals[i + 1] * residuals[i + 1];
      c += residuals[i + 2] * residuals[i + 2];
      d += residuals[i + 3] * residuals[i + 3];
    }
    for (; i < residuals.length; i++) {
      a += residuals[i] * residuals[i];
    }
    double sum = (a + b) + (c + d);
    return sum < Double.POSITIVE_INFINITY ? 0.5 * sum : Double.POSITIVE_INFINITY;
  }

  private double outside() {
    leftDomain = true;
    return Double.POSITIVE_INFINITY;
  }

  private double keep(double[] x, double value, double @Nullable [] jacobian) {
    if (evaluations == 1) {
      startCost = value;
    }
    if (value < cost) {
      cost = value;
      System.arraycopy(x, 0, best, 0, n);
      kept = jacobian == null ? NOTHING : jacobian;
    }
    if (parent != null) {
      parent.keep(x, value, null);
    }
    return value;
  }

  private void count(boolean withJacobian) {
    evaluations++;
    jacobians += withJacobian ? 1 : 0;
    if (parent != null) {
      parent.count(withJacobian);
    }
  }

  private boolean mayEvaluate() {
    if (stopped != null) {
      return false;
    }
    if (evaluations >= limit) {
      stopped = EVALUATIONS;
    } else if (parent != null) {
      stopped = parent.mayEvaluate() ? null : parent.stopped;
    } else if (evaluations > 0 && stop.isRaised(evaluations)) {
      stopped = DEADLINE;
    }
    return stopped == null;
  }

  /// Whether the solve has to end: the stop signal was raised or the limit on evaluations reached.
  /// Every later cost is +∞.
  public boolean isStopped() {
    return stopped != null;
  }

  /// Why the solve has to end, or `otherwise` if it has not; a failure if no point was usable.
  public Termination termination(Termination otherwise) {
    if (!(cost < Double.POSITIVE_INFINITY)) {
      return leftDomain ? OUTSIDE : NOT_FINITE;
    }
    return stopped == null ? otherwise : stopped;
  }

  /// Counts one accepted step.
  public void step() {
    iterations++;
    if (parent != null) {
      parent.step();
    }
  }

  /// Accepted steps.
  public int iterations() {
    return iterations;
  }

  /// Evaluations, of residuals alone or with the Jacobian.
  public int evaluations() {
    return evaluations;
  }

  /// Evaluations that asked for the Jacobian.
  public int jacobianEvaluations() {
    return jacobians;
  }

  /// The cost at the start; +∞ if that is no usable point.
  public double startCost() {
    return startCost;
  }

  /// The least cost seen; +∞ if none was finite.
  public double cost() {
    return cost;
  }

  /// Parameter i at the best point seen.
  public double x(int i) {
    return best[i];
  }

  /// Copies the best point seen into `x`.
  public void copyBest(double[] x) {
    System.arraycopy(best, 0, x, 0, n);
  }

  /// How steep the cost is at the best point: max |gᵢ| / (√(JᵀJ)ᵢᵢ · √(1 + 2·cost)) over the
  /// parameters that do not press against a bound; +∞ without a usable point. Evaluates the
  /// Jacobian once more, counted, if the solver did not end on it; +∞ if it may not any more.
  public double slope() {
    if (kept.length == 0) {
      double known = cost;
      cost = Double.POSITIVE_INFINITY; // so that the evaluation is kept
      evaluate(best.clone(), residuals, scratch);
      if (kept.length == 0) {
        cost = known;
        return Double.POSITIVE_INFINITY;
      }
    }
    double steepest = 0;
    for (int j = 0; j < n; j++) {
      double gradient = 0;
      double square = 0;
      for (int i = 0; i < m; i++) {
        gradient += kept[i * n + j] * keptResiduals[i];
        square += kept[i * n + j] * kept[i * n + j];
      }
      int side = bounds.side(j, best[j]);
      if (square > 0 && !(side * gradient < 0)) {
        steepest = Math.max(steepest, Math.abs(gradient) / Math.sqrt(square * (1 + 2 * cost)));
      }
    }
    return steepest;
  }

  /// The result as a value without its covariance, which is NaN: that would take a Jacobian more.
  public LeastSquaresSolution point(Termination termination) {
    return new LeastSquaresSolution(
        best.clone(), startCost, cost, iterations, evaluations, jacobians, termination, null);
  }

  /// The result as a value with its covariance, for which the Jacobian is evaluated once more
  /// (uncounted) if the solver did not end on it.
  public LeastSquaresSolution solution(Termination termination) {
    double[] covariance = null;
    if (termination.usable()) {
      if (kept.length == 0 && problem().evaluate(best, residuals, scratch)) {
        kept = scratch;
      }
      covariance = kept.length == 0 ? null : covariance(kept);
    }
    return new LeastSquaresSolution(
        best.clone(), startCost, cost, iterations, evaluations, jacobians, termination, covariance);
  }

  private double @Nullable [] covariance(double[] jacobian) {
    var equations = new NormalEquations(n, n - 1);
    double[] row = new double[n];
    for (int i = 0; i < m; i++) {
      System.arraycopy(jacobian, i * n, row, 0, n);
      equations.add(0, row, n, 0);
    }
    return equations.inverse(Double.MIN_NORMAL);
  }
}
