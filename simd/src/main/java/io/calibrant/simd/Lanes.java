package io.calibrant.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// The width of the vectors: the machine's own, or what the property `calibrant.simd.bits` asks for
/// (128, 256 or 512). A constant of the class, because the compiler needs to know it.
///
/// The passes choose between values by the sign bit of a difference, spread over the lane, and
/// never by a mask of the Vector API: masks of two lanes are not intrinsics on x86 in JDK 25, and
/// one of them makes everything around it allocate.
final class Lanes {
  /// All kernels use this species.
  static final VectorSpecies<Double> SPECIES =
      species(Integer.getInteger("calibrant.simd.bits", 0));

  /// The same lanes as integers.
  static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, SPECIES.vectorShape());

  /// The bits of 1e-150 and 1e150: between them nothing overflows. Positive doubles are ordered as
  /// their bits are, and what is no number lies above +∞: so the sign bit of a difference of bits
  /// tells whether a number lies in its range.
  static final long LEAST_BITS = 0x20ca2fe76a3f9475L;

  static final long MOST_BITS = 0x5f138d352e5096afL;

  private Lanes() {}

  /// The number of lanes times as many vectors as hold `n` options.
  static int padded(int n) {
    return (n + SPECIES.length() - 1) / SPECIES.length() * SPECIES.length();
  }

  static DoubleVector constant(double x) {
    return DoubleVector.broadcast(SPECIES, x);
  }

  private static VectorSpecies<Double> species(int bits) {
    return switch (bits) {
      case 0 -> DoubleVector.SPECIES_PREFERRED;
      case 128 -> DoubleVector.SPECIES_128;
      case 256 -> DoubleVector.SPECIES_256;
      case 512 -> DoubleVector.SPECIES_512;
      default ->
          throw new IllegalArgumentException(
              "calibrant.simd.bits=" + bits + ": must be 128, 256 or 512");
    };
  }
}
