package io.calibrant.core.calibration.model;

import io.calibrant.core.solve.Termination;
import io.calibrant.core.solve.Termination.Cause;
import io.calibrant.core.solve.Termination.Limit;

/// Fits one [CalibrationProblem] with the method that is fast for it: a workspace.
///
/// A run freezes the pricer's nodes at its start, descends ([DampedFit]) on vega-weighted prices,
/// and where vols are asked for goes on with vols implied exactly; if the nodes turn out to be wrong
/// for the optimum it is run again on new ones. [#fit] is one run and allocates nothing but what the
/// pricer needs for new nodes; [#refit] starts from the last point on the nodes in hand and
/// allocates nothing. [#calibrate] runs from several starts until the best optimum has been found
/// twice, and says how sure it is. Not thread-safe.
public final class ModelFit {
  private static final int LIMIT = 80;
  private static final int POLISH_LIMIT = 40;
  private static final int MOST_STARTS = 10;
  private static final double SAME = 1e-6;

  private static final Termination NOT_RUN = new Termination.Failed(Cause.NOT_FINITE);

  private final CalibrationProblem problem;
  private final Coordinates coordinates;
  private final ModelResiduals residuals;
  private final DampedFit descent;
  private final double[] y;
  private final double[] parameters;
  private Termination termination = NOT_RUN;

  private ModelFit(CalibrationProblem problem) {
    this.problem = problem;
    coordinates = problem.coordinates();
    residuals = new ModelResiduals(problem);
    descent = new DampedFit(residuals);
    y = new double[coordinates.size()];
    parameters = new double[coordinates.parameterCount()];
  }

  /// A workspace for `problem`.
  public static ModelFit of(CalibrationProblem problem) {
    return new ModelFit(problem);
  }

  /// One run from `start`, on nodes chosen there.
  public Termination fit(double[] start) {
    coordinates.toCoordinates(start, y);
    coordinates.toParameters(y, parameters);
    residuals.freeze(parameters);
    return descend(LIMIT);
  }

  /// One run from `start` on the nodes in hand.
  public Termination refit(double[] start) {
    coordinates.toCoordinates(start, y);
    return descend(LIMIT);
  }

  private Termination descend(int limit) {
    residuals.polish(false);
    termination = descent.run(y, limit);
    if (termination.usable() && problem.objective().measure().impliesVols()) {
      System.arraycopy(descent.point(), 0, y, 0, y.length);
      residuals.polish(true);
      termination = descent.run(y, POLISH_LIMIT);
    }
    System.arraycopy(descent.point(), 0, y, 0, y.length);
    coordinates.toParameters(y, parameters);
    return termination;
  }

  /// Parameter `i` at the best point of the last run.
  public double parameter(int i) {
    return parameters[i];
  }

  /// ½‖r‖² there.
  public double cost() {
    return descent.cost();
  }

  /// Surface evaluations since the workspace was made.
  public int evaluations() {
    return residuals.evaluations();
  }

  /// Solves the problem from as many starts as it takes.
  public Calibration calibrate() {
    int freeCount = coordinates.size();
    if (residuals.quoteCount() < 1 || residuals.residualCount() < freeCount) {
      return new Calibration.Unfitted(
          problem,
          new Termination.Failed(Cause.TOO_FEW_RESIDUALS),
          "%d quotes for %d free parameters: give at least as many"
              .formatted(residuals.quoteCount(), freeCount));
    }
    double[] own = problem.start();
    double[] moments = ModelStarts.of(problem.model(), problem.quotes());
    Optimum best = null;
    int found = 0;
    int starts = 0;
    for (int i = own == null ? 1 : 0; i < MOST_STARTS && found < 2; i++) {
      double[] start = start(i, own, moments);
      starts++;
      Optimum here = run(start);
      if (here == null) {
        continue;
      }
      if (best == null || here.cost() < best.cost() * (1 - SAME) - 1e-9) {
        best = here;
        found = 1;
      } else if (here.cost() <= best.cost() * (1 + SAME) + 1e-9) {
        best = here.cost() < best.cost() ? here : best;
        found++;
      }
    }
    if (best == null) {
      return new Calibration.Unfitted(
          problem, termination, "none of %d starts lies in the domain".formatted(starts));
    }
    return new Outcome(problem, coordinates)
        .of(
            best,
            new FittedModel.Effort(residuals.evaluations(), starts),
            "Levenberg-Marquardt on frozen nodes: smooth residuals with exact gradients");
  }

  private double[] start(int i, double[] own, double[] moments) {
    double[] point = i == 0 ? own.clone() : moments.clone();
    if (i > 1) {
      double[] at = new double[coordinates.size()];
      coordinates.toCoordinates(point, at);
      ModelStarts.spread(i - 1, at);
      coordinates.toParameters(at, point);
    }
    return point;
  }

  /// A run that ends on nodes which are right for its optimum; null where the start is outside.
  private @org.jspecify.annotations.Nullable Optimum run(double[] start) {
    Termination end = fit(start);
    for (int round = 0; round < 4 && end.usable(); round++) {
      double before = descent.cost();
      residuals.freeze(parameters.clone());
      end = refitHere();
      if (Math.abs(before - descent.cost()) <= 1e-10 * before + 1e-9) {
        break;
      }
    }
    return end.usable() ? optimum(start, end) : null;
  }

  private Termination refitHere() {
    residuals.polish(problem.objective().measure().impliesVols());
    termination = descent.run(y, LIMIT);
    System.arraycopy(descent.point(), 0, y, 0, y.length);
    coordinates.toParameters(y, parameters);
    return termination;
  }

  private Optimum optimum(double[] start, Termination end) {
    double[] r = new double[residuals.residualCount()];
    double[] jacobian = new double[r.length * coordinates.size()];
    residuals.evaluate(y, r, jacobian);
    double[] prices = new double[residuals.quoteCount()];
    for (int i = 0; i < prices.length; i++) {
      prices[i] = residuals.modelPrice(i);
    }
    return new Optimum(
        parameters.clone(), start, prices, r, jacobian, descent.cost(), end);
  }

  static String limit(Termination termination) {
    return termination instanceof Termination.Stopped stopped
            && stopped.limit() == Limit.DEADLINE
        ? "the deadline came before the minimum"
        : "the limit of iterations came before the minimum";
  }
}
