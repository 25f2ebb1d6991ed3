package io.calibrant.core.math;

/// Sobol's sequence in up to 64 dimensions with Joe and Kuo's direction numbers ([SobolNumbers]),
/// in Gray code order, shifted digitally by a seed.
///
/// Point n of dimension d is the exclusive or of the direction numbers at the set bits of n ⊕ (n ≫
/// 1), with the shift (I. A. Antonov and V. M. Saleev, 1979). A random shift makes every point
/// uniform, so that the mean over several shifts is unbiased with a standard error. One thread at a
/// time.
public final class Sobol {
  /// Largest number of dimensions.
  public static final int MAX_DIMENSIONS = 64;

  private static final int BITS = 52;

  private final long[] directions;
  private final long[] shifts;
  private final int dimensions;

  private Sobol(int dimensions, long[] shifts) {
    this.dimensions = dimensions;
    this.shifts = shifts;
    directions = new long[dimensions * BITS];
    for (int bit = 0; bit < BITS; bit++) {
      directions[bit] = 1L << (BITS - 1 - bit);
    }
    for (int d = 1; d < dimensions; d++) {
      fill(SobolNumbers.ROWS[d - 1], d * BITS);
    }
  }

  /// The sequence itself, whose point 0 is 0.
  ///
  /// @param dimensions 1 to 64
  public static Sobol plain(int dimensions) {
    return new Sobol(checked(dimensions), new long[dimensions]);
  }

  /// The sequence with the random shift number `stream` of `seed`.
  ///
  /// @param dimensions 1 to 64
  public static Sobol shifted(int dimensions, long seed, long stream) {
    long[] shifts = new long[checked(dimensions)];
    var random = new Philox(seed, stream);
    for (int d = 0; d < dimensions; d++) {
      shifts[d] = random.nextLong() >>> (64 - BITS);
    }
    return new Sobol(dimensions, shifts);
  }

  /// Number of dimensions.
  public int dimensions() {
    return dimensions;
  }

  /// Coordinate `dimension` of point n, in [0, 1), a multiple of 2⁻⁵².
  ///
  /// @param n in [0, 2⁵²)
  public double value(long n, int dimension) {
    long bits = shifts[dimension];
    int first = dimension * BITS;
    for (long gray = n ^ (n >>> 1); gray != 0; gray &= gray - 1) {
      bits ^= directions[first + Long.numberOfTrailingZeros(gray)];
    }
    return bits * 0x1p-52;
  }

  private void fill(int[] row, int at) {
    int s = row[0];
    int a = row[1];
    for (int bit = 0; bit < BITS; bit++) {
      if (bit < s) {
        directions[at + bit] = (long) row[2 + bit] << (BITS - 1 - bit);
        continue;
      }
      long v = directions[at + bit - s] ^ (directions[at + bit - s] >>> s);
      for (int j = 1; j < s; j++) {
        if ((a >>> (s - 1 - j) & 1) == 1) {
          v ^= directions[at + bit - j];
        }
      }
      directions[at + bit] = v;
    }
  }

  private static int checked(int dimensions) {
    if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
      throw new IllegalArgumentException(
          "dimensions=%d: must lie in 1 to %d".formatted(dimensions, MAX_DIMENSIONS));
    }
    return dimensions;
  }
}
