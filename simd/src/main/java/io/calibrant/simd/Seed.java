package io.calibrant.simd;

import static io.calibrant.simd.Lanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/// First guesses of v for h < 1 and c ≤ ½: the Bachelier model's standard deviation by two rational
/// fits, turned into the lognormal one; the formulas and coefficients of `core.black.VolSeed`.
/// Relative error 1e-6 for small v, 1e-3 at worst.
final class Seed {
  private static final double SQRT_TWO_PI = 2.5066282746310002;

  /// c/(eʰ − 1) where the fits meet.
  private static final double SPLIT = 0.03;

  private static final DoubleVector ONE = Lanes.constant(1);
  private static final DoubleVector G9 = Lanes.constant(1.0 / 362880);
  private static final DoubleVector G8 = Lanes.constant(1.0 / 40320);
  private static final DoubleVector G7 = Lanes.constant(1.0 / 5040);
  private static final DoubleVector G6 = Lanes.constant(1.0 / 720);
  private static final DoubleVector G5 = Lanes.constant(1.0 / 120);
  private static final DoubleVector G4 = Lanes.constant(1.0 / 24);
  private static final DoubleVector G3 = Lanes.constant(1.0 / 6);
  private static final DoubleVector G2 = Lanes.constant(0.5);
  private static final DoubleVector P4 = Lanes.constant(-0.06465673030240804);
  private static final DoubleVector P3 = Lanes.constant(-0.5391881151960234);
  private static final DoubleVector P2 = Lanes.constant(2.702289788199146);
  private static final DoubleVector P1 = Lanes.constant(-3.043216548736055);
  private static final DoubleVector P0 = Lanes.constant(0.9999996622145126);
  private static final DoubleVector Q3 = Lanes.constant(-1.4310500000457163);
  private static final DoubleVector Q2 = Lanes.constant(4.016145263568454);
  private static final DoubleVector Q1 = Lanes.constant(-3.5432495154748027);
  private static final DoubleVector R4 = Lanes.constant(0.040474693107114615);
  private static final DoubleVector R3 = Lanes.constant(0.13389916547937147);
  private static final DoubleVector R2 = Lanes.constant(-0.7453208588499316);
  private static final DoubleVector R1 = Lanes.constant(1.4948536512326929);
  private static final DoubleVector R0 = Lanes.constant(-0.7181525101998664);
  private static final DoubleVector S4 = Lanes.constant(2.799291493370046e-07);
  private static final DoubleVector S3 = Lanes.constant(0.04042502575814453);
  private static final DoubleVector S2 = Lanes.constant(0.1385484446707321);
  private static final DoubleVector S1 = Lanes.constant(-0.33298115962508545);

  private Seed() {}

  /// ratio = c/(eʰ − 1) and share = c·h/(eʰ − 1).
  static void ratios(double[] h, double[] c, double[] ratio, double[] share, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, h, i);
      // (eʰ − 1)/h; h = 0 needs no case of its own.
      DoubleVector g = G9.fma(x, G8).fma(x, G7).fma(x, G6).fma(x, G5);
      g = g.fma(x, G4).fma(x, G3).fma(x, G2).fma(x, ONE);
      DoubleVector size = x.add(1e-300);
      DoubleVector quotient = DoubleVector.fromArray(SPECIES, c, i).div(size.mul(g));
      quotient.mul(size).intoArray(share, i);
      quotient.intoArray(ratio, i);
    }
  }

  /// v·(denominator) and the denominator of the guess near the money, ratio ≥ 0.03.
  static void near(double[] h, double[] share, double[] top, double[] below, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, h, i);
      DoubleVector leading =
          x.mul(0.5).add(DoubleVector.fromArray(SPECIES, share, i)).mul(SQRT_TWO_PI);
      DoubleVector root = x.div(leading);
      DoubleVector z = root.mul(root);
      P4.fma(z, P3).fma(z, P2).fma(z, P1).fma(z, P0).intoArray(below, i);
      Q3.fma(z, Q2).fma(z, Q1).fma(z, ONE).mul(leading).intoArray(top, i);
    }
  }

  /// The guesses, from ratio and its logarithm and the guesses near the money.
  static void of(
      double[] h,
      double[] ratio,
      double[] logRatio,
      double[] top,
      double[] below,
      double[] v,
      int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, h, i);
      LongVector near =
          DoubleVector.fromArray(SPECIES, ratio, i)
              .sub(SPLIT)
              .reinterpretAsLongs()
              .lanewise(VectorOperators.ASHR, 63)
              .not();
      // No number where the ratio is above one; it is not chosen there.
      DoubleVector t = DoubleVector.fromArray(SPECIES, logRatio, i).mul(-2).sqrt();
      LongVector p = R4.fma(t, R3).fma(t, R2).fma(t, R1).fma(t, R0).reinterpretAsLongs();
      LongVector q = S4.fma(t, S3).fma(t, S2).fma(t, S1).fma(t, ONE).mul(x).reinterpretAsLongs();
      DoubleVector quotient =
          DoubleVector.fromArray(SPECIES, top, i)
              .reinterpretAsLongs()
              .lanewise(VectorOperators.XOR, q)
              .lanewise(VectorOperators.AND, near)
              .lanewise(VectorOperators.XOR, q)
              .reinterpretAsDoubles();
      DoubleVector divisor =
          DoubleVector.fromArray(SPECIES, below, i)
              .reinterpretAsLongs()
              .lanewise(VectorOperators.XOR, p)
              .lanewise(VectorOperators.AND, near)
              .lanewise(VectorOperators.XOR, p)
              .reinterpretAsDoubles();
      DoubleVector first = quotient.div(divisor);
      DoubleVector square = first.mul(first);
      DoubleVector h2 = x.mul(x);
      DoubleVector b = h2.mul(1.0 / 181440).add(-1.0 / 2880).fma(h2, G4);
      DoubleVector correction = square.mul(7.0 / 1920).add(b).mul(square);
      first.fma(correction, first).intoArray(v, i);
    }
  }
}
