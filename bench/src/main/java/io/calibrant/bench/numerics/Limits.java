package io.calibrant.bench.numerics;

import io.calibrant.bench.work.Limit;

/// The rooflines: arithmetic of each work on one 3.7 GHz core of the reference machine with one
/// 512-bit FMA a cycle, and the measured cost of division, root, log and exp there (0.31, 0.54,
/// 0.77 and 0.63 ns an element). A core with two such units halves most of them.
final class Limits {
  static final Limit IV_COLD =
      new Limit(
          7.7,
          "224 multiplications (with or without an addition) a vector of 8, one a cycle; beside"
              + " them 150 additions and logical operations, 13 divisions, 2 roots, 95 loads and"
              + " stores");
  static final Limit IV_WARM =
      new Limit(
          6.1,
          "178 multiplications a vector of 8, one a cycle; beside them 130 additions and logical"
              + " operations, 9 divisions, 2 roots, 82 loads and stores");
  static final Limit IV_SCALAR =
      new Limit(
          61,
          "the same 450 operations without vectors, two a cycle; the latency of the chain of"
              + " dependent steps is above it");
  static final Limit GREEKS =
      new Limit(
          4.5,
          "132 multiplications a vector of 8, one a cycle; beside them 100 additions and logical"
              + " operations, 7 divisions, a root, 70 loads and stores");
  static final Limit SVI_COLD =
      new Limit(
          1000,
          "6 iterations of 0.16 µs: 40 × (root, division, 35 operations) and the latency of a"
              + " 5 × 5 Cholesky solve");
  static final Limit SVI_WARM = new Limit(350, "2 iterations of 0.16 µs");
  static final Limit SABR =
      new Limit(
          1050,
          "5 iterations of 0.21 µs: 40 × (log, root, 4 divisions, 50 operations) and a 3 × 3"
              + " solve");
  static final Limit ESSVI_COLD =
      new Limit(
          18_000,
          "8 iterations of 2.2 µs: 500 × (root, 3 divisions, 30 operations) and a"
              + " block-arrow solve of 30 unknowns");
  static final Limit ESSVI_WARM = new Limit(6_600, "3 iterations of 2.2 µs");
  static final Limit TICK =
      new Limit(
          15_000,
          "1,000 implied vols from the last ones (7 µs), 12 warm slices (4.2 µs), 12 butterfly"
              + " and 11 calendar verdicts (about 3 µs)");

  private Limits() {}
}
