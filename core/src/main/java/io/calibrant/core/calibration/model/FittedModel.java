package io.calibrant.core.calibration.model;

import io.calibrant.core.model.Model;
import io.calibrant.core.solve.Termination;
import io.calibrant.core.solve.route.RouteRecord;
import org.jspecify.annotations.Nullable;

/// The parameters of a model with all that is known about them. Immutable.
public final class FittedModel implements Calibration {
  private final CalibrationProblem problem;
  private final double[] parameters;
  private final double[] start;
  private final double[] prices;
  private final double[] residuals;
  private final Evidence evidence;
  private final Evidence told;
  private final FitLoss loss;
  private final CalibrationStatus status;
  private final Termination termination;
  private final double cost;
  private final Effort effort;
  private final String reason;
  private final @Nullable RouteRecord route;

  /// What the fit took.
  ///
  /// @param evaluations of the whole surface with gradients
  /// @param starts runs from different starts
  public record Effort(int evaluations, int starts) {}

  FittedModel(
      CalibrationProblem problem,
      Optimum optimum,
      Evidence evidence,
      Evidence told,
      FitLoss loss,
      CalibrationStatus status,
      Effort effort,
      String reason) {
    this.problem = problem;
    this.parameters = optimum.parameters();
    this.start = optimum.start();
    this.prices = optimum.prices();
    this.residuals = optimum.residuals();
    this.termination = optimum.termination();
    this.cost = optimum.cost();
    this.evidence = evidence;
    this.told = told;
    this.loss = loss;
    this.status = status;
    this.effort = effort;
    this.reason = reason;
    this.route = null;
  }

  private FittedModel(FittedModel of, RouteRecord route) {
    problem = of.problem;
    parameters = of.parameters;
    start = of.start;
    prices = of.prices;
    residuals = of.residuals;
    termination = of.termination;
    cost = of.cost;
    evidence = of.evidence;
    told = of.told;
    loss = of.loss;
    status = of.status;
    effort = of.effort;
    reason = of.reason;
    this.route = route;
  }

  /// The same, found along `record`.
  FittedModel routed(RouteRecord record) {
    return new FittedModel(this, record);
  }

  @Override
  public CalibrationProblem problem() {
    return problem;
  }

  /// The model.
  public Model model() {
    return problem.model();
  }

  /// Parameter `i`.
  public double parameter(int i) {
    return parameters[i];
  }

  /// All parameters; a copy.
  public double[] parameters() {
    return parameters.clone();
  }

  /// The start that led here; a copy.
  public double[] start() {
    return start.clone();
  }

  /// The undiscounted out-of-the-money value of quote `i` in units of the forward.
  public double price(int i) {
    return prices[i];
  }

  /// All values; a copy.
  public double[] prices() {
    return prices.clone();
  }

  /// The implied vol of quote `i`; 0 where the price tells none.
  public double impliedVol(int i) {
    return LossMeasure.impliedVol(problem.quotes().k(i), problem.quotes().expiry(i), prices[i]);
  }

  /// Whitened residual of quote `i`; a robust loss has shrunk it to √ρ.
  public double residual(int i) {
    return residuals[i];
  }

  /// How sure each parameter is, the prior counted as knowledge.
  public Evidence evidence() {
    return evidence;
  }

  /// What the quotes alone tell; [#evidence] itself where there is no prior.
  public Evidence told() {
    return told;
  }

  /// ‖W(x − x̄)‖², the prior's share of twice the cost: χ² of as many degrees as it has parameters
  /// when it foretold well; 0 where there is none.
  public double priorChiSquare() {
    double sum = 0;
    for (int i = problem.quotes().size(); i < residuals.length; i++) {
      sum += residuals[i] * residuals[i];
    }
    return sum;
  }

  /// How far the model is from the quotes it was fitted to.
  public FitLoss loss() {
    return loss;
  }

  /// What the fit is worth.
  public CalibrationStatus status() {
    return status;
  }

  /// Why the solver stopped.
  public Termination termination() {
    return termination;
  }

  /// ½Σρ(r²) with the prior's share.
  public double cost() {
    return cost;
  }

  /// What the fit took.
  public Effort effort() {
    return effort;
  }

  /// Why the solver was chosen that found it.
  public String reason() {
    return reason;
  }

  /// What a router knew, expected, chose and got; null where none was asked.
  public @Nullable RouteRecord route() {
    return route;
  }
}
