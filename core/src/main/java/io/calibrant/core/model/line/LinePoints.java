package io.calibrant.core.model.line;

/// Points p = ½ + iu of one expiry or more; the length is a multiple of [NodePasses#LANES].
///
/// Kernels read the arrays as they are, at each evaluation; only the owner may write to them.
public final class LinePoints {
  private final double[] us;
  private final double[] squares;
  private final double[] years;

  /// Keeps its arguments.
  ///
  /// @param us u ≥ 0
  /// @param squares u² + ¼ = p(1 − p)
  /// @param years to expiry
  public LinePoints(double[] us, double[] squares, double[] years) {
    this.us = us;
    this.squares = squares;
    this.years = years;
  }

  /// Number of points.
  public int size() {
    return us.length;
  }

  /// u; not a copy.
  public double[] us() {
    return us;
  }

  /// u² + ¼; not a copy.
  public double[] squares() {
    return squares;
  }

  /// Years to expiry; not a copy.
  public double[] years() {
    return years;
  }
}
