package io.calibrant.core.model;

import java.util.function.DoubleUnaryOperator;

/// A model's continuous moves and its measure of jumps, summed point by point: the definition of
/// the hedge of least variance, with the option priced again after every jump.
final class JumpQuadrature {
  private final AffineModel model;
  private final double[] parameters;
  private final ContourPricer pricer;
  private final double[] out;

  private double years;
  private double k;
  private double before;
  private double covariation;
  private double variation;

  private JumpQuadrature(AffineModel model, double[] parameters) {
    this.model = model;
    this.parameters = parameters;
    pricer = ContourPricer.of(model);
    out = new double[ContourPricer.FIRST_PARAMETER + parameters.length];
  }

  static JumpQuadrature of(AffineModel model, double[] parameters) {
    return new JumpQuadrature(model, parameters);
  }

  double callRatio(double expiry, double logMoneyness) {
    years = expiry;
    k = logMoneyness;
    covariation = 0;
    variation = 0;
    before = call(0, 0);
    diffuse();
    jump();
    return covariation / variation;
  }

  private double call(double x, double y) {
    double[] then = parameters.clone();
    if (y > 0) {
      then[model.variance(0)] += y;
    }
    pricer.price(then, years, k - x);
    double price = StrictMath.exp(x);
    return price * pricer.value() + (k - x >= 0 ? 0 : price - StrictMath.exp(k));
  }

  private void diffuse() {
    pricer.greeks(parameters, years, k, out);
    double delta = out[ContourPricer.DELTA] + (k >= 0 ? 0 : 1);
    double[] p = parameters;
    for (int i = 0; i < model.varianceCount(); i++) {
      int v = model.variance(i);
      variation += p[v];
      double slope = out[ContourPricer.FIRST_PARAMETER + v];
      covariation += p[v] * delta + p[v + 4] * p[v + 3] * p[v] * slope;
    }
    if (model == Merton.MODEL || model == Kou.MODEL) {
      variation += p[0] * p[0];
      covariation += p[0] * p[0] * delta;
    }
  }

  private void add(double x, double y, double weight) {
    double rise = StrictMath.expm1(x);
    variation += weight * rise * rise;
    covariation += weight * rise * (call(x, y) - before);
  }

  private void jump() {
    double[] p = parameters;
    switch (model.name()) {
      case "merton" -> normal(p[1], p[2], p[3], 0);
      case "bates" -> normal(p[5], p[6], p[7], 0);
      case "svcj" -> simultaneous(p);
      case "kou" -> {
        density(1, x -> p[1] * p[2] * p[3] * StrictMath.exp(-p[3] * x));
        density(-1, x -> p[1] * (1 - p[2]) * p[4] * StrictMath.exp(-p[4] * x));
      }
      case "vg" -> {
        double lean = p[1] / (p[0] * p[0]);
        double decay = Math.sqrt(2 / p[2] + p[1] * p[1] / (p[0] * p[0])) / p[0];
        density(1, x -> StrictMath.exp((lean - decay) * x) / (p[2] * x));
        density(-1, x -> StrictMath.exp((-lean - decay) * x) / (p[2] * x));
      }
      case "nig" -> {
        double scale = p[2] * p[0] / Math.PI;
        density(1, x -> scale * StrictMath.exp(p[1] * x) * besselK1(p[0] * x) / x);
        density(-1, x -> scale * StrictMath.exp(-p[1] * x) * besselK1(p[0] * x) / x);
      }
      default -> {}
    }
  }

  /// Jumps with a normal ln, the variance up by `y`.
  private void normal(double rate, double mean, double deviation, double y) {
    double h = 0.25;
    for (double z = -8; z <= 8; z += h) {
      double weight = rate * h * StrictMath.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
      add(mean + deviation * z, y, weight);
    }
  }

  /// Exponential jumps of the variance, s = exp(w − e^(−w)).
  private void simultaneous(double[] p) {
    double h = 0.15;
    for (double w = -4; w <= 4; w += h) {
      double s = StrictMath.exp(w - StrictMath.exp(-w));
      double weight = h * s * (1 + StrictMath.exp(-w)) * StrictMath.exp(-s);
      if (weight > 1e-18) {
        normal(p[5] * weight, p[6] + p[9] * p[8] * s, p[7], p[8] * s);
      }
    }
  }

  /// A density on x > 0 of jumps ±x, by double exponential rules on both sides of the jump that
  /// takes a mixture's option to the cusp that its price has near expiry.
  private void density(int sign, DoubleUnaryOperator density) {
    double cusp = model instanceof NormalMixture m ? sign * (k - m.drift(parameters, years)) : 0;
    double cut = cusp > 0 ? cusp : 0.3;
    double h = 0.06;
    for (double w = -4; w <= 4; w += h) {
      double s = 0.5 * Math.PI * StrictMath.sinh(w);
      double slope = 0.5 * Math.PI * StrictMath.cosh(w);
      double below = cut / (1 + StrictMath.exp(-2 * s));
      double inner = 2 * slope * below / (1 + StrictMath.exp(2 * s));
      addDensity(sign, below, h * inner, density);
      double beyond = StrictMath.exp(s);
      addDensity(sign, cut + beyond, h * slope * beyond, density);
    }
  }

  private void addDensity(int sign, double x, double width, DoubleUnaryOperator density) {
    double weight = width * density.applyAsDouble(x);
    if (weight * x * x > 1e-20) {
      add(sign * x, 0, weight);
    }
  }

  /// K₁(z) = ∫₀^∞ e^(−z cosh t) cosh t dt.
  private static double besselK1(double z) {
    if (z > 700) {
      return 0;
    }
    double h = 0.02;
    double sum = 0.5 * StrictMath.exp(-z);
    for (double t = h; t < 40; t += h) {
      double cosh = StrictMath.cosh(t);
      double term = StrictMath.exp(-z * cosh) * cosh;
      sum += term;
      if (z * cosh > 60 + t) {
        break;
      }
    }
    return h * sum;
  }
}
