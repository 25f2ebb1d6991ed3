package io.calibrant.core.calibration.model;

import io.calibrant.core.solve.Termination;

/// Turns an [Optimum] into a [FittedModel]: evidence, loss, ghost check and status.
final class Outcome {
  /// ½χ²₁ at 95 %.
  private static final double HALF_CHI_SQUARE = 1.9207;

  private final CalibrationProblem problem;
  private final Coordinates coordinates;

  Outcome(CalibrationProblem problem, Coordinates coordinates) {
    this.problem = problem;
    this.coordinates = coordinates;
  }

  FittedModel of(Optimum optimum, FittedModel.Effort effort, String reason) {
    double scale = scale(optimum);
    Evidence evidence =
        Evidence.of(coordinates, optimum.parameters(), gram(optimum.jacobian()), scale);
    return new FittedModel(
        problem,
        optimum,
        evidence,
        FitLoss.of(problem.quotes(), optimum.prices()),
        status(optimum, evidence),
        effort,
        reason);
  }

  private double scale(Optimum optimum) {
    int freedom = Math.max(1, optimum.residuals().length - coordinates.size());
    double mean = 2 * optimum.cost() / freedom;
    boolean equal = problem.objective().weights() == Objective.Weights.EQUAL;
    return equal ? mean : Math.max(1, mean);
  }

  private double[] gram(double[] jacobian) {
    int n = coordinates.size();
    double[] gram = new double[n * n];
    for (int row = 0; row < jacobian.length; row += n) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          gram[i * n + j] += jacobian[row + i] * jacobian[row + j];
        }
      }
    }
    return gram;
  }

  private CalibrationStatus status(Optimum optimum, Evidence evidence) {
    String ghost =
        GhostCheck.ghost(
            problem.model(), optimum.parameters(), problem.quotes().grid(), optimum.prices());
    if (ghost != null) {
      return new CalibrationStatus.Rejected(ghost);
    }
    int bound = atBound(optimum.parameters());
    boolean pinned = bound >= 0 && !isFreeElsewhere(optimum, evidence, bound);
    if (pinned && !evidence.exists()) {
      // At the very bound its coordinate tells nothing, and no covariance exists with it.
      return new CalibrationStatus.AtBound(evidence.name(bound), optimum.parameters()[bound]);
    }
    int worst = leastTold(evidence, pinned ? bound : -1);
    if (worst >= 0) {
      String direction = evidence.weakestDirection();
      return evidence.exists() || evidence.condition() < Double.POSITIVE_INFINITY
          ? new CalibrationStatus.Unidentified(
              evidence.name(worst), direction + " (coordinates): along it the quotes tell nothing")
          : new CalibrationStatus.Degenerate("no quote depends on " + direction);
    }
    if (pinned) {
      return new CalibrationStatus.AtBound(evidence.name(bound), optimum.parameters()[bound]);
    }
    return optimum.termination() instanceof Termination.Stopped stopped
        ? new CalibrationStatus.Stale(ModelFit.limit(stopped))
        : new CalibrationStatus.Converged();
  }

  /// The parameter at a bound of its domain; −1 when there is none.
  private int atBound(double[] parameters) {
    for (int i = 0; i < coordinates.size(); i++) {
      int j = coordinates.parameter(i);
      if (coordinates.isAtBound(j, parameters[j])) {
        return j;
      }
    }
    return -1;
  }

  /// Whether the quotes are as content with the parameter at the start's value as at its bound:
  /// then the bound is an accident of what they cannot tell.
  private boolean isFreeElsewhere(Optimum optimum, Evidence evidence, int parameter) {
    double[] moments = ModelStarts.of(problem.model(), problem.quotes());
    double inside = moments[parameter];
    var domain = coordinates.domain(parameter);
    if (!domain.contains(inside) || coordinates.isAtBound(parameter, inside)) {
      inside = domain.constrain(0);
    }
    double[] from = optimum.parameters().clone();
    from[parameter] = inside;
    var fit = ModelFit.of(problem.holding(evidence.name(parameter), inside));
    return fit.fit(from).usable()
        && fit.cost() - optimum.cost() <= HALF_CHI_SQUARE * evidence.scale();
  }

  /// The parameter, other than `pinned`, whose interval is widest among those that are not told; −1
  /// when all are.
  private int leastTold(Evidence evidence, int pinned) {
    int worst = -1;
    double widest = 0;
    for (int i = 0; i < coordinates.size(); i++) {
      int j = coordinates.parameter(i);
      double variance = evidence.coordinateCovariance(i, i);
      double width = Double.isNaN(variance) ? Math.abs(evidence.weakest(i)) : variance;
      if (j != pinned && !evidence.isIdentified(j) && width > widest) {
        worst = j;
        widest = width;
      }
    }
    return worst;
  }
}
