package io.calibrant.core.calibration.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Looks for a point off a bound at which a fit ended, that is as good but for chance: the
/// parameter is held at the value of the quotes' own start, at a half and at a quarter of the way
/// there from the bound, and the others are fitted again from the optimum and from that start.
final class OffBound {
  private static final double[] SHARES = {1, 0.5, 0.25};

  private final CalibrationProblem problem;
  private final Coordinates coordinates;
  private final double[] optimum;
  private final double[] moments;

  /// @param optimum all parameters; read only
  OffBound(CalibrationProblem problem, double[] optimum) {
    this.problem = problem;
    this.optimum = optimum;
    coordinates = problem.coordinates();
    moments = ModelStarts.of(problem.model(), problem.quotes());
  }

  /// Whether parameter `j` lies at a bound.
  boolean isAtBound(int j) {
    return coordinates.isAtBound(j, optimum[j]);
  }

  /// A fit with parameter `j` held inside that costs at most `most`; null where none is found.
  @Nullable ModelFit fit(int j, double most) {
    var domain = coordinates.domain(j);
    double far = moments[j];
    if (!domain.contains(far) || coordinates.isAtBound(j, far)) {
      far = domain.constrain(0);
    }
    for (double share : SHARES) {
      double inside = optimum[j] + share * (far - optimum[j]);
      var fit = ModelFit.of(problem.holding(domain.name(), inside));
      // From the optimum itself, others that lie at a bound with it would not find back inside.
      for (double[] from : new double[][] {optimum, moments}) {
        double[] start = from.clone();
        start[j] = inside;
        if (fit.fit(start).usable() && fit.cost() <= most) {
          return fit;
        }
      }
    }
    return null;
  }

  /// The parameters of a fit's last run.
  double[] parameters(ModelFit fit) {
    double[] found = new double[optimum.length];
    Arrays.setAll(found, fit::parameter);
    return found;
  }

  /// The quotes' own start; a copy.
  double[] moments() {
    return moments.clone();
  }
}
