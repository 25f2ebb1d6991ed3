package io.calibrant.core.path;

import io.calibrant.core.math.Elementary;
import io.calibrant.core.math.Philox;

/// A diffusion's scheme with compensated Poisson jumps of x added, exact for the jumps: their
/// number over a step is Poisson with mean λ·dt, drawn by inversion.
///
/// @param diffusion the scheme between jumps
/// @param intensity λ a year, finite and ≥ 0
/// @param law of a jump
public record JumpScheme(PathScheme diffusion, double intensity, JumpLaw law)
    implements PathScheme {
  /// Larger means are drawn in parts, since e^−λdt underflows.
  private static final double LARGEST_MEAN = 32;

  /// A scheme; λ must be finite and ≥ 0.
  public JumpScheme {
    if (!(intensity >= 0 && intensity < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "intensity=%s: must be finite and ≥ 0".formatted(intensity));
    }
  }

  @Override
  public int normals() {
    return diffusion.normals();
  }

  @Override
  public int columns() {
    return diffusion.columns();
  }

  @Override
  public void start(double[][] state, int count) {
    diffusion.start(state, count);
  }

  @Override
  public void step(
      double t, double dt, double[][] normals, double[][] state, Jumps jumps, int count) {
    diffusion.step(t, dt, normals, state, jumps, count);
    double[] x = state[0];
    double drift = -intensity * law.mean() * dt;
    double mean = intensity * dt;
    int parts = parts(mean);
    double none = Elementary.exp(-mean / parts);
    for (int i = 0; i < count; i++) {
      Philox random = jumps.of(i);
      int number = number(mean / parts, none, parts, random);
      x[i] += drift + (number > 0 ? law.sum(number, random) : 0);
    }
  }

  /// Into how many parts a mean is to be divided.
  static int parts(double mean) {
    return Math.max(1, (int) Math.ceil(mean / LARGEST_MEAN));
  }

  /// A Poisson number of `parts` times the mean.
  ///
  /// @param none e^(−mean)
  static int number(double mean, double none, int parts, Philox random) {
    int number = 0;
    for (int j = 0; j < parts; j++) {
      number += poisson(mean, none, random.nextDouble());
    }
    return number;
  }

  /// The least n with P(N ≤ n) ≥ u.
  private static int poisson(double mean, double none, double u) {
    double term = none;
    double sum = term;
    int n = 0;
    // The terms vanish before 200 for means up to 32.
    while (u > sum && n < 200) {
      n++;
      term *= mean / n;
      sum += term;
    }
    return n;
  }
}
