package io.calibrant.core.path;

import io.calibrant.core.math.Normal;
import io.calibrant.core.math.Philox;
import io.calibrant.core.model.NormalInverseGaussian;

/// Brownian motion in an inverse Gaussian time, exact: x += drift + βg + √g·Z, where g is the time
/// in which a Brownian motion of drift γ = √(α² − β²) reaches δdt.
///
/// Inverse Gaussian numbers by J. R. Michael, W. R. Schucany and R. W. Haas, *Generating random
/// variates using transformations with multiple roots*, The American Statistician 30 (1976).
/// Columns: x.
public record NormalInverseGaussianScheme(double alpha, double beta, double delta)
    implements PathScheme {
  /// The scheme of a parameter set.
  ///
  /// @param p as in [NormalInverseGaussian]
  public static NormalInverseGaussianScheme of(double... p) {
    Schemes.check(NormalInverseGaussian.MODEL, p);
    return new NormalInverseGaussianScheme(p[0], p[1], p[2]);
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
    double rate = Math.sqrt((alpha - beta) * (alpha + beta));
    double tilted = Math.sqrt((alpha - beta - 1) * (alpha + beta + 1));
    double distance = delta * dt;
    double drift = -distance * (2 * beta + 1) / (rate + tilted);
    double[] x = state[0];
    double[] z = normals[0];
    for (int i = 0; i < count; i++) {
      double g = inverseGaussian(distance, rate, jumps.of(i));
      x[i] += drift + beta * g + Math.sqrt(g) * z[i];
    }
  }

  /// The time in which a Brownian motion of drift `rate` reaches `distance`.
  static double inverseGaussian(double distance, double rate, Philox random) {
    double z = Normal.inverseCdf(random.nextDouble());
    double mean = distance / rate;
    // The roots of λ(g − m)² = m²z²g, λ = distance²: their product is m². The larger first, which
    // does not cancel.
    double h = 0.5 * mean * z * z / (distance * distance);
    double larger = mean * (1 + h + Math.sqrt(h * (2 + h)));
    double smaller = mean * mean / larger;
    return random.nextDouble() * (mean + smaller) <= mean ? smaller : larger;
  }
}
