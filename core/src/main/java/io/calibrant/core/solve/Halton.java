package io.calibrant.core.solve;

/// The Halton sequence: points that fill a box evenly, the same ones always.
///
/// Coordinate j of point i is i written in the j-th prime base b and mirrored at the point, its
/// digits multiplied by a fixed factor mod b against the stripes that plain Halton points show in
/// many dimensions (Faure and Lemieux, *Generalized Halton sequences in 2008*, ACM TOMACS 19).
public final class Halton {
  /// Most dimensions there are.
  public static final int MAX_DIMENSIONS = 24;

  private static final int[] PRIMES = {
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89
  };

  /// How many coordinates and points are kept, for a search from more starts asks for the same ones
  /// each time and a coordinate takes as long as an evaluation of a small problem.
  private static final int KEPT_DIMENSIONS = 8;

  private static final int KEPT_POINTS = 512;
  private static final double[] KEPT = kept();

  private Halton() {}

  private static double[] kept() {
    double[] coordinates = new double[KEPT_DIMENSIONS * (KEPT_POINTS + 1)];
    for (int i = KEPT_DIMENSIONS; i < coordinates.length; i++) {
      coordinates[i] = made(i / KEPT_DIMENSIONS, i % KEPT_DIMENSIONS);
    }
    return coordinates;
  }

  /// Coordinate `dimension` of point `index`, in ]0, 1[.
  ///
  /// @param index ≥ 1
  /// @param dimension 0 … 23
  public static double coordinate(int index, int dimension) {
    if (!(index >= 1) || !(dimension >= 0 && dimension < MAX_DIMENSIONS)) {
      throw new IllegalArgumentException(
          "index=%d must be ≥ 1 and dimension=%d within 0 … %d"
              .formatted(index, dimension, MAX_DIMENSIONS - 1));
    }
    return index <= KEPT_POINTS && dimension < KEPT_DIMENSIONS
        ? KEPT[index * KEPT_DIMENSIONS + dimension]
        : made(index, dimension);
  }

  private static double made(int index, int dimension) {
    int base = PRIMES[dimension];
    // The digit factor: near base/φ, coprime with it, for the bases are primes.
    int factor = Math.max(1, (int) Math.rint(base * 0.6180339887498949));
    double weight = 1.0 / base;
    double sum = 0;
    for (int rest = index; rest > 0; rest /= base) {
      sum += rest % base * factor % base * weight;
      weight /= base;
    }
    return sum;
  }

  /// Writes point `index` of the box that a search covers: the bounds where they are finite, else
  /// `reach` · max(1, |centre|) to that side.
  public static void point(int index, Bounds bounds, double[] centre, double reach, double[] x) {
    for (int i = 0; i < x.length; i++) {
      double low = low(bounds, i, centre[i], reach);
      double high = high(bounds, i, centre[i], reach);
      x[i] = bounds.clamp(i, low + coordinate(index, i % MAX_DIMENSIONS) * (high - low));
    }
  }

  /// The lower end of what a search covers.
  static double low(Bounds bounds, int i, double centre, double reach) {
    return bounds.lower(i) > Double.NEGATIVE_INFINITY
        ? bounds.lower(i)
        : Math.min(centre, bounds.upper(i)) - reach * Math.max(1, Math.abs(centre));
  }

  /// The upper end of what a search covers.
  static double high(Bounds bounds, int i, double centre, double reach) {
    return bounds.upper(i) < Double.POSITIVE_INFINITY
        ? bounds.upper(i)
        : Math.max(centre, bounds.lower(i)) + reach * Math.max(1, Math.abs(centre));
  }
}
