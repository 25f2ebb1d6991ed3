package io.calibrant.core.calibration.model;

import io.calibrant.core.model.Model;
import io.calibrant.core.model.Parameter;
import io.calibrant.core.solve.route.History;
import io.calibrant.core.solve.route.Router;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A parametric model of all expiries at once.
///
/// @param model which
/// @param objective what its fit minimises
/// @param routed whether [Router] chooses the solver; else Levenberg–Marquardt runs from several
///   starts until the best optimum has been found twice
public record TransformFamily(Model model, Objective objective, boolean routed) implements Family {
  /// Read only, so that fits side by side may share it.
  private static final History LEARNED = History.learned();

  /// A routed family.
  public TransformFamily(Model model, Objective objective) {
    this(model, objective, true);
  }

  /// The same without the router.
  public TransformFamily direct() {
    return new TransformFamily(model, objective, false);
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public int parameterCount(int expiryCount) {
    return model.parameterCount();
  }

  @Override
  public FamilyFit fit(ModelQuotes quotes) {
    var fit = ModelFit.of(CalibrationProblem.of(model, quotes).with(objective));
    return switch (routed ? fit.calibrate(Router.DEFAULT, LEARNED) : fit.calibrate()) {
      case FittedModel fitted -> new Solved(fitted);
      case Calibration.Unfitted unfitted -> new Failed(unfitted);
    };
  }

  @Override
  public FamilyFit fit(ModelQuotes quotes, FamilyFit near) {
    if (!(near instanceof Solved(FittedModel fitted))) {
      return fit(quotes);
    }
    var problem =
        CalibrationProblem.of(model, quotes).with(objective).startingFrom(fitted.parameters());
    return switch (ModelFit.of(problem).calibrate(1)) {
      case FittedModel other -> new Solved(other);
      case Calibration.Unfitted unfitted -> new Failed(unfitted);
    };
  }

  /// The vols of `model` at these quotes; 0 where its price tells none.
  public static double[] vols(Model model, double[] parameters, ModelQuotes at) {
    double[] prices = new double[at.size()];
    model.pricer(at.grid(), parameters).price(parameters, prices);
    Arrays.setAll(prices, i -> LossMeasure.impliedVol(at.k(i), at.expiry(i), prices[i]));
    return prices;
  }

  /// A fit that succeeded.
  public record Solved(FittedModel fitted) implements FamilyFit {
    @Override
    public double[] vols(ModelQuotes at) {
      return TransformFamily.vols(fitted.model(), fitted.parameters(), at);
    }

    /// None where prices are slow: it is asked for them thousands of times.
    @Override
    public @Nullable Neighbourhood neighbourhood(ModelQuotes quotes) {
      return fitted.model().pricer(quotes.grid(), fitted.parameters()).isSlow()
          ? null
          : new ModelNeighbourhood(fitted, quotes);
    }

    /// With intervals by profile likelihood ([Profile]), even ones where prices are slow: each call
    /// takes some fifty evaluations a parameter.
    @Override
    public List<Estimate> estimates() {
      Evidence evidence = fitted.evidence();
      boolean slow =
          fitted.model().pricer(fitted.problem().quotes().grid(), fitted.parameters()).isSlow();
      List<Profile> profiles = slow ? List.of() : Profile.allOf(fitted);
      List<Estimate> estimates = new ArrayList<>();
      List<Parameter> parameters = fitted.model().parameters();
      for (int i = 0; i < parameters.size(); i++) {
        String name = parameters.get(i).name();
        Profile profile = null;
        for (Profile known : profiles) {
          // One that a bound holds has no error of its own.
          profile = known.parameter().equals(name) && !evidence.isPinned(i) ? known : profile;
        }
        estimates.add(
            new Estimate(
                name,
                fitted.parameter(i),
                evidence.stdDev(i),
                profile == null ? evidence.lower(i) : profile.lower(),
                profile == null ? evidence.upper(i) : profile.upper(),
                evidence.isIdentified(i)));
      }
      return estimates;
    }

    @Override
    public CalibrationStatus status() {
      return fitted.status();
    }

    @Override
    public String reason() {
      return fitted.reason();
    }

    @Override
    public int evaluations() {
      return fitted.effort().evaluations();
    }
  }

  private record Failed(Calibration.Unfitted unfitted) implements FamilyFit {
    @Override
    public double[] vols(ModelQuotes at) {
      double[] none = new double[at.size()];
      Arrays.fill(none, Double.NaN);
      return none;
    }

    @Override
    public List<Estimate> estimates() {
      return List.of();
    }

    @Override
    public CalibrationStatus status() {
      return new CalibrationStatus.Rejected(unfitted.reason());
    }

    @Override
    public String reason() {
      return unfitted.reason();
    }

    @Override
    public int evaluations() {
      return 0;
    }
  }
}
