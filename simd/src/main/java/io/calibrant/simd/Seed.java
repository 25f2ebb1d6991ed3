package io.calibrant.simd;

import static io.calibrant.simd.Lanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// First guesses of v for h < 1 and c ≤ ½: the Bachelier model's standard deviation by two rational
/// fits, turned into the lognormal one; the formulas and coefficients of `core.black.VolSeed`.
/// Relative error 1e-6 for small v, 1e-3 at worst.
final class Seed {
  private static final double SQRT_TWO_PI = 2.5066282746310002;

  /// c/(eʰ − 1) where the fits meet.
  private static final double SPLIT = 0.03;

  // Constants of the class: a call in the loop would not be inlined and would box.
  private static final DoubleVector K0 = Lanes.constant(1);
  private static final DoubleVector K1 = Lanes.constant(1.0 / 362880);
  private static final DoubleVector K2 = Lanes.constant(1.0 / 40320);
  private static final DoubleVector K3 = Lanes.constant(1.0 / 5040);
  private static final DoubleVector K4 = Lanes.constant(1.0 / 720);
  private static final DoubleVector K5 = Lanes.constant(1.0 / 120);
  private static final DoubleVector K6 = Lanes.constant(1.0 / 24);
  private static final DoubleVector K7 = Lanes.constant(1.0 / 6);
  private static final DoubleVector K8 = Lanes.constant(0.5);
  private static final DoubleVector K9 = Lanes.constant(-0.06465673030240804);
  private static final DoubleVector K10 = Lanes.constant(-0.5391881151960234);
  private static final DoubleVector K11 = Lanes.constant(2.702289788199146);
  private static final DoubleVector K12 = Lanes.constant(-3.043216548736055);
  private static final DoubleVector K13 = Lanes.constant(0.9999996622145126);
  private static final DoubleVector K14 = Lanes.constant(-1.4310500000457163);
  private static final DoubleVector K15 = Lanes.constant(4.016145263568454);
  private static final DoubleVector K16 = Lanes.constant(-3.5432495154748027);
  private static final DoubleVector K17 = Lanes.constant(0.040474693107114615);
  private static final DoubleVector K18 = Lanes.constant(0.13389916547937147);
  private static final DoubleVector K19 = Lanes.constant(-0.7453208588499316);
  private static final DoubleVector K20 = Lanes.constant(1.4948536512326929);
  private static final DoubleVector K21 = Lanes.constant(-0.7181525101998664);
  private static final DoubleVector K22 = Lanes.constant(2.799291493370046e-07);
  private static final DoubleVector K23 = Lanes.constant(0.04042502575814453);
  private static final DoubleVector K24 = Lanes.constant(0.1385484446707321);
  private static final DoubleVector K25 = Lanes.constant(-0.33298115962508545);

  private Seed() {}

  /// ratio = c/(eʰ − 1), at least the least normal double, and growth = (eʰ − 1)/h.
  static void ratios(double[] h, double[] c, double[] ratio, double[] growth, int n) {
    DoubleVector one = K0;
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, h, i);
      DoubleVector g = K1.fma(x, K2);
      g = g.fma(x, K3).fma(x, K4);
      g = g.fma(x, K5).fma(x, K6);
      g = g.fma(x, K7).fma(x, K8).fma(x, one);
      g.intoArray(growth, i);
      DoubleVector.fromArray(SPECIES, c, i)
          .div(x.mul(g).max(1e-300))
          .max(Double.MIN_NORMAL)
          .min(1e300)
          .intoArray(ratio, i);
    }
  }

  /// The guesses, from the logarithms of the ratios.
  static void of(double[] h, double[] c, double[] growth, double[] logRatio, double[] v, int n) {
    DoubleVector one = K0;
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, h, i);
      DoubleVector l = DoubleVector.fromArray(SPECIES, logRatio, i);
      DoubleVector share =
          DoubleVector.fromArray(SPECIES, c, i).div(DoubleVector.fromArray(SPECIES, growth, i));
      VectorMask<Double> near = share.compare(VectorOperators.GE, x.mul(SPLIT));
      DoubleVector leading = x.mul(0.5).add(share).mul(SQRT_TWO_PI);
      DoubleVector root = x.div(leading);
      DoubleVector z = root.mul(root);
      DoubleVector p = K9.fma(z, K10);
      p = p.fma(z, K11).fma(z, K12);
      p = p.fma(z, K13);
      DoubleVector q = K14.fma(z, K15);
      q = q.fma(z, K16).fma(z, one);
      DoubleVector t = l.mul(-2).max(0).sqrt();
      DoubleVector pt = K17.fma(t, K18);
      pt = pt.fma(t, K19).fma(t, K20);
      pt = pt.fma(t, K21);
      DoubleVector qt = K22.fma(t, K23);
      qt = qt.fma(t, K24).fma(t, K25);
      qt = qt.fma(t, one);
      DoubleVector first = x.blend(leading, near).mul(qt.blend(q, near)).div(pt.blend(p, near));
      DoubleVector square = first.mul(first);
      DoubleVector h2 = x.mul(x);
      DoubleVector b = h2.mul(1.0 / 181440).add(-1.0 / 2880).fma(h2, K6);
      DoubleVector correction = square.mul(7.0 / 1920).add(b).mul(square);
      first.fma(correction, first).intoArray(v, i);
    }
  }
}
