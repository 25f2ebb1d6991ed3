package io.calibrant.core.path;

import io.calibrant.core.math.Elementary;
import io.calibrant.core.math.Normal;
import io.calibrant.core.math.Philox;
import io.calibrant.core.model.VarianceGamma;

/// Brownian motion in a gamma time, exact: x += drift + θg + σ√g·Z with g of shape dt/ν and scale
/// ν.
///
/// Gamma numbers by G. Marsaglia and W. W. Tsang, *A simple method for generating gamma variables*,
/// ACM TOMS 26 (2000): of shape + 1, times U^(1/shape). Columns: x.
public record VarianceGammaScheme(double sigma, double theta, double nu) implements PathScheme {
  private static final double THIRD = 1.0 / 3;

  /// The scheme of a parameter set.
  ///
  /// @param p as in [VarianceGamma]
  public static VarianceGammaScheme of(double... p) {
    Schemes.check(VarianceGamma.MODEL, p);
    return new VarianceGammaScheme(p[0], p[1], p[2]);
  }

  @Override
  public int normals() {
    return 1;
  }

  @Override
  public int columns() {
    return 1;
  }

  @Override
  public void step(
      double t, double dt, double[][] normals, double[][] state, Jumps jumps, int count) {
    double shape = dt / nu;
    double drift = shape * StrictMath.log1p(-nu * (theta + 0.5 * sigma * sigma));
    double[] x = state[0];
    double[] z = normals[0];
    for (int i = 0; i < count; i++) {
      double g = nu * gamma(shape, jumps.of(i));
      x[i] += drift + theta * g + sigma * Math.sqrt(g) * z[i];
    }
  }

  /// A gamma number of scale 1.
  static double gamma(double shape, Philox random) {
    double power = Elementary.exp(Elementary.log(random.nextDouble()) / shape);
    double d = shape + 1 - THIRD;
    double c = THIRD / Math.sqrt(d);
    while (true) {
      double z = Normal.inverseCdf(random.nextDouble());
      double root = 1 + c * z;
      if (root > 0) {
        double v = root * root * root;
        double u = random.nextDouble();
        if (Elementary.log(u) < 0.5 * z * z + d * (1 - v + Elementary.log(v))) {
          return d * v * power;
        }
      }
    }
  }
}
