package io.calibrant.simd;

import static io.calibrant.simd.Lanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/// Quotes of a block in normalised form: h = |ln(K/F)| and the time value c in units of min(F, K).
///
/// In-the-money prices are projected by parity with both rounding errors (two-sum), as in
/// `core.black.ImpliedVol`. What is not plain, which is bad input and the ends of the domain, is
/// left to the scalar solver.
final class Normalization {
  /// Up to here ln(1 + f) needs no power of two taken out.
  private static final double NEAR = 0.29;

  private static final DoubleVector ONE = Lanes.constant(1);

  private Normalization() {}

  /// Fills c for the `n` quotes from `at`; n is a multiple of the lanes, as in every pass.
  ///
  /// @param quotient receives max/min
  /// @param growth receives max/min − 1
  static void of(
      double[] signs,
      double[] forwards,
      double[] strikes,
      double[] prices,
      int at,
      double[] c,
      double[] quotient,
      double[] growth,
      int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector forward = DoubleVector.fromArray(SPECIES, forwards, at + i);
      DoubleVector strike = DoubleVector.fromArray(SPECIES, strikes, at + i);
      DoubleVector price = DoubleVector.fromArray(SPECIES, prices, at + i);
      LongVector f = forward.reinterpretAsLongs();
      LongVector k = strike.reinterpretAsLongs();
      LongVector both = f.lanewise(VectorOperators.XOR, k);
      LongVector put =
          DoubleVector.fromArray(SPECIES, signs, at + i)
              .reinterpretAsLongs()
              .lanewise(VectorOperators.ASHR, 63);
      LongVector down = strike.sub(forward).reinterpretAsLongs().lanewise(VectorOperators.ASHR, 63);
      LongVector swap = both.lanewise(VectorOperators.AND, put);
      DoubleVector supremum = f.lanewise(VectorOperators.XOR, swap).reinterpretAsDoubles();
      DoubleVector other = k.lanewise(VectorOperators.XOR, swap).reinterpretAsDoubles();
      swap = both.lanewise(VectorOperators.AND, down);
      DoubleVector unit = f.lanewise(VectorOperators.XOR, swap).reinterpretAsDoubles();
      DoubleVector large = k.lanewise(VectorOperators.XOR, swap).reinterpretAsDoubles();
      DoubleVector inverse = ONE.div(unit);
      large.mul(inverse).intoArray(quotient, i);
      large.sub(unit).mul(inverse).intoArray(growth, i);
      DoubleVector sum = price.sub(supremum);
      DoubleVector part = sum.sub(price);
      DoubleVector error = price.sub(sum.sub(part)).sub(supremum.add(part));
      DoubleVector total = sum.add(other);
      part = total.sub(sum);
      error = error.add(sum.sub(total.sub(part)).add(other.sub(part)));
      LongVector outside = price.reinterpretAsLongs();
      DoubleVector share =
          total
              .add(error)
              .reinterpretAsLongs()
              .lanewise(VectorOperators.XOR, outside)
              .lanewise(VectorOperators.AND, down.lanewise(VectorOperators.XOR, put))
              .lanewise(VectorOperators.XOR, outside)
              .reinterpretAsDoubles()
              .mul(inverse);
      share.intoArray(c, i);
    }
  }

  /// v = σ√T of the vols that are there, and the quotes that are not plain marked with a sign bit
  /// in `bad`: the root and the integers run side by side.
  static void check(
      double[] signs,
      double[] forwards,
      double[] strikes,
      double[] expiries,
      double[] prices,
      double[] vols,
      int at,
      double[] c,
      double[] v,
      long[] bad,
      int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector.fromArray(SPECIES, expiries, at + i)
          .sqrt()
          .mul(DoubleVector.fromArray(SPECIES, vols, at + i))
          .intoArray(v, i);
      LongVector f = DoubleVector.fromArray(SPECIES, forwards, at + i).reinterpretAsLongs();
      LongVector k = DoubleVector.fromArray(SPECIES, strikes, at + i).reinterpretAsLongs();
      LongVector share = DoubleVector.fromArray(SPECIES, c, i).reinterpretAsLongs();
      LongVector put =
          DoubleVector.fromArray(SPECIES, signs, at + i)
              .reinterpretAsLongs()
              .lanewise(VectorOperators.ASHR, 63);
      LongVector supremum =
          f.lanewise(VectorOperators.XOR, k)
              .lanewise(VectorOperators.AND, put)
              .lanewise(VectorOperators.XOR, f);
      LongVector price = DoubleVector.fromArray(SPECIES, prices, at + i).reinterpretAsLongs();
      LongVector negative =
          f.lanewise(VectorOperators.OR, k)
              .lanewise(VectorOperators.OR, share)
              .lanewise(VectorOperators.OR, price);
      LongVector small =
          f.sub(Lanes.LEAST_BITS)
              .lanewise(VectorOperators.OR, k.sub(Lanes.LEAST_BITS))
              .lanewise(VectorOperators.OR, share.sub(Lanes.LEAST_BITS));
      LongVector large =
          f.lanewise(VectorOperators.NOT)
              .add(Lanes.MOST_BITS)
              .lanewise(VectorOperators.OR, k.lanewise(VectorOperators.NOT).add(Lanes.MOST_BITS))
              .lanewise(VectorOperators.OR, supremum.sub(price).sub(1));
      negative
          .lanewise(VectorOperators.OR, small)
          .lanewise(VectorOperators.OR, large)
          .intoArray(bad, i);
    }
  }

  /// h = ln x, in the place of x; from `growth` = x − 1 where x is near one, so that the quotient's
  /// rounding does not matter there.
  static void logs(double[] x, double[] growth, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector quotient = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector small = DoubleVector.fromArray(SPECIES, growth, i);
      LongVector near = small.abs().sub(NEAR).reinterpretAsLongs();
      near = near.lanewise(VectorOperators.ASHR, 63);
      // x = 2ᵏ(1 + f).
      LongVector bits = quotient.reinterpretAsLongs();
      LongVector exponent = bits.sub(Log.SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 52);
      LongVector mantissa =
          bits.sub(exponent.lanewise(VectorOperators.LSHL, 52))
              .reinterpretAsDoubles()
              .sub(1)
              .reinterpretAsLongs();
      DoubleVector f =
          small
              .reinterpretAsLongs()
              .lanewise(VectorOperators.XOR, mantissa)
              .lanewise(VectorOperators.AND, near)
              .lanewise(VectorOperators.XOR, mantissa)
              .reinterpretAsDoubles();
      DoubleVector k =
          exponent
              .lanewise(VectorOperators.AND_NOT, near)
              .add(Log.ROUND_BITS)
              .reinterpretAsDoubles()
              .sub(Log.ROUND);
      DoubleVector s = f.div(f.add(2));
      DoubleVector z = s.mul(s);
      DoubleVector w = z.mul(z);
      DoubleVector even = Log.A6.fma(w, Log.A4).fma(w, Log.A2).fma(w, Log.A0);
      DoubleVector odd = Log.A7.fma(w, Log.A5).fma(w, Log.A3).fma(w, Log.A1);
      DoubleVector half = f.mul(f).mul(0.5);
      DoubleVector low = s.fma(odd.fma(z, even).fma(z, half), k.mul(Log.LN_2_REST));
      k.fma(Log.LN_2_SHORT, f.sub(half.sub(low))).intoArray(x, i);
    }
  }
}
