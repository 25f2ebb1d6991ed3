package io.calibrant.simd;

import static io.calibrant.simd.Lanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/// First guesses of v for h ≥ 1 or c > ½, a few per cent off at worst.
///
/// With D = √(d² + 2h) and Mills' ratio M, c = N(−d)·(1 − M(D)/M(d)) and v = D − d; or, for 1 − c =
/// q, q = N(−d)·(1 + M(D)/M(d)) and v = D + d: two rounds of solving for d in N alone. M by A. V.
/// Boyd's bound π/((π − 1)x + √(x² + 2π)), within 1 %; the tail point by M. Abramowitz and I. A.
/// Stegun, *Handbook of Mathematical Functions*, 26.2.23.
final class WideSeed {
  private static final double LN_2 = 0.6931471805599453;
  private static final DoubleVector ONE = Lanes.constant(1);

  private WideSeed() {}

  /// out[i] = ln x[i], ten digits, for normal positive x; n is a multiple of the lanes.
  static void logs(double[] x, double[] out, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      LongVector bits = DoubleVector.fromArray(SPECIES, x, i).reinterpretAsLongs();
      LongVector exponent = bits.sub(Log.SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 52);
      DoubleVector f =
          bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles().sub(1);
      DoubleVector k = exponent.add(Log.ROUND_BITS).reinterpretAsDoubles().sub(Log.ROUND);
      DoubleVector s = f.div(f.add(2));
      DoubleVector z = s.mul(s);
      DoubleVector series =
          Log.A5.fma(z, Log.A4).fma(z, Log.A3).fma(z, Log.A2).fma(z, Log.A1).fma(z, Log.A0);
      k.mul(LN_2).add(series.fma(z, ONE.add(ONE)).mul(s)).intoArray(out, i);
    }
  }

  /// factor[i] = 1 ∓ M(D)/M(d) for the d of ln N(−d) = logs − logFactor, upper sign where sign = 1.
  static void factors(
      double[] h, double[] sign, double[] logs, double[] logFactor, double[] factor, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector tail =
          DoubleVector.fromArray(SPECIES, logs, i)
              .sub(DoubleVector.fromArray(SPECIES, logFactor, i));
      DoubleVector t = tail.min(-LN_2).mul(-2).sqrt();
      DoubleVector p = t.mul(0.010328).add(0.802853).mul(t).add(2.515517);
      DoubleVector q = t.mul(0.001308).add(0.189269).mul(t).add(1.432788).mul(t).add(1);
      DoubleVector d = t.sub(p.div(q)).max(0);
      DoubleVector d2 = d.mul(d);
      DoubleVector twice = DoubleVector.fromArray(SPECIES, h, i).mul(2);
      DoubleVector large = d2.add(twice).sqrt();
      DoubleVector near = d2.add(2 * Math.PI).sqrt().add(d.mul(Math.PI - 1));
      DoubleVector far = d2.add(twice).add(2 * Math.PI).sqrt().add(large.mul(Math.PI - 1));
      DoubleVector ratio = near.div(far).mul(DoubleVector.fromArray(SPECIES, sign, i));
      ONE.sub(ratio).intoArray(factor, i);
    }
  }

  /// v[i] for the d of ln N(−d) = logs − logFactor, where h ≥ 1 or sign = −1; others stay.
  static void of(double[] h, double[] sign, double[] logs, double[] logFactor, double[] v, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector tail =
          DoubleVector.fromArray(SPECIES, logs, i)
              .sub(DoubleVector.fromArray(SPECIES, logFactor, i));
      DoubleVector t = tail.min(-LN_2).mul(-2).sqrt();
      DoubleVector p = t.mul(0.010328).add(0.802853).mul(t).add(2.515517);
      DoubleVector q = t.mul(0.001308).add(0.189269).mul(t).add(1.432788).mul(t).add(1);
      DoubleVector d = t.sub(p.div(q)).max(0);
      DoubleVector x = DoubleVector.fromArray(SPECIES, h, i);
      DoubleVector twice = x.add(x);
      DoubleVector sum = d.mul(d).add(twice).sqrt().add(d);
      LongVector above =
          DoubleVector.fromArray(SPECIES, sign, i)
              .reinterpretAsLongs()
              .lanewise(VectorOperators.ASHR, 63);
      LongVector near =
          x.sub(1)
              .reinterpretAsLongs()
              .lanewise(VectorOperators.ASHR, 63)
              .lanewise(VectorOperators.AND_NOT, above);
      LongVector low = twice.div(sum).reinterpretAsLongs();
      LongVector wide =
          sum.reinterpretAsLongs()
              .lanewise(VectorOperators.XOR, low)
              .lanewise(VectorOperators.AND, above)
              .lanewise(VectorOperators.XOR, low);
      DoubleVector.fromArray(SPECIES, v, i)
          .reinterpretAsLongs()
          .lanewise(VectorOperators.XOR, wide)
          .lanewise(VectorOperators.AND, near)
          .lanewise(VectorOperators.XOR, wide)
          .reinterpretAsDoubles()
          .intoArray(v, i);
    }
  }
}
