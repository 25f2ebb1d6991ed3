package io.calibrant.core.calibration.slice;

/// The conditions of no arbitrage on the slices' (ω, A, B) = (θ/ψ, ψ(1 + ρ), ψ(1 − ρ)), each a
/// linear function that must not be negative, in columns.
///
/// No calendar spread between neighbours: ω, A and B do not fall (ω is 1/φ). No butterfly: A ≤ 4ω
/// and B ≤ 4ω, which is ψ²(1 + |ρ|) ≤ 4θ, and A ≤ 4, B ≤ 4. Condition 3i + c is that coordinate c
/// does not fall to slice i (is positive, at the first); 3n + 2i and the next one are that A and B
/// of slice i are not too steep; the last two are the caps of A and B, on the last slice.
final class EssviConditions {
  private static final int N = 3;

  /// By how much, relatively, conditions hold more than just so: rounding of θ, ρ, ψ stays inside.
  private static final double MARGIN = 1e-10;

  static final double STEEPEST = 4 * (1 - MARGIN);

  /// Number of conditions.
  final int count;

  /// Least rise of a coordinate from slice to slice.
  final double[] least = new double[N];

  private final int slices;
  private final int links;
  private final int caps;
  private final double[] found;
  private final double[] sizes;

  EssviConditions(int slices) {
    this.slices = slices;
    links = N * slices;
    caps = 5 * slices;
    count = caps + 2;
    found = new double[count];
    sizes = new double[count];
  }

  /// Writes the conditions' linear parts at a point, or along a step.
  void slopes(double[] at, double[] to) {
    for (int j = 0; j < N; j++) {
      to[j] = at[j];
    }
    for (int j = N; j < links; j++) {
      to[j] = at[j] - at[j - N];
    }
    for (int i = 0; i < slices; i++) {
      double steepest = STEEPEST * at[N * i];
      to[links + 2 * i] = steepest - at[N * i + 1];
      to[links + 2 * i + 1] = steepest - at[N * i + 2];
    }
    to[caps] = -at[links - 2];
    to[caps + 1] = -at[links - 1];
  }

  /// Writes the conditions' values at a point.
  void values(double[] at, double[] to) {
    slopes(at, to);
    for (int j = 0; j < links; j += N) {
      to[j] -= least[0];
      to[j + 1] -= least[1];
      to[j + 2] -= least[2];
    }
    to[caps] += STEEPEST;
    to[caps + 1] += STEEPEST;
  }

  /// Adds Σ f[j]·(gradient of condition j).
  void addGradients(double[] f, double[] to) {
    for (int j = 0; j < links - N; j++) {
      to[j] += f[j] - f[j + N];
    }
    for (int j = links - N; j < links; j++) {
      to[j] += f[j];
    }
    for (int i = 0; i < slices; i++) {
      double a = f[links + 2 * i];
      double b = f[links + 2 * i + 1];
      to[N * i] += STEEPEST * (a + b);
      to[N * i + 1] -= a;
      to[N * i + 2] -= b;
    }
    to[links - 2] -= f[caps];
    to[links - 1] -= f[caps + 1];
  }

  /// Sets the margins by the size of a point.
  void scale(double[] at) {
    for (int c = 0; c < N; c++) {
      least[c] = MARGIN * Math.max(at[links - N + c], at[c]);
    }
  }

  /// Writes how large the numbers are that the conditions compare at a point.
  void sizes(double[] at, double[] to) {
    for (int j = 0; j < links; j++) {
      to[j] = Math.abs(at[j]) + least[0];
    }
    for (int i = 0; i < slices; i++) {
      to[links + 2 * i] = to[N * i + 1];
      to[links + 2 * i + 1] = to[N * i + 2];
    }
    to[caps] = 4;
    to[caps + 1] = 4;
  }

  /// The coordinate that condition j bounds.
  int coordinate(int j) {
    if (j < links) {
      return j;
    }
    int i = j - links;
    return j < caps ? N * (i / 2) + 1 + i % 2 : links - 2 + j - caps;
  }

  /// Whether every condition holds at a point, with a margin.
  boolean hold(double[] at) {
    scale(at);
    values(at, found);
    for (int j = 0; j < count; j++) {
      if (!(found[j] >= 0)) {
        return false;
      }
    }
    return true;
  }

  /// Whether a condition holds with no room to speak of.
  ///
  /// @param near the point that tells the sizes
  boolean bind(double[] at, double[] near) {
    return !allAbove(1e-6, at, near);
  }

  /// Moves a point by what rounding left, so that every condition holds.
  ///
  /// @return whether they do
  boolean repair(double[] at, double[] near) {
    for (int r = 0; r < links; r += N) {
      for (int c = 1; c < N; c++) {
        double before = r == 0 ? 0 : at[r - N + c];
        double most = STEEPEST - (slices - r / N) * 2 * least[c];
        at[r + c] = Math.min(most, Math.max(at[r + c], before + least[c]));
      }
      double before = r == 0 ? 0 : at[r - N];
      double steepest = Math.max(at[r + 1], at[r + 2]) / STEEPEST * (1 + MARGIN);
      at[r] = Math.max(Math.max(at[r], before + least[0]), steepest);
    }
    return allAbove(-1e-3 * MARGIN, at, near);
  }

  private boolean allAbove(double share, double[] at, double[] near) {
    values(at, found);
    sizes(near, sizes);
    for (int j = 0; j < count; j++) {
      if (!(found[j] > share * sizes[j])) {
        return false;
      }
    }
    return true;
  }
}
