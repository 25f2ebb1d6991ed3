package io.calibrant.core.calibration.model;

import io.calibrant.core.model.Parameter;
import java.util.List;

/// The map between a model's parameters x and the coordinates y ∈ ℝⁿ of those that are free.
final class Coordinates {
  /// A start is kept this share of its domain's width, or of its own size, away from a bound.
  private static final double INSIDE = 1e-7;

  /// Nearer to a bound than this share of the domain, or of the value, is at it.
  private static final double AT_BOUND = 1e-4;

  private final Parameter[] domains;
  private final double[] held;
  private final int[] free;

  /// @param held value of each parameter that is not fitted; NaN for the free ones
  Coordinates(List<Parameter> domains, double[] held) {
    this.domains = domains.toArray(Parameter[]::new);
    this.held = held.clone();
    int count = 0;
    for (double value : held) {
      count += Double.isNaN(value) ? 1 : 0;
    }
    free = new int[count];
    int next = 0;
    for (int j = 0; j < held.length; j++) {
      if (Double.isNaN(held[j])) {
        free[next++] = j;
      }
    }
  }

  /// Number n of free parameters.
  int size() {
    return free.length;
  }

  /// Number of parameters of the model.
  int parameterCount() {
    return domains.length;
  }

  /// Index of free parameter `i` among the model's.
  int parameter(int i) {
    return free[i];
  }

  Parameter domain(int parameter) {
    return domains[parameter];
  }

  void toParameters(double[] y, double[] x) {
    System.arraycopy(held, 0, x, 0, held.length);
    for (int i = 0; i < free.length; i++) {
      x[free[i]] = domains[free[i]].constrain(y[i]);
    }
  }

  void toCoordinates(double[] x, double[] y) {
    for (int i = 0; i < free.length; i++) {
      y[i] = coordinate(free[i], x[free[i]]);
    }
  }

  /// The unconstrained coordinate of any parameter, one beyond its domain being moved inside.
  double coordinate(int parameter, double value) {
    Parameter domain = domains[parameter];
    if (Double.isInfinite(domain.lower())) {
      return value;
    }
    double gap =
        INSIDE * Math.min(domain.upper() - domain.lower(), Math.max(1, Math.abs(domain.lower())));
    double inside = Math.max(value, domain.lower() + gap);
    return domain.unconstrain(Math.min(inside, domain.upper() - gap));
  }

  /// Whether a value lies at a bound of its domain, as far as a fit can tell.
  boolean isAtBound(int parameter, double value) {
    Parameter domain = domains[parameter];
    double reach = Math.min(domain.upper() - domain.lower(), Math.max(Math.abs(value), 1e-3));
    return value - domain.lower() < AT_BOUND * reach || domain.upper() - value < AT_BOUND * reach;
  }

  /// dx/dy of free parameter `i` at parameters `x`.
  double slope(int i, double[] x) {
    return domains[free[i]].slope(x[free[i]]);
  }
}
