package io.calibrant.core.calibration.model;

import io.calibrant.core.model.Parameter;

/// Looks for one end of a [Profile]: steps away from the optimum in the parameter's coordinate
/// until the cost has risen enough, then interpolates on the root of the rise, which is a straight
/// line where the valley is a parabola.
final class ProfileSearch {
  /// ½χ²₁ at 95 %.
  private static final double HALF_CHI_SQUARE = 1.920729410347062;

  private static final double NORMAL_95 = 1.959963984540054;

  /// Steps outwards; each is twice as far as the last.
  private static final int MOST_STEPS = 8;

  private static final int MOST_CUTS = 12;

  /// Of the interval's half-width.
  private static final double TOLERANCE = 1e-3;

  private final FittedModel fitted;
  private final int parameter;
  private final int side;
  private final Coordinates coordinates;
  private final Parameter domain;
  private final double target;
  private final double centre;
  private double[] at;
  private boolean open;
  private int fits;

  /// @param side −1 for the lower end, +1 for the upper
  ProfileSearch(FittedModel fitted, int parameter, int side) {
    this.fitted = fitted;
    this.parameter = parameter;
    this.side = side;
    coordinates = fitted.problem().coordinates();
    domain = coordinates.domain(parameter);
    target = Math.sqrt(HALF_CHI_SQUARE * fitted.evidence().scale());
    at = fitted.parameters();
    centre = coordinates.coordinate(parameter, at[parameter]);
  }

  /// The end: a value of the parameter.
  double end() {
    double inner = 0;
    double innerRise = -target;
    double outer = firstStep();
    for (int step = 0; ; step++) {
      double value = value(outer);
      if (step == MOST_STEPS || !isInside(value)) {
        open = true;
        return side < 0 ? domain.lower() : domain.upper();
      }
      double found = rise(value);
      if (found >= 0) {
        return between(inner, innerRise, outer, found);
      }
      inner = outer;
      innerRise = found;
      outer *= 2;
    }
  }

  /// Illinois' rule between a point below the target and one above it.
  private double between(double low, double lowRise, double high, double highRise) {
    double inner = low;
    double innerRise = lowRise;
    double outer = high;
    double outerRise = highRise;
    double cut = outer;
    int last = 0;
    for (int i = 0; i < MOST_CUTS && outer - inner > TOLERANCE * outer; i++) {
      cut =
          outerRise < Double.POSITIVE_INFINITY
              ? (inner * outerRise - outer * innerRise) / (outerRise - innerRise)
              : 0.5 * (inner + outer);
      double found = rise(value(cut));
      if (Math.abs(found) <= TOLERANCE * target) {
        break;
      }
      if (found > 0) {
        outer = cut;
        outerRise = found;
        innerRise *= last > 0 ? 0.5 : 1;
        last = 1;
      } else {
        inner = cut;
        innerRise = found;
        outerRise *= last < 0 ? 0.5 : 1;
        last = -1;
      }
    }
    return value(cut);
  }

  /// Where a Gaussian would end; in a domain with bounds no further than a factor of 4.5.
  private double firstStep() {
    double slope = domain.slope(fitted.parameter(parameter));
    double step = NORMAL_95 * fitted.evidence().stdDev(parameter) / slope;
    boolean known = step > 0 && step < Double.POSITIVE_INFINITY;
    if (Double.isInfinite(domain.lower())) {
      return known ? step : 1;
    }
    return known ? Math.min(step, Evidence.WIDEST) : Evidence.WIDEST;
  }

  private double value(double distance) {
    return domain.constrain(centre + side * distance);
  }

  private boolean isInside(double value) {
    return domain.contains(value) && !coordinates.isAtBound(parameter, value);
  }

  /// √(PL(value) − J*) − √(½χ²₁ s²); +∞ where no fit is possible. Goes on from the last fit.
  private double rise(double value) {
    CalibrationProblem held = fitted.problem().holding(domain.name(), value);
    ModelFit fit = ModelFit.of(held);
    fits++;
    double[] start = at.clone();
    start[parameter] = value;
    if (!fit.fit(start).usable()) {
      return Double.POSITIVE_INFINITY;
    }
    for (int j = 0; j < start.length; j++) {
      start[j] = fit.parameter(j);
    }
    at = start;
    return Math.sqrt(Math.max(0, fit.cost() - fitted.cost())) - target;
  }

  boolean isOpen() {
    return open;
  }

  int fits() {
    return fits;
  }
}
