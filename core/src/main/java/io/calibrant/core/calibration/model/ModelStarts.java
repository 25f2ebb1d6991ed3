package io.calibrant.core.calibration.model;

import io.calibrant.core.model.Model;
import io.calibrant.core.model.Parameter;

/// Where a calibration begins: a start read off the smiles at the money, and further ones spread
/// over the domain by a Halton sequence. Deterministic.
///
/// Heston: v₀ and θ are the squared vols of the first and the last expiry, κ the decay between them
/// (3 where they are alike). Level s, slope a and curvature c of one expiry near 0.1 y give ξ and ρ
/// by the leading order of short expiries, s² = v, a = ρξ/(4s), c = (2 − 5ρ²)ξ²/(48 s³) (A.
/// Medvedev and O. Scaillet 2007; M. Forde and A. Jacquier 2009).
final class ModelStarts {
  private static final int[] BASES = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29};
  private static final double SPREAD = 1.6;

  private ModelStarts() {}

  /// The start that the quotes give.
  static double[] of(Model model, ModelQuotes quotes) {
    AtTheMoney money = AtTheMoney.of(quotes);
    double[] start = new double[model.parameterCount()];
    int mid = money.nearest(0.1);
    double level = money.level(mid);
    for (int j = 0; j < start.length; j++) {
      start[j] = value(model, model.parameters().get(j), money, mid, level);
    }
    return start;
  }

  private static double value(
      Model model, Parameter parameter, AtTheMoney money, int mid, double level) {
    boolean second = parameter.name().endsWith("2");
    double share = model.name().equals("double-heston") ? 0.5 : 1;
    boolean jumps = model.parameters().stream().anyMatch(p -> p.name().equals("muJ"));
    return switch (parameter.name().replaceAll("2$", "")) {
      case "v0" -> share * square(money.level(0));
      case "theta" ->
          parameter.lower() < 0
              ? Math.max(-0.5, Math.min(0.5, 4 * money.slope(mid) * level))
              : share * square(money.level(money.count() - 1));
      case "kappa" -> second ? 0.7 : share < 1 ? 6 : 3;
      case "volOfVol" -> (jumps ? 0.7 : 1) * volOfVol(money, mid);
      case "rho" -> rho(money, mid);
      case "sigma" -> jumps || model.name().equals("kou") ? 0.85 * level : level;
      case "lambda" -> 1;
      case "muJ" -> money.slope(mid) > 0 ? 0.05 : -0.1;
      case "sigmaJ" -> 0.15;
      case "p" -> money.slope(mid) > 0 ? 0.6 : 0.4;
      case "eta1" -> 15;
      case "eta" -> 12;
      case "nu" -> 0.2;
      // NIG: variance δ/α where β is small.
      case "alpha" -> 12;
      case "beta" -> money.slope(mid) > 0 ? 1 : -3;
      case "delta" -> 12 * level * level;
      case "muV" -> 0.1;
      case "rhoJ" -> -0.1;
      default -> middle(parameter);
    };
  }

  private static double volOfVol(AtTheMoney money, int e) {
    double s = money.level(e);
    double a = money.slope(e);
    double c = Math.max(money.curvature(e), 0);
    double fade = fade(money.expiry(e));
    double square = 24 * s * s * s * c + 40 * s * s * a * a;
    double found = Math.sqrt(square) / fade;
    return Math.max(0.5 * s, Math.min(found, 8 * s));
  }

  private static double rho(AtTheMoney money, int e) {
    double xi = volOfVol(money, e);
    double found = 4 * money.level(e) * money.slope(e) / (xi * fade(money.expiry(e)));
    return Math.max(-0.85, Math.min(0.85, found));
  }

  /// How much of the short-expiry slope is left at T under κ = 3: 2(κT − 1 + e^(−κT))/(κT)².
  private static double fade(double years) {
    double x = Math.max(3 * years, 1e-3);
    return 2 * (x + StrictMath.expm1(-x)) / (x * x);
  }

  private static double middle(Parameter parameter) {
    return parameter.constrain(0);
  }

  private static double square(double x) {
    return x * x;
  }

  /// Moves `y` to the `index`-th point of a Halton sequence around it.
  ///
  /// @param index from 1 on
  /// @param y coordinates, changed in place
  static void spread(int index, double[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] += SPREAD * (2 * halton(index, BASES[j % BASES.length]) - 1);
    }
  }

  private static double halton(int index, int base) {
    double value = 0;
    double digit = 1.0 / base;
    for (int i = index; i > 0; i /= base) {
      value += digit * (i % base);
      digit /= base;
    }
    return value;
  }
}
