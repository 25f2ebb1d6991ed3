package io.calibrant.core.calibration.track;

import io.calibrant.core.calibration.model.Calibration;
import io.calibrant.core.calibration.model.CalibrationProblem;
import io.calibrant.core.calibration.model.Evidence;
import io.calibrant.core.calibration.model.FamilyFit;
import io.calibrant.core.calibration.model.FitLoss;
import io.calibrant.core.calibration.model.FittedModel;
import io.calibrant.core.calibration.model.GaussianPrior;
import io.calibrant.core.calibration.model.HoldOut;
import io.calibrant.core.calibration.model.ModelFit;
import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.model.Objective;
import io.calibrant.core.calibration.model.ScoredFamily;
import io.calibrant.core.calibration.model.TransformFamily;
import io.calibrant.core.calibration.sequence.StabilityIndex;
import io.calibrant.core.calibration.track.FamilyResult.Movement;
import io.calibrant.core.calibration.track.FamilyResult.Prior;
import io.calibrant.core.calibration.track.FamilyResult.Solve;
import io.calibrant.core.model.Model;
import io.calibrant.core.model.Parameter;
import io.calibrant.core.solve.route.History;
import io.calibrant.core.solve.route.RouteRecord;
import io.calibrant.core.solve.route.Router;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A parametric model followed with a Gaussian prior in unconstrained coordinates.
///
/// The prior of a step is N(x̄, Σ + Q): x̄ and Σ the belief before, Q what may have drifted since
/// ([ParameterDrift]). Where a model misses the quotes by s times their errors, its likelihood
/// counts for 1/s² of what it says; the prior is weighted alike. A prior that the quotes
/// contradict, χ² > [#CONTRADICTION] per parameter, is dropped. A fit that a deadline cut short is
/// no prior, and nothing is remembered of one that the ghost check refuses.
///
/// @param model which
record FollowedModel(Model model) implements FollowedFamily {
  /// χ² per parameter above which the quotes contradict the prior: one chance in a thousand or
  /// less.
  static final double CONTRADICTION = 4;

  /// How a fit went.
  ///
  /// @param chiSquare by which the quotes moved the prior; NaN without one
  private record Course(Prior prior, double chiSquare, boolean cut) {}

  private static final Objective OBJECTIVE = Objective.IMPLIED_VOL;

  @Override
  public Fitted fit(ModelInput input, @Nullable FamilyState before, History history, Cuts cuts) {
    ModelQuotes quotes = input.quotes();
    CalibrationProblem problem = CalibrationProblem.of(model, quotes).with(OBJECTIVE);
    problem = before == null ? problem : problem.startingFrom(before.parameters());
    GaussianPrior foretold = before == null ? null : prior(before, input.asOfNs());
    Prior prior = foretold == null ? Prior.NONE : Prior.LAST_FIT;
    CalibrationProblem asked = foretold == null ? problem : problem.pulledTowards(foretold);
    Calibration all = solve(asked, history, cuts);
    double chiSquare = chiSquare(all, prior);
    if (chiSquare > CONTRADICTION * model.parameterCount()) {
      prior = Prior.CONTRADICTED;
      asked = problem;
      all = solve(asked, history, cuts);
    }
    if (!(all instanceof FittedModel fitted)) {
      return failed(input, before, ((Calibration.Unfitted) all).reason());
    }
    RouteRecord route = fitted.route();
    boolean cut = cuts.cutLast() && !(route != null && route.hasConverged());
    HoldOut split = HoldOut.of(quotes);
    CalibrationProblem blind = asked.of(split.shown());
    // Without a prior the start is all that says which of several minima is meant.
    blind = prior == Prior.LAST_FIT ? blind : blind.startingFrom(fitted.parameters());
    Calibration some = ModelFit.of(blind).stoppedBy(cuts.next()).calibrate(1);
    double[] held =
        some instanceof FittedModel other
            ? TransformFamily.vols(model, other.parameters(), split.held())
            : missing(split.held().size());
    var family = new TransformFamily(model, OBJECTIVE);
    var fit = new TransformFamily.Solved(fitted);
    var scored =
        new ScoredFamily(
            family,
            fit,
            quotes,
            FitLoss.ofVols(quotes, fit.vols(quotes)),
            FitLoss.ofVols(split.held(), held),
            ScoredFamily.HeldErrors.of(split.held(), held));
    return fitted(input, before, scored, fitted, new Course(prior, chiSquare, cut));
  }

  private Fitted fitted(
      ModelInput input,
      @Nullable FamilyState before,
      ScoredFamily scored,
      FittedModel fitted,
      Course course) {
    boolean cut = course.cut();
    boolean usable = fitted.status().isPublishable();
    StabilityIndex index = index(before);
    if (usable && !cut) {
      index.accept(
          coordinates(fitted),
          errors(fitted),
          scored.in().rmseVolPoints(),
          scored.out().rmseVolPoints());
    }
    RouteRecord route = fitted.route();
    Evidence told = fitted.told();
    var result =
        new FamilyResult(
            model.name(),
            model.parameterCount(),
            fitted.status().word(),
            StatusText.of(fitted.status()),
            usable,
            0,
            estimates(fitted),
            movement(index),
            scored.in(),
            scored.out(),
            next(input.quotes(), before),
            new Solve(
                fitted.reason(),
                fitted.effort().evaluations(),
                cut,
                course.prior(),
                course.chiSquare(),
                Math.sqrt(told.scale()),
                told.condition(),
                told.weakestDirection(),
                route == null ? "" : route.toText()));
    FamilyState after =
        usable
            ? FamilyState.ofModel(
                input.asOfNs(),
                fitted.parameters(),
                cut ? new double[0] : covariance(fitted),
                fitted.evidence().scale(),
                index.state())
            : before;
    return new Fitted(scored, result, after);
  }

  private Fitted failed(ModelInput input, @Nullable FamilyState before, String reason) {
    ModelQuotes quotes = input.quotes();
    ModelQuotes held = HoldOut.of(quotes).held();
    FamilyFit none = new NoFit(reason);
    FitLoss nothing = FitLoss.ofVols(quotes, missing(quotes.size()));
    var scored =
        new ScoredFamily(
            new TransformFamily(model, OBJECTIVE),
            none,
            quotes,
            nothing,
            nothing,
            ScoredFamily.HeldErrors.of(held, missing(held.size())));
    var result =
        new FamilyResult(
            model.name(),
            model.parameterCount(),
            none.status().word(),
            reason,
            false,
            0,
            List.of(),
            Movement.UNKNOWN,
            nothing,
            nothing,
            next(quotes, before),
            Solve.direct(reason, 0, Prior.NONE));
    return new Fitted(scored, result, before);
  }

  private static Calibration solve(CalibrationProblem problem, History history, Cuts cuts) {
    Calibration found =
        ModelFit.of(problem).stoppedBy(cuts.next()).calibrate(Router.DEFAULT, history);
    if (found instanceof FittedModel fitted && fitted.route() != null) {
      boolean whole = !cuts.cutLast();
      // What a deadline cut says nothing about the candidates.
      if (whole) {
        history.add(fitted.route());
      }
    }
    return found;
  }

  private static double chiSquare(Calibration calibration, Prior prior) {
    return prior == Prior.LAST_FIT && calibration instanceof FittedModel fitted
        ? fitted.priorChiSquare()
        : Double.NaN;
  }

  /// (Σ + Q)/s² around the last parameters; null where the last fit told no covariance.
  private @Nullable GaussianPrior prior(FamilyState before, long asOfNs) {
    double[] covariance = before.covariance();
    int n = model.parameterCount();
    if (covariance.length != n * n) {
      return null;
    }
    long elapsedNs = Math.max(0, asOfNs - before.asOfNs());
    for (int i = 0; i < n; i++) {
      covariance[i * n + i] += ParameterDrift.variance(model.parameters().get(i).name(), elapsedNs);
    }
    for (int i = 0; i < n * n; i++) {
      covariance[i] /= before.misfit();
    }
    try {
      return GaussianPrior.of(before.parameters(), covariance);
    } catch (IllegalArgumentException e) {
      // Rounding left it indefinite: the quotes speak for themselves.
      return null;
    }
  }

  /// The posterior in coordinates; empty where some quote-independent direction leaves none.
  private double[] covariance(FittedModel fitted) {
    int n = model.parameterCount();
    double[] covariance = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double entry = fitted.evidence().covariance(i, j) / (slope(fitted, i) * slope(fitted, j));
        if (!Double.isFinite(entry)) {
          return new double[0];
        }
        covariance[i * n + j] = entry;
      }
    }
    return covariance;
  }

  private static double slope(FittedModel fitted, int i) {
    return fitted.problem().domain(i).slope(fitted.parameter(i));
  }

  private double[] coordinates(FittedModel fitted) {
    double[] y = new double[model.parameterCount()];
    Arrays.setAll(y, i -> fitted.problem().domain(i).unconstrain(fitted.parameter(i)));
    return y;
  }

  /// Standard deviations of the coordinates by these quotes alone.
  private double[] errors(FittedModel fitted) {
    double[] errors = new double[model.parameterCount()];
    Arrays.setAll(errors, i -> fitted.told().stdDev(i) / slope(fitted, i));
    return errors;
  }

  private StabilityIndex index(@Nullable FamilyState before) {
    List<String> names = model.parameters().stream().map(Parameter::name).toList();
    return before == null || before.stability().length == 0
        ? new StabilityIndex(names)
        : StabilityIndex.resumed(names, before.stability());
  }

  private Movement movement(StabilityIndex index) {
    return Movements.of(index, model.parameterCount());
  }

  private List<FamilyFit.Estimate> estimates(FittedModel fitted) {
    Evidence told = fitted.told();
    List<Parameter> parameters = model.parameters();
    return java.util.stream.IntStream.range(0, parameters.size())
        .mapToObj(
            i ->
                new FamilyFit.Estimate(
                    parameters.get(i).name(),
                    fitted.parameter(i),
                    told.stdDev(i),
                    told.lower(i),
                    told.upper(i),
                    told.isIdentified(i)))
        .toList();
  }

  private double next(ModelQuotes quotes, @Nullable FamilyState before) {
    return before == null
        ? Double.NaN
        : FitLoss.ofVols(quotes, TransformFamily.vols(model, before.parameters(), quotes))
            .rmseVolPoints();
  }

  private static double[] missing(int size) {
    double[] vols = new double[size];
    Arrays.fill(vols, Double.NaN);
    return vols;
  }
}
