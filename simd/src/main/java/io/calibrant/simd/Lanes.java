package io.calibrant.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// The width of the vectors: the machine's own, or what the property `calibrant.simd.bits` asks for
/// (128, 256 or 512). A constant of the class, because the compiler needs to know it.
final class Lanes {
  /// All kernels use this species.
  static final VectorSpecies<Double> SPECIES =
      species(Integer.getInteger("calibrant.simd.bits", 0));

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
