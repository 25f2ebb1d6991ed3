package io.calibrant.core.path;

import io.calibrant.core.math.Philox;

/// How a model's state moves over one step, for many paths at once.
///
/// State is held in columns, one number a path: column 0 is x = ln(S/F), which starts at 0; the
/// others are the scheme's own (a variance, work space). E[eˣ] = 1 at all times, but for the
/// scheme's error. Schemes are immutable; the columns belong to the caller. The interface is open.
public interface PathScheme {
  /// Independent standard normals that a step of one path takes.
  int normals();

  /// Number of columns.
  int columns();

  /// Sets the columns beside the first to their values at time 0.
  ///
  /// @param state columns × paths
  default void start(double[][] state, int count) {}

  /// Moves all paths from t to t + dt; allocates nothing.
  ///
  /// @param t years ≥ 0
  /// @param dt years > 0
  /// @param normals rows of [#normals] × paths, not modified
  /// @param state columns × paths, modified
  /// @param jumps further uniforms, path by path
  void step(double t, double dt, double[][] normals, double[][] state, Jumps jumps, int count);

  /// Uniforms for what normals do not drive, each path and step with a stream of its own.
  interface Jumps {
    /// The generator at the start of this step's stream of `path`.
    Philox of(int path);
  }
}
