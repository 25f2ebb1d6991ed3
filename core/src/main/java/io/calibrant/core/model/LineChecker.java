package io.calibrant.core.model;

import org.jspecify.annotations.Nullable;

/// A second opinion on a price: adaptive Gauss-Kronrod quadrature on a straight vertical line, to
/// catch optima that exist only in the first integrator ("ghost calibrations", arXiv 2412.16067).
///
/// It shares the characteristic function with [ContourPricer] and nothing else: another shift,
/// another variable, another rule, another way to end. The rule is G7K15 (Kronrod 1965, the
/// abscissae of QUADPACK). Variance gamma and NIG, whose transform decays too slowly for it, are
/// averaged over their random time instead, without any transform ([MixturePricer]).
public final class LineChecker {
  private static final double[] NODES = {
    0.9914553711208126, 0.9491079123427585,
    0.8648644233597691, 0.7415311855993945,
    0.5860872354676911, 0.4058451513773972,
    0.20778495500789848, 0
  };
  private static final double[] KRONROD = {
    0.022935322010529224, 0.06309209262997856,
    0.10479001032225019, 0.14065325971552592,
    0.1690047266392679, 0.19035057806478542,
    0.20443294007529889, 0.20948214108472782
  };
  private static final double[] GAUSS = {
    0, 0.1294849661688697, 0, 0.27970539148927664,
    0, 0.3818300505051189, 0, 0.4179591836734694
  };
  private static final int MAX_DEPTH = 18;
  private static final int MAX_PANELS = 4000;
  private static final double NEGLIGIBLE = 1e-17;

  private final TransformModel model;
  private final @Nullable MixturePricer mixture;
  private final TransformNodes nodes;
  private double[] x = {};
  private double years;
  private double k;
  private double shift;
  private double scale;
  private double kronrod;
  private double gauss;
  private double size;
  private double error;
  private double total;
  private int panels;

  /// What the comparison of two integrators says.
  public sealed interface Finding {
    /// Both agree.
    ///
    /// @param value V/F by this checker
    /// @param difference |first − second|
    record Confirmed(double value, double difference) implements Finding {}

    /// They disagree beyond what both promise: the first value must not be used.
    ///
    /// @param first the value that was checked
    /// @param second V/F by this checker
    /// @param allowed the largest difference that would have passed
    record Ghost(double first, double second, double allowed) implements Finding {}

    /// This checker reached no accuracy of its own: nothing is said about the value.
    ///
    /// @param value its best value
    /// @param error its own estimate of the error
    record Undecided(double value, double error) implements Finding {}
  }

  private LineChecker(TransformModel model) {
    this.model = model;
    mixture = model instanceof NormalMixture normal ? new MixturePricer(normal) : null;
    nodes = TransformNodes.of(model, 1);
  }

  /// A checker for `model`; one thread at a time.
  public static LineChecker of(TransformModel model) {
    return new LineChecker(model);
  }

  /// Re-prices the out-of-the-money option and compares.
  ///
  /// @param value V/F to be checked
  /// @param relative allowed difference relative to the value, such as 1e-9
  /// @param absolute allowed difference in units of the forward, such as 1e-13
  public Finding check(
      double[] parameters,
      double expiry,
      double logMoneyness,
      double value,
      double relative,
      double absolute) {
    double allowed = Math.max(absolute, relative * Math.abs(value));
    if (mixture != null) {
      double average = mixture.price(parameters, expiry, logMoneyness);
      return finding(value, average, mixture.error(), allowed);
    }
    x = parameters;
    years = expiry;
    k = logMoneyness;
    total = 0;
    error = 0;
    panels = 0;
    shift = shift();
    scale = logSize(shift, 0);
    double factor = StrictMath.exp(scale + k) / Math.PI;
    boolean ended = integrate(relative);
    double second = factor * total;
    if (shift > 0 && shift < 1) {
      second += k >= 0 ? 1 : StrictMath.exp(k);
    }
    double own = ended ? factor * error : Double.POSITIVE_INFINITY;
    return finding(value, second, Math.min(own, factor * bound()), allowed);
  }

  /// No scaled integral beyond a pole is larger: |M(a + iu)| ≤ M(a), and 1/|p(p − 1)| ≤ 1/(b² + u²)
  /// at the distance b from the nearer pole. It decides prices far below what is asked.
  private double bound() {
    double nearer = Math.min(Math.abs(shift), Math.abs(shift - 1));
    return shift >= 0 && shift <= 1
        ? Double.POSITIVE_INFINITY
        : Math.abs(shift * (shift - 1)) * Math.PI / (2 * nearer);
  }

  private static Finding finding(double value, double second, double error, double allowed) {
    if (!(error <= allowed)) {
      return new Finding.Undecided(second, error);
    }
    double difference = Math.abs(second - value);
    return difference <= allowed
        ? new Finding.Confirmed(second, difference)
        : new Finding.Ghost(value, second, allowed);
  }

  /// The best of a coarse list of shifts beyond the pole: never the contour's own saddle point.
  private double shift() {
    double best = 0.5;
    double least = Double.POSITIVE_INFINITY;
    for (double distance = 1e-3; distance < 1e6; distance *= 1.7) {
      double power = k >= 0 ? 1 + distance : -distance;
      if (model.momentExists(x, years, power)) {
        double at = logSize(power, 0);
        if (at < least) {
          least = at;
          best = power;
        }
      }
    }
    return best;
  }

  /// Panels of growing width until the integrand has been negligible for two in a row, revivals
  /// included.
  private boolean integrate(double relative) {
    double width = 0.5 * Math.min(Math.abs(shift), Math.abs(shift - 1));
    double from = 0;
    int quiet = 0;
    while (quiet < 2 && panels < MAX_PANELS) {
      double before = total;
      // Panels end where the transform is largest again, and none is the last before one has.
      double back = model.revival(x, years, shift, from);
      double to = Math.min(from + width, back);
      panel(from, to, MAX_DEPTH, relative);
      boolean silent = size * width <= NEGLIGIBLE * Math.abs(total) && total != 0;
      boolean still = silent && Math.abs(total - before) <= 1e-16 * Math.abs(total);
      boolean seen = to == back || back == Double.POSITIVE_INFINITY;
      quiet = still ? quiet + (seen ? 1 : 0) : 0;
      from = to;
      width *= 1.3;
    }
    return quiet == 2;
  }

  private void panel(double from, double to, int depth, double relative) {
    panels++;
    rule(from, to);
    double difference = Math.abs(kronrod - gauss);
    double goal = 1e-5 * relative * Math.max(Math.abs(total + kronrod), 1e-300);
    if (difference <= goal || depth == 0 || panels >= MAX_PANELS || difference <= 1e-16 * size) {
      total += kronrod;
      error += difference;
      return;
    }
    double middle = 0.5 * (from + to);
    panel(from, middle, depth - 1, relative);
    double left = size;
    panel(middle, to, depth - 1, relative);
    size = Math.max(size, left);
  }

  private void rule(double from, double to) {
    double centre = 0.5 * (from + to);
    double half = 0.5 * (to - from);
    kronrod = 0;
    gauss = 0;
    size = 0;
    for (int i = 0; i < NODES.length; i++) {
      for (int side = -1; side <= (i == NODES.length - 1 ? -1 : 1); side += 2) {
        double f = integrand(centre + side * half * NODES[i]);
        kronrod += half * KRONROD[i] * f;
        gauss += half * GAUSS[i] * f;
      }
    }
  }

  private double integrand(double u) {
    double exponent = logSize(shift, u) - scale;
    double modulus = StrictMath.exp(exponent);
    size = Math.max(size, modulus);
    double angle =
        nodes.im(0, 0) - u * k - StrictMath.atan2(u, shift) - StrictMath.atan2(u, shift - 1);
    return modulus * StrictMath.cos(angle);
  }

  private double logSize(double re, double im) {
    nodes.reset(false);
    nodes.add(re, im);
    model.evaluate(x, years, nodes);
    double poles = (re * re + im * im) * ((re - 1) * (re - 1) + im * im);
    return nodes.re(0, 0) - re * k - 0.5 * StrictMath.log(poles);
  }
}
