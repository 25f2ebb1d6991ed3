package io.calibrant.core.calibration.model;

import io.calibrant.core.solve.Termination;

/// Turns an [Optimum] into a [FittedModel]: evidence, loss, ghost check and status.
final class Outcome {
  private final CalibrationProblem problem;
  private final Coordinates coordinates;

  Outcome(CalibrationProblem problem, Coordinates coordinates) {
    this.problem = problem;
    this.coordinates = coordinates;
  }

  FittedModel of(Optimum optimum, FittedModel.Effort effort, String reason) {
    double scale = scale(optimum, coordinates.size());
    boolean[] pinned = new boolean[coordinates.size()];
    int free = pinned.length;
    int loose = -1;
    double most = optimum.cost() + Valleys.HALF_CHI_SQUARE * scale;
    OffBound off = null;
    for (int i = 0; i < pinned.length; i++) {
      int j = coordinates.parameter(i);
      if (coordinates.isAtBound(j, optimum.parameters()[j])) {
        off = off == null ? new OffBound(problem, optimum.parameters()) : off;
        // As good off the bound: then that is an accident of what the quotes cannot tell.
        pinned[i] = off.fit(j, most) == null;
        loose = pinned[i] ? loose : j;
        free -= pinned[i] ? 1 : 0;
      }
    }
    Evidence evidence =
        Evidence.of(
            coordinates,
            optimum.parameters(),
            gram(optimum.jacobian(), optimum.residuals().length),
            scale(optimum, free),
            pinned);
    Evidence told = problem.prior() == null ? evidence : told(optimum, free, pinned);
    return new FittedModel(
        problem,
        optimum,
        evidence,
        told,
        FitLoss.of(problem.quotes(), optimum.prices()),
        status(optimum, told, loose),
        effort,
        reason);
  }

  /// The evidence of the quotes without the prior, whose rows are the last.
  private Evidence told(Optimum optimum, int free, boolean[] pinned) {
    int rows = problem.quotes().size();
    double square = 0;
    for (int i = 0; i < rows; i++) {
      square += optimum.residuals()[i] * optimum.residuals()[i];
    }
    return Evidence.of(
        coordinates,
        optimum.parameters(),
        gram(optimum.jacobian(), rows),
        scale(square, rows - free),
        pinned);
  }

  private double scale(Optimum optimum, int free) {
    return scale(2 * optimum.cost(), optimum.residuals().length - free);
  }

  private double scale(double square, int freedom) {
    double mean = square / Math.max(1, freedom);
    boolean equal = problem.objective().weights() == Objective.Weights.EQUAL;
    return equal ? mean : Math.max(1, mean);
  }

  private double[] gram(double[] jacobian, int rows) {
    int n = coordinates.size();
    double[] gram = new double[n * n];
    for (int row = 0; row < rows * n; row += n) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          gram[i * n + j] += jacobian[row + i] * jacobian[row + j];
        }
      }
    }
    return gram;
  }

  /// @param loose a parameter that ended at a bound but is as good elsewhere; −1 when none did
  private CalibrationStatus status(Optimum optimum, Evidence evidence, int loose) {
    String ghost =
        GhostCheck.ghost(
            problem.model(), optimum.parameters(), problem.quotes().grid(), optimum.prices());
    if (ghost != null) {
      return new CalibrationStatus.Rejected(ghost);
    }
    String direction = evidence.weakestDirection();
    if (!evidence.exists() && loose < 0) {
      return new CalibrationStatus.Degenerate("no quote depends on " + direction);
    }
    int told = leastTold(evidence);
    int worst = told >= 0 ? told : loose;
    if (worst >= 0) {
      return new CalibrationStatus.Unidentified(
          evidence.name(worst), direction + " (coordinates): along it the quotes tell nothing");
    }
    for (int i = 0; i < coordinates.parameterCount(); i++) {
      if (evidence.isPinned(i)) {
        return new CalibrationStatus.AtBound(evidence.name(i), optimum.parameters()[i]);
      }
    }
    return optimum.termination() instanceof Termination.Stopped stopped
        ? new CalibrationStatus.Stale(ModelFit.limit(stopped))
        : new CalibrationStatus.Converged();
  }

  /// The parameter whose interval is widest among those that are not told; −1 when all are.
  private int leastTold(Evidence evidence) {
    int worst = -1;
    double widest = 0;
    for (int i = 0; i < coordinates.size(); i++) {
      int j = coordinates.parameter(i);
      double variance = evidence.coordinateCovariance(i, i);
      double width = Double.isNaN(variance) ? Math.abs(evidence.weakest(i)) : variance;
      if (!evidence.isIdentified(j) && width > widest) {
        worst = j;
        widest = width;
      }
    }
    return worst;
  }
}
