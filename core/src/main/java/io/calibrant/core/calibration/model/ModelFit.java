package io.calibrant.core.calibration.model;

import io.calibrant.core.calibration.slice.Loss;
import io.calibrant.core.solve.Bounds;
import io.calibrant.core.solve.LevenbergMarquardt;
import io.calibrant.core.solve.Solver;
import io.calibrant.core.solve.StopSignal;
import io.calibrant.core.solve.Termination;
import io.calibrant.core.solve.Termination.Cause;
import io.calibrant.core.solve.Termination.Limit;
import io.calibrant.core.solve.Workspace;
import io.calibrant.core.solve.route.History;
import io.calibrant.core.solve.route.Question;
import io.calibrant.core.solve.route.Routed;
import io.calibrant.core.solve.route.Router;
import org.jspecify.annotations.Nullable;

/// Fits one [CalibrationProblem] with the method that is fast for it: a workspace.
///
/// A run takes its first steps on few quotes and nodes, by prices bent towards vols, freezes the
/// pricer's nodes where that leads and descends on vega-weighted prices, or where vols are asked
/// for on vols implied exactly; if the nodes turn out to be wrong for the optimum it is run again
/// on new ones. [#fit] is one run and allocates nothing but what the pricer needs for new nodes;
/// [#refit] starts from a point near the last one on the nodes in hand and allocates nothing.
/// [#calibrate] runs from several starts until the best optimum has been found twice, and says how
/// sure it is. Not thread-safe.
public final class ModelFit {
  /// Levenberg-Marquardt whose steps change no parameter by more than a factor of 4.5, and which
  /// stops when the gradient is 10⁻⁸ of a standard deviation or the cost falls by less than 10⁻⁸ of
  /// it.
  public static final LevenbergMarquardt STANDARD =
      new LevenbergMarquardt(80, 1e-8, 1e-11, 1e-8, 1.5);

  private static final int MOST_STARTS = 8;
  private static final int MOST_ROUNDS = 4;
  private static final int SLOW_STEPS = 3;
  private static final double COARSE = 1e-2;

  /// Share of the misfit that must be due to the start for first steps on few quotes to pay where
  /// the start is good.
  private static final double WORTH = 0.9;

  /// Quotes an expiry from which first steps on a few of them pay.
  private static final int PAYS = 24;

  /// A factor of 55 each way.
  private static final double REACH = 4;

  private static final double FINE = 1e-13;

  /// A gradient of 10⁻⁸ leaves ten parameters 10⁻⁸ · √condition off: some 10⁻⁷.
  private static final double FLAT = 1e-12;

  private static final int HALVINGS = 20;
  private static final double SAME = 1e-4;
  private static final double NEGLIGIBLE = 1e-6;

  private static final Termination NOT_RUN = new Termination.Failed(Cause.NOT_FINITE);

  private final CalibrationProblem problem;
  private final Coordinates coordinates;
  private final ModelResiduals residuals;

  /// Few quotes on few nodes, for first steps from far away.
  private final @Nullable ModelResiduals sketch;

  /// Few quotes on nodes as good as all have, for first steps of a [#refit].
  private final @Nullable ModelResiduals sample;

  private final @Nullable LevenbergMarquardt approaching;
  private final Solver solver;

  /// Of the run on prices, where another follows.
  private final Solver coarse;

  /// Of the runs from near the minimum.
  private final Solver finishing;

  /// Of the runs that make the last digits.
  private final Solver fine;

  /// The same for slow prices.
  private final Solver few;

  private final Workspace work = new Workspace();
  private final Workspace sketchWork = new Workspace();
  private final double[] y;
  private final double[] parameters;
  private final double[] nodesAt;
  private boolean sampleIsStale = true;
  private Termination termination = NOT_RUN;
  private StopSignal stop = StopSignal.NEVER;

  private ModelFit(CalibrationProblem problem, Solver solver) {
    this.problem = problem;
    this.solver = solver;
    boolean more = problem.objective().measure().impliesVols();
    coarse =
        more && solver instanceof LevenbergMarquardt method
            ? method.withCostTolerance(COARSE)
            : solver;
    fine =
        solver instanceof LevenbergMarquardt method
            ? method.withCostTolerance(FINE).withGradientTolerance(FLAT)
            : solver;
    few = fine instanceof LevenbergMarquardt method ? method.withMaxIterations(SLOW_STEPS) : fine;
    finishing = solver instanceof LevenbergMarquardt method ? method.finishing() : solver;
    coordinates = problem.coordinates();
    residuals = new ModelResiduals(problem);
    LevenbergMarquardt method = solver instanceof LevenbergMarquardt own ? own : null;
    boolean pays =
        method != null && residuals.quoteCount() >= PAYS * problem.quotes().grid().expiryCount();
    sketch = method == null ? null : ModelResiduals.sketch(problem, true);
    sample = pays ? ModelResiduals.sketch(problem, false) : null;
    approaching = method == null ? null : method.withCostTolerance(COARSE);
    y = new double[coordinates.size()];
    parameters = new double[coordinates.parameterCount()];
    nodesAt = new double[parameters.length];
  }

  /// A workspace for `problem`.
  public static ModelFit of(CalibrationProblem problem) {
    return new ModelFit(problem, STANDARD);
  }

  /// A workspace for `problem` that solves with `solver`.
  public static ModelFit of(CalibrationProblem problem, Solver solver) {
    return new ModelFit(problem, solver);
  }

  /// This, to be stopped by `signal`, which is asked with the number of surface evaluations since
  /// the workspace was made: all runs of a calibration count together.
  public ModelFit stoppedBy(StopSignal signal) {
    stop = _ -> signal.isRaised(evaluations());
    return this;
  }

  /// One run from `start`: first steps on few quotes and few nodes, then on nodes chosen there.
  public Termination fit(double[] start) {
    coordinates.toCoordinates(start, y);
    coordinates.toParameters(y, parameters);
    if (!problem.model().admits(parameters)) {
      termination = NOT_RUN;
      return termination;
    }
    ModelResiduals first = sketch;
    boolean near = false;
    if (first != null) {
      first.freeze(parameters);
      near = approach(first, 0);
    }
    residuals.freeze(parameters);
    System.arraycopy(parameters, 0, nodesAt, 0, nodesAt.length);
    sampleIsStale = true;
    return descend(near);
  }

  /// First steps on few quotes; without a usable point everything stays as it is.
  ///
  /// @param worth share of its cost that a step must be predicted to save
  /// @return whether y may be near the minimum now
  private boolean approach(ModelResiduals first, double worth) {
    LevenbergMarquardt method = approaching;
    if (method == null) {
      return false;
    }
    first.bend();
    sketchWork.begin(first, y, Bounds.NONE, stop);
    boolean usable = method.approach(sketchWork, worth, y).usable();
    coordinates.toParameters(y, parameters);
    if (!problem.model().admits(parameters)) {
      // The step beyond was not evaluated.
      sketchWork.copyBest(y);
      coordinates.toParameters(y, parameters);
    }
    return usable;
  }

  /// One run from `start` on the nodes in hand.
  public Termination refit(double[] start) {
    coordinates.toCoordinates(start, y);
    coordinates.toParameters(y, parameters);
    ModelResiduals first = sample;
    boolean near = false;
    if (first != null) {
      if (sampleIsStale) {
        first.freeze(nodesAt);
        sampleIsStale = false;
      }
      near = approach(first, WORTH);
    }
    return descend(near);
  }

  private Termination descend(boolean near) {
    boolean vols = problem.objective().measure().impliesVols();
    boolean usable = true;
    if (!vols || !near) {
      residuals.polish(false);
      minimize(vols ? coarse : near ? finishing : solver);
      usable = termination.usable();
    }
    if (vols && usable) {
      residuals.polish(true);
      minimize(near ? finishing : solver);
    }
    return termination;
  }

  /// From y to the best point that the solver sees.
  private void minimize(Solver method) {
    work.begin(residuals, y, Bounds.NONE, stop);
    termination = method.minimize(work);
    if (termination.usable()) {
      work.copyBest(y);
      coordinates.toParameters(y, parameters);
    }
  }

  /// Parameter `i` at the best point of the last run.
  public double parameter(int i) {
    return parameters[i];
  }

  /// ½‖r‖² there.
  public double cost() {
    return work.cost();
  }

  /// Surface evaluations since the workspace was made.
  public int evaluations() {
    return residuals.evaluations()
        + (sketch == null ? 0 : sketch.evaluations())
        + (sample == null ? 0 : sample.evaluations());
  }

  /// Solves the problem from as many starts as it takes to find the best optimum twice.
  public Calibration calibrate() {
    return calibrate(MOST_STARTS);
  }

  /// Solves the problem from that many starts at the most, the problem's own first.
  public Calibration calibrate(int mostStarts) {
    int freeCount = coordinates.size();
    if (residuals.quoteCount() < 1 || residuals.residualCount() < freeCount) {
      return new Calibration.Unfitted(
          problem,
          new Termination.Failed(Cause.TOO_FEW_RESIDUALS),
          "%d quotes for %d free parameters: give at least as many"
              .formatted(residuals.quoteCount(), freeCount));
    }
    double @Nullable [] own = problem.start();
    double[] moments = ModelStarts.of(problem.model(), problem.quotes());
    double[] best = null;
    double[] bestStart = moments;
    double least = Double.POSITIVE_INFINITY;
    int found = 0;
    int starts = 0;
    for (int i = own == null ? 1 : 0; starts < mostStarts && found < 2 && !isOver(best); i++) {
      double[] start = start(i, own, moments);
      starts++;
      if ((i > 1 && isSlow(start)) || !fit(robust(start)).usable()) {
        continue;
      }
      boolean lower = work.cost() < least * (1 - SAME) - NEGLIGIBLE;
      found = lower ? 1 : work.cost() <= least * (1 + SAME) + NEGLIGIBLE ? found + 1 : found;
      if (work.cost() < least) {
        least = work.cost();
        best = parameters.clone();
        bestStart = start;
      }
    }
    if (best == null) {
      return new Calibration.Unfitted(
          problem, termination, "none of %d starts lies in the domain".formatted(starts));
    }
    double @Nullable [] other = mostStarts > 1 ? otherJumps(best, least) : null;
    Optimum optimum =
        other == null ? refine(best, bestStart, least) : refine(other, other, work.cost());
    return new Outcome(problem, coordinates)
        .of(
            optimum,
            new FittedModel.Effort(evaluations(), starts),
            "%s, the best of %d starts%s"
                .formatted(solver.name(), starts, found < 2 ? "" : ", found twice"));
  }

  /// Solves the problem with what `router` chooses, the cheap path first. Where its answer stays
  /// doubtful the problem is solved from several starts besides ([#calibrate()]), each on nodes of
  /// its own, and the lower of the two minima stands. A stop that comes while a converged answer is
  /// being confirmed leaves it as it is, unconfirmed.
  ///
  /// @param history what is known from earlier fits; read only
  public Calibration calibrate(Router router, History history) {
    if (residuals.quoteCount() < 1 || residuals.residualCount() < coordinates.size()) {
      return calibrate();
    }
    double[] start = ownStart();
    Routed routed = router.solve(question(start), history, stop, work);
    boolean found = routed.record().hasConverged() && stop.isRaised(evaluations());
    Calibration other = routed.trusted() || found ? null : calibrate();
    if (!routed.solution().termination().usable()) {
      return other == null ? calibrate() : other;
    }
    System.arraycopy(routed.solution().toArray(), 0, y, 0, y.length);
    coordinates.toParameters(y, parameters);
    if (found) {
      // Only the confirmation was cut: a few more evaluations make the last digits.
      stop = StopSignal.NEVER;
    }
    Optimum optimum = refine(parameters.clone(), start, routed.solution().cost());
    int starts = routed.record().attempts().size();
    String reason = routed.record().reason();
    if (other instanceof FittedModel fitted) {
      starts += fitted.effort().starts();
      boolean lower = fitted.cost() < optimum.cost() * (1 - SAME) - NEGLIGIBLE;
      reason +=
          " So it was solved again: " + fitted.reason() + (lower ? ", lower." : ", no lower.");
      optimum = lower ? refine(fitted.parameters(), fitted.start(), fitted.cost()) : optimum;
    } else if (!found && problem.start() == null) {
      double[] jumps = otherJumps(optimum.parameters(), optimum.cost());
      optimum =
          jumps == null
              ? refine(optimum.parameters(), start, optimum.cost())
              : refine(jumps, jumps, work.cost());
      reason += jumps == null ? "" : " More or fewer jumps of the same variance fit better.";
    }
    return new Outcome(problem, coordinates)
        .of(optimum, new FittedModel.Effort(evaluations(), starts), reason)
        .routed(routed.record());
  }

  /// Runs from more and from fewer jumps of the same variance ([OtherJumps]).
  ///
  /// @return where they lead, which the workspace is left at, if that is lower than `best`; else
  ///   null
  private double @Nullable [] otherJumps(double[] best, double least) {
    for (double share : OtherJumps.SHARES) {
      double[] start = OtherJumps.of(problem.model(), best, share);
      if (start == null || stop.isRaised(evaluations()) || isSlow(start)) {
        continue;
      }
      if (fit(start).usable() && work.cost() < least * (1 - SAME) - NEGLIGIBLE) {
        return parameters.clone();
      }
    }
    return null;
  }

  /// The problem as [#calibrate(Router, History)] puts it to the router; it holds until this
  /// workspace is used again.
  public Question question() {
    return question(ownStart());
  }

  private double[] ownStart() {
    double @Nullable [] own = problem.start();
    return robust(own == null ? ModelStarts.of(problem.model(), problem.quotes()) : own);
  }

  /// The problem from `start` in a box of ± [#REACH] around it.
  private Question question(double[] start) {
    coordinates.toCoordinates(start, y);
    coordinates.toParameters(y, parameters);
    residuals.freeze(parameters);
    residuals.polish(false);
    double[] lower = new double[y.length];
    double[] upper = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      lower[i] = y[i] - REACH;
      upper[i] = y[i] + REACH;
    }
    boolean equal = problem.objective().weights() == Objective.Weights.EQUAL;
    Question cold =
        Question.of(residuals, y, Bounds.of(lower, upper), problem.model().name())
            .withJacobianWork(0)
            .withNoise(equal ? Question.Noise.UNKNOWN : Question.Noise.WHITENED);
    return problem.start() == null ? cold : cold.warmed();
  }

  /// Whether the time is over and there is something to show for it.
  private boolean isOver(double @Nullable [] best) {
    return best != null && stop.isRaised(evaluations());
  }

  /// Whether prices are slow at a start: where one variance all but vanishes beside the jumps.
  private boolean isSlow(double[] start) {
    if (!problem.model().admits(start)) {
      return false;
    }
    residuals.freeze(start);
    return residuals.pricer().isSlow();
  }

  private double[] start(int i, double @Nullable [] own, double[] moments) {
    double[] point = i == 0 && own != null ? own.clone() : moments.clone();
    if (i > 1) {
      double[] at = new double[coordinates.size()];
      coordinates.toCoordinates(point, at);
      double[] centre = at.clone();
      ModelStarts.spread(i - 1, at);
      coordinates.toParameters(at, point);
      // A condition on several parameters at once may cut the corners off.
      for (int halving = 0; halving < HALVINGS && !problem.model().admits(point); halving++) {
        for (int j = 0; j < at.length; j++) {
          at[j] = 0.5 * (at[j] + centre[j]);
        }
        coordinates.toParameters(at, point);
      }
    }
    return point;
  }

  /// A start that outliers have not spoilt: a loss that is not convex is begun at the optimum of
  /// one that is nearer to it, Tukey's at Cauchy's and that at Huber's.
  private double[] robust(double[] start) {
    Loss gentler =
        switch (problem.objective().loss().kind()) {
          case LEAST_SQUARES, HUBER -> null;
          case STUDENT_T -> Loss.huber(1.345);
          case TUKEY -> Loss.cauchy(1);
        };
    if (gentler == null) {
      return start;
    }
    var first = of(problem.with(problem.objective().withLoss(gentler)), solver);
    return first.fit(first.robust(start)).usable() ? first.parameters.clone() : start;
  }

  /// Goes on from `best` on nodes chosen there, until new nodes change nothing. Where prices are
  /// slow there, a few steps must do.
  private Optimum refine(double[] best, double[] start, double cost) {
    coordinates.toCoordinates(best, y);
    coordinates.toParameters(y, parameters);
    residuals.polish(true);
    double before = cost;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      residuals.freeze(parameters);
      boolean slow = residuals.pricer().isSlow();
      minimize(slow ? few : fine);
      if (slow || Math.abs(before - work.cost()) <= 1e-10 * before + 1e-9) {
        break;
      }
      before = work.cost();
    }
    return optimum(start);
  }

  private Optimum optimum(double[] start) {
    double[] r = new double[residuals.residualCount()];
    double[] jacobian = new double[r.length * coordinates.size()];
    residuals.evaluate(y, r, jacobian);
    double[] prices = new double[residuals.quoteCount()];
    for (int i = 0; i < prices.length; i++) {
      prices[i] = residuals.modelPrice(i);
    }
    return new Optimum(parameters.clone(), start, prices, r, jacobian, work.cost(), termination);
  }

  static String limit(Termination termination) {
    return termination instanceof Termination.Stopped stopped && stopped.limit() == Limit.DEADLINE
        ? "the deadline came before the minimum"
        : "the limit of iterations came before the minimum";
  }
}
