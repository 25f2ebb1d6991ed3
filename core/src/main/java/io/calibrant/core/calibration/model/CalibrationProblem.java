package io.calibrant.core.calibration.model;

import io.calibrant.core.model.Model;
import io.calibrant.core.model.Parameter;
import io.calibrant.core.solve.Solver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is asked: the parameters of a model that make ½ Σ ρ(rᵢ²) + prior least over some quotes.
///
/// A value: it can be kept, hashed, sent and solved again with the same answer. It knows nothing of
/// how it is solved.
///
/// ```java
/// var problem = CalibrationProblem.of(Heston.MODEL, quotes)
///     .with(Objective.IMPLIED_VOL)
///     .startingFrom(last)
///     .holding("kappa", 3);
/// switch (problem.solve()) {
///   case Calibration.Fitted fitted -> …
///   case Calibration.Unfitted unfitted -> …
/// }
/// ```
public final class CalibrationProblem {
  private final Model model;
  private final ModelQuotes quotes;
  private final Objective objective;
  private final @Nullable GaussianPrior prior;
  private final double @Nullable [] start;
  private final double[] held;
  private final List<Parameter> domains;

  private CalibrationProblem(
      Model model,
      ModelQuotes quotes,
      Objective objective,
      @Nullable GaussianPrior prior,
      double @Nullable [] start,
      double[] held,
      List<Parameter> domains) {
    this.model = model;
    this.quotes = quotes;
    this.objective = objective;
    this.prior = prior;
    this.start = start;
    this.held = held;
    this.domains = domains;
  }

  /// The problem with [Objective#STANDARD], no prior, no start, nothing held.
  public static CalibrationProblem of(Model model, ModelQuotes quotes) {
    double[] held = new double[model.parameterCount()];
    Arrays.fill(held, Double.NaN);
    return new CalibrationProblem(
        model, quotes, Objective.STANDARD, null, null, held, CalibrationDomains.of(model));
  }

  /// With another objective.
  public CalibrationProblem with(Objective other) {
    return new CalibrationProblem(model, quotes, other, prior, start, held, domains);
  }

  /// Started from `parameters`, which are moved inside the domains; else the quotes give the start.
  public CalibrationProblem startingFrom(double[] parameters) {
    checkLength(parameters.length);
    for (double value : parameters) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("start=" + value + ": must be finite");
      }
    }
    return new CalibrationProblem(
        model, quotes, objective, prior, parameters.clone(), held, domains);
  }

  /// Started from what the quotes give.
  public CalibrationProblem startingAnew() {
    return new CalibrationProblem(model, quotes, objective, prior, null, held, domains);
  }

  /// Pulled towards `other`.
  public CalibrationProblem pulledTowards(GaussianPrior other) {
    checkLength(other.size());
    return new CalibrationProblem(model, quotes, objective, other, start, held, domains);
  }

  /// With one parameter held at `value`.
  public CalibrationProblem holding(String parameter, double value) {
    int at = index(parameter);
    if (!domains.get(at).contains(value)) {
      throw new IllegalArgumentException(
          "%s=%s: must be %s".formatted(parameter, value, domains.get(at).domain()));
    }
    double[] more = held.clone();
    more[at] = value;
    return new CalibrationProblem(model, quotes, objective, prior, start, more, domains);
  }

  /// With one parameter kept in ]lower, upper[, which must lie in the model's domain.
  public CalibrationProblem bounding(String parameter, double lower, double upper) {
    int at = index(parameter);
    Parameter own = model.parameters().get(at);
    if (!(lower >= own.lower() && upper <= own.upper())) {
      throw new IllegalArgumentException(
          "%s in ]%s, %s[: must lie in the model's domain, %s"
              .formatted(parameter, lower, upper, own.domain()));
    }
    List<Parameter> other = new ArrayList<>(domains);
    other.set(at, Parameter.open(parameter, lower, upper));
    return new CalibrationProblem(model, quotes, objective, prior, start, held, List.copyOf(other));
  }

  /// Of other quotes.
  public CalibrationProblem of(ModelQuotes other) {
    return new CalibrationProblem(model, other, objective, prior, start, held, domains);
  }

  private int index(String parameter) {
    for (int i = 0; i < domains.size(); i++) {
      if (domains.get(i).name().equals(parameter)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "parameter=%s: %s has %s"
            .formatted(parameter, model.name(), domains.stream().map(Parameter::name).toList()));
  }

  private void checkLength(int length) {
    if (length != model.parameterCount()) {
      throw new IllegalArgumentException(
          "%d values: %s has %d parameters"
              .formatted(length, model.name(), model.parameterCount()));
    }
  }

  /// The model.
  public Model model() {
    return model;
  }

  /// The quotes.
  public ModelQuotes quotes() {
    return quotes;
  }

  /// The objective.
  public Objective objective() {
    return objective;
  }

  /// What is believed beforehand; null when nothing is.
  public @Nullable GaussianPrior prior() {
    return prior;
  }

  /// The start; null when the quotes are to give it. A copy.
  public double @Nullable [] start() {
    return start == null ? null : start.clone();
  }

  /// The value at which parameter `i` is held; NaN when it is free.
  public double held(int i) {
    return held[i];
  }

  /// Where parameter `i` is looked for.
  public Parameter domain(int i) {
    return domains.get(i);
  }

  Coordinates coordinates() {
    return new Coordinates(domains, held);
  }

  /// The problem as text, exact to the last bit: one line for each thing asked, then the quotes.
  public String text() {
    return ProblemText.of(this);
  }

  /// SHA-256 of [#text], lower-case hex: the name of the problem.
  public String hash() {
    return ProblemText.hash(this);
  }

  /// Solves with [ModelFit#STANDARD].
  public Calibration solve() {
    return solveWith(ModelFit.STANDARD);
  }

  /// Solves with `solver`, from as many starts as it takes to find the best optimum twice.
  public Calibration solveWith(Solver solver) {
    return ModelFit.of(this, solver).calibrate();
  }
}
