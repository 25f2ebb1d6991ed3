package io.calibrant.core.path;

/// The log-normal step with constant vol, exact: x += −½σ²dt + σ√dt·Z.
public record BlackScheme(double sigma) implements PathScheme {
  /// A scheme; σ must be finite and ≥ 0.
  public BlackScheme {
    if (!(sigma >= 0 && sigma < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("sigma=%s: must be finite and ≥ 0".formatted(sigma));
    }
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
    double[] x = state[0];
    double[] z = normals[0];
    double drift = -0.5 * sigma * sigma * dt;
    double spread = sigma * Math.sqrt(dt);
    for (int i = 0; i < count; i++) {
      x[i] += drift + spread * z[i];
    }
  }
}
