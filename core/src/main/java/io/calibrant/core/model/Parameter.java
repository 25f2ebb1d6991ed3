package io.calibrant.core.model;

/// A named parameter of a model with its domain and the smooth map from the real line into it.
///
/// ```
/// both bounds finite:   x = lower + (upper − lower) / (1 + e⁻ʸ)
/// lower bound only:     x = lower + eʸ
/// no bound:             x = y
/// ```
///
/// @param name as in a table's header
/// @param lower least value or −∞
/// @param upper largest value or +∞
/// @param closed whether the bounds themselves are allowed
public record Parameter(String name, double lower, double upper, boolean closed) {
  /// A parameter; the bounds must be in order, and an upper bound needs a lower one.
  public Parameter {
    if (!(lower < upper)) {
      throw new IllegalArgumentException(
          "parameter %s: lower=%s must be below upper=%s".formatted(name, lower, upper));
    }
    if (Double.isInfinite(lower) && !Double.isInfinite(upper)) {
      throw new IllegalArgumentException(
          "parameter %s: upper=%s without a lower bound: give a lower bound"
              .formatted(name, upper));
    }
  }

  /// A parameter in the open interval ]lower, upper[.
  public static Parameter open(String name, double lower, double upper) {
    return new Parameter(name, lower, upper, false);
  }

  /// A parameter in the closed interval [lower, upper].
  public static Parameter closed(String name, double lower, double upper) {
    return new Parameter(name, lower, upper, true);
  }

  /// Whether `value` lies in the domain; NaN and infinities never do.
  public boolean contains(double value) {
    return Math.abs(value) < Double.POSITIVE_INFINITY
        && (closed ? value >= lower && value <= upper : value > lower && value < upper);
  }

  /// The domain in words, such as `> 0 and < 1000`.
  public String domain() {
    String from = Double.isInfinite(lower) ? "" : (closed ? "≥ " : "> ") + number(lower);
    String to = Double.isInfinite(upper) ? "" : (closed ? "≤ " : "< ") + number(upper);
    if (from.isEmpty()) {
      return "a finite number";
    }
    return to.isEmpty() ? "finite and " + from : from + " and " + to;
  }

  /// The value in the domain that belongs to `y` ∈ ℝ.
  public double constrain(double y) {
    if (Double.isInfinite(lower)) {
      return y;
    }
    if (Double.isInfinite(upper)) {
      return lower + StrictMath.exp(y);
    }
    return lower + (upper - lower) / (1 + StrictMath.exp(-y));
  }

  /// The y ∈ ℝ that belongs to a value inside the domain; ±∞ on its bounds.
  public double unconstrain(double value) {
    if (Double.isInfinite(lower)) {
      return value;
    }
    if (Double.isInfinite(upper)) {
      return StrictMath.log(value - lower);
    }
    return StrictMath.log((value - lower) / (upper - value));
  }

  /// dx/dy at a value inside the domain.
  public double slope(double value) {
    if (Double.isInfinite(lower)) {
      return 1;
    }
    if (Double.isInfinite(upper)) {
      return value - lower;
    }
    return (value - lower) * (upper - value) / (upper - lower);
  }

  private static String number(double x) {
    return x == (long) x ? Long.toString((long) x) : Double.toString(x);
  }
}
