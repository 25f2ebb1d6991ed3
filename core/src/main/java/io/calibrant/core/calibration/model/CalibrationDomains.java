package io.calibrant.core.calibration.model;

import io.calibrant.core.model.Model;
import io.calibrant.core.model.Parameter;
import java.util.List;

/// Where a calibration looks for parameters: the model's own domains, cut to what a market can
/// show.
///
/// A model admits a mean reversion of 0 or of 1,000 a year; no quotes tell either from its
/// neighbours, and there the coordinates of the fit would run to infinity. An optimum at one of
/// these bounds is reported as such ([CalibrationStatus.AtBound]).
final class CalibrationDomains {
  private CalibrationDomains() {}

  static List<Parameter> of(Model model) {
    return model.parameters().stream().map(CalibrationDomains::cut).toList();
  }

  private static Parameter cut(Parameter own) {
    String name = own.name().replaceAll("[0-9]+$", "");
    boolean signed = own.lower() < 0;
    return switch (name) {
      case "v" -> within(own, 1e-6, 25);
      case "theta" -> signed ? within(own, -5, 5) : within(own, 1e-6, 25);
      case "kappa" -> within(own, 1e-2, 200);
      case "volOfVol" -> within(own, 1e-2, 50);
      case "rho" -> within(own, -0.9999, 0.9999);
      case "sigma" -> within(own, 1e-3, 10);
      case "lambda" -> within(own, 1e-4, 500);
      case "muJ" -> within(own, -3, 3);
      case "sigmaJ" -> within(own, 1e-4, 3);
      case "p" -> within(own, 1e-4, 1 - 1e-4);
      case "eta" -> within(own, 0.1, 1000);
      case "nu" -> within(own, 1e-5, 50);
      case "alpha" -> within(own, 0.05, 1000);
      case "beta" -> within(own, -500, 500);
      case "delta" -> within(own, 1e-6, 1000);
      case "muV" -> within(own, 1e-4, 10);
      case "rhoJ" -> within(own, -5, 5);
      default -> own;
    };
  }

  private static Parameter within(Parameter own, double lower, double upper) {
    return Parameter.open(own.name(), Math.max(own.lower(), lower), Math.min(own.upper(), upper));
  }
}
