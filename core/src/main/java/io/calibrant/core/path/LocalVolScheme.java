package io.calibrant.core.path;

import io.calibrant.core.localvol.LocalVolSurface;

/// Platen's explicit scheme of weak order 2 for local volatility, dx = −½σ²(x, t)dt + σ(x, t)dW:
///
/// ```
/// m = x − ½σ²dt,   y = m + σ√dt·Z,   y± = m ± σ√dt
/// x′ = x − ¼(σ²(y) + σ²)dt + ¼(σ(y₊) + σ(y₋) + 2σ)√dt·Z + ¼(σ(y₊) − σ(y₋))√dt·(Z² − 1)
/// ```
///
/// (P. E. Kloeden and E. Platen, *Numerical Solution of Stochastic Differential Equations*, 1992,
/// equation 15.1.1), σ in the middle of the step. Let steps end at the surface's expiries, where σ
/// may jump. Columns: x and five of work space.
///
/// @param surface σ²
public record LocalVolScheme(LocalVolSurface surface) implements PathScheme {
  @Override
  public int normals() {
    return 1;
  }

  @Override
  public int columns() {
    return 6;
  }

  @Override
  public void step(
      double t, double dt, double[][] normals, double[][] state, Jumps jumps, int count) {
    double[] x = state[0];
    double[] point = state[1];
    double[] here = state[2];
    double[] ahead = state[3];
    double[] above = state[4];
    double[] below = state[5];
    double[] z = normals[0];
    double middle = t + 0.5 * dt;
    double root = Math.sqrt(dt);
    surface.variances(middle, x, here, count);
    for (int i = 0; i < count; i++) {
      point[i] = x[i] - 0.5 * here[i] * dt + Math.sqrt(here[i]) * root * z[i];
    }
    surface.variances(middle, point, ahead, count);
    for (int i = 0; i < count; i++) {
      point[i] = x[i] - 0.5 * here[i] * dt + Math.sqrt(here[i]) * root;
    }
    surface.variances(middle, point, above, count);
    for (int i = 0; i < count; i++) {
      point[i] = x[i] - 0.5 * here[i] * dt - Math.sqrt(here[i]) * root;
    }
    surface.variances(middle, point, below, count);
    for (int i = 0; i < count; i++) {
      double up = Math.sqrt(above[i]);
      double down = Math.sqrt(below[i]);
      double mean = up + down + 2 * Math.sqrt(here[i]);
      double noise = mean * z[i] + (up - down) * (z[i] * z[i] - 1);
      x[i] += 0.25 * (noise * root - (ahead[i] + here[i]) * dt);
    }
  }
}
