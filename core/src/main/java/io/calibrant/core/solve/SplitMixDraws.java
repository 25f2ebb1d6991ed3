package io.calibrant.core.solve;

import io.calibrant.core.math.Normal;

/// A seeded stream of numbers that is the same on every machine: SplitMix64 (Steele, Lea and Flood,
/// *Fast splittable pseudorandom number generators*, OOPSLA 2014).
final class SplitMixDraws {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  void seed(long seed) {
    state = seed;
  }

  private long next() {
    state += GOLDEN_GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /// Uniform in ]0, 1[.
  double uniform() {
    return ((next() >>> 12) + 0.5) * 0x1p-52;
  }

  /// Uniform in 0 … n − 1.
  int index(int n) {
    return (int) (uniform() * n);
  }

  /// Standard normal, by inversion.
  double normal() {
    return Normal.inverseCdf(uniform());
  }
}
