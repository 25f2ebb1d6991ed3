package io.calibrant.core.calibration.model;

import io.calibrant.core.solve.Termination;

/// Turns an [Optimum] into a [FittedModel]: evidence, loss, ghost check and status.
final class Outcome {
  /// ½χ²₁ at 95 %.
  private static final double HALF_CHI_SQUARE = 1.9207;

  /// A coordinate this near its bound, in the share of the domain's slope, lies at it.
  private static final double AT_BOUND = 1e-4;

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
    if (optimum.termination() instanceof Termination.Stopped stopped) {
      return new CalibrationStatus.Stale(ModelFit.limit(stopped));
    }
    int bound = atBound(optimum.parameters());
    if (bound >= 0 && !isFreeElsewhere(optimum, evidence, bound)) {
      return new CalibrationStatus.AtBound(
          evidence.name(bound), optimum.parameters()[bound]);
    }
    int worst = bound >= 0 ? bound : leastTold(evidence);
    if (worst >= 0) {
      return new CalibrationStatus.Unidentified(
          evidence.name(worst),
          evidence.weakestDirection() + " (coordinates): along it the quotes tell nothing");
    }
    if (!evidence.exists()) {
      return new CalibrationStatus.Degenerate(
          "the information matrix is singular along " + evidence.weakestDirection());
    }
    return new CalibrationStatus.Converged();
  }

  /// The parameter at a bound of its domain; −1 when there is none.
  private int atBound(double[] parameters) {
    for (int i = 0; i < coordinates.size(); i++) {
      int j = coordinates.parameter(i);
      var domain = coordinates.domain(j);
      double x = parameters[j];
      double reach = Math.min(domain.upper() - domain.lower(), Math.max(Math.abs(x), 1e-3));
      if (x - domain.lower() < AT_BOUND * reach || domain.upper() - x < AT_BOUND * reach) {
        return j;
      }
    }
    return -1;
  }

  /// Whether the quotes are as content with the parameter at the start's value as at its bound: then
  /// the bound is an accident of what they cannot tell.
  private boolean isFreeElsewhere(Optimum optimum, Evidence evidence, int parameter) {
    double[] moments = ModelStarts.of(problem.model(), problem.quotes());
    double[] y = new double[coordinates.size()];
    coordinates.toCoordinates(moments, y);
    coordinates.toParameters(y, moments);
    double[] from = optimum.parameters().clone();
    from[parameter] = moments[parameter];
    var fit = ModelFit.of(problem.holding(evidence.name(parameter), moments[parameter]));
    return fit.fit(from).usable()
        && fit.cost() - optimum.cost() <= HALF_CHI_SQUARE * evidence.scale();
  }

  private int leastTold(Evidence evidence) {
    int worst = -1;
    for (int i = 0; i < coordinates.size(); i++) {
      int j = coordinates.parameter(i);
      if (!evidence.isIdentified(j)
          && (worst < 0 || !(evidence.coordinateCovariance(i, i) <= worstVariance(evidence, worst)))) {
        worst = j;
      }
    }
    return worst;
  }

  private double worstVariance(Evidence evidence, int parameter) {
    for (int i = 0; i < coordinates.size(); i++) {
      if (coordinates.parameter(i) == parameter) {
        return evidence.coordinateCovariance(i, i);
      }
    }
    return Double.NaN;
  }
}
