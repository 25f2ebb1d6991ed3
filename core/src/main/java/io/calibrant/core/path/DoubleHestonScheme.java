package io.calibrant.core.path;

import io.calibrant.core.model.DoubleHeston;
import java.util.Arrays;

/// Two independent [HestonScheme]s that move one price. Columns: x and the two variances.
///
/// @param one the first factor
/// @param other the second factor
public record DoubleHestonScheme(HestonScheme one, HestonScheme other) implements PathScheme {
  private static final int FACTOR = 5;

  /// The scheme of a parameter set.
  ///
  /// @param parameters as in [DoubleHeston]
  public static DoubleHestonScheme of(double... parameters) {
    Schemes.check(DoubleHeston.MODEL, parameters);
    return new DoubleHestonScheme(
        HestonScheme.of(parameters),
        HestonScheme.of(Arrays.copyOfRange(parameters, FACTOR, 2 * FACTOR)));
  }

  @Override
  public int normals() {
    return 4;
  }

  @Override
  public int columns() {
    return 3;
  }

  @Override
  public void start(double[][] state, int count) {
    one.start(state[1], count);
    other.start(state[2], count);
  }

  @Override
  public void step(
      double t, double dt, double[][] normals, double[][] state, Jumps jumps, int count) {
    one.move(dt, normals[0], normals[1], state[0], state[1], count);
    other.move(dt, normals[2], normals[3], state[0], state[2], count);
  }
}
