package io.calibrant.core.path;

import io.calibrant.core.math.Elementary;
import io.calibrant.core.math.Normal;
import io.calibrant.core.math.Philox;
import io.calibrant.core.model.Svcj;

/// [HestonScheme] with simultaneous jumps of price and variance: the jumps of half a step before it
/// and those of the other half after it (G. Strang's splitting, so that what the jumps add costs no
/// order). Their number and sizes are exact, and the compensation too. Columns: x, v.
///
/// @param diffusion between the jumps
/// @param intensity λ a year
/// @param mean μ_J, of the normal part of a jump of x
/// @param deviation σ_J of that part
/// @param meanV μ_V, of the exponential jump of v
/// @param rhoJ what a jump of v adds to that of x, per unit
public record SvcjScheme(
    HestonScheme diffusion,
    double intensity,
    double mean,
    double deviation,
    double meanV,
    double rhoJ)
    implements PathScheme {

  /// The scheme of a parameter set.
  ///
  /// @param p as in [Svcj]
  public static SvcjScheme of(double... p) {
    Schemes.check(Svcj.MODEL, p);
    return new SvcjScheme(HestonScheme.of(p), p[5], p[6], p[7], p[8], p[9]);
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
    // One stream a path and step: the draws of the second half are those after the first half's.
    jump(0.5 * dt, state[0], state[1], jumps, count, false);
    diffusion.step(t, dt, normals, state, jumps, count);
    jump(0.5 * dt, state[0], state[1], jumps, count, true);
  }

  private void jump(double dt, double[] x, double[] v, Jumps jumps, int count, boolean secondHalf) {
    double growth = StrictMath.exp(mean + 0.5 * deviation * deviation) / (1 - rhoJ * meanV) - 1;
    double drift = -intensity * growth * dt;
    double expected = intensity * dt;
    int parts = JumpScheme.parts(expected);
    double none = Elementary.exp(-expected / parts);
    for (int i = 0; i < count; i++) {
      Philox random = jumps.of(i);
      int number = JumpScheme.number(expected / parts, none, parts, random);
      if (secondHalf) {
        skip(number, random);
        number = JumpScheme.number(expected / parts, none, parts, random);
      }
      x[i] += drift;
      for (int j = 0; j < number; j++) {
        double rise = -meanV * Elementary.log(random.nextDouble());
        double z = Normal.inverseCdf(random.nextDouble());
        v[i] += rise;
        x[i] += mean + rhoJ * rise + deviation * z;
      }
    }
  }

  private static void skip(int number, Philox random) {
    for (int j = 0; j < 2 * number; j++) {
      random.nextDouble();
    }
  }
}
