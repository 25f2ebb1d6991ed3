package io.calibrant.core.calibration.model;

import io.calibrant.core.solve.LeastSquaresSolution;
import io.calibrant.core.solve.LevenbergMarquardt;

/// Solves a [CalibrationProblem] with a solver of the finance-free layer, from one start.
final class SolverFit {
  private static final int ROUNDS = 4;

  private final CalibrationProblem problem;
  private final LevenbergMarquardt solver;
  private final Coordinates coordinates;
  private final ModelResiduals residuals;

  private SolverFit(CalibrationProblem problem, LevenbergMarquardt solver) {
    this.problem = problem;
    this.solver = solver;
    coordinates = problem.coordinates();
    residuals = new ModelResiduals(problem);
  }

  static SolverFit of(CalibrationProblem problem, LevenbergMarquardt solver) {
    return new SolverFit(problem, solver);
  }

  Calibration calibrate() {
    double[] own = problem.start();
    double[] start = own == null ? ModelStarts.of(problem.model(), problem.quotes()) : own;
    double[] y = new double[coordinates.size()];
    double[] x = start.clone();
    coordinates.toCoordinates(start, y);
    coordinates.toParameters(y, x);
    residuals.freeze(x);
    LeastSquaresSolution solution = solver.solve(residuals, y);
    for (int round = 0; round < ROUNDS && solution.termination().usable(); round++) {
      double before = solution.cost();
      coordinates.toParameters(solution.toArray(), x);
      residuals.freeze(x.clone());
      residuals.polish(true);
      solution = solver.solve(residuals, solution.toArray());
      if (round > 0 && Math.abs(before - solution.cost()) <= 1e-10 * before + 1e-9) {
        break;
      }
    }
    if (!solution.termination().usable()) {
      return new Calibration.Unfitted(
          problem, solution.termination(), "the start lies outside the domain of the residuals");
    }
    return new Outcome(problem, coordinates)
        .of(
            optimum(start, solution),
            new FittedModel.Effort(residuals.evaluations(), 1),
            "asked for " + solver.getClass().getSimpleName());
  }

  private Optimum optimum(double[] start, LeastSquaresSolution solution) {
    double[] y = solution.toArray();
    double[] r = new double[residuals.residualCount()];
    double[] jacobian = new double[r.length * y.length];
    residuals.evaluate(y, r, jacobian);
    double[] x = new double[coordinates.parameterCount()];
    coordinates.toParameters(y, x);
    double[] prices = new double[residuals.quoteCount()];
    for (int i = 0; i < prices.length; i++) {
      prices[i] = residuals.modelPrice(i);
    }
    return new Optimum(x, start, prices, r, jacobian, solution.cost(), solution.termination());
  }
}
