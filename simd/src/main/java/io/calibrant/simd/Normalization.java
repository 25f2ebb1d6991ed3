package io.calibrant.simd;

import static io.calibrant.simd.Lanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Quotes of a block in normalised form: h = |ln(K/F)| and the time value c in units of min(F, K).
///
/// In-the-money prices are projected by parity with both rounding errors (two-sum), as in
/// `core.black.ImpliedVol`. What is not plain, which is bad input and the ends of the domain, gets
/// c = NaN and is left to the scalar solver.
final class Normalization {
  private static final double SMALLEST = 1e-150;
  private static final double LARGEST = 1e150;
  private static final DoubleVector ONE = Lanes.constant(1);
  private static final DoubleVector ZERO = Lanes.constant(0);
  private static final DoubleVector NOT_PLAIN = Lanes.constant(Double.NaN);

  private Normalization() {}

  /// Fills c, and f and k of ln(max/min) = k ln 2 + ln(1 + f) for [#logs], for the `n` quotes from
  /// `at`; n is a multiple of the lanes, as in every pass.
  ///
  /// @param h receives f
  /// @param exponents receives k
  static void of(
      double[] signs,
      double[] forwards,
      double[] strikes,
      double[] prices,
      int at,
      double[] c,
      double[] h,
      double[] exponents,
      int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector forward = DoubleVector.fromArray(SPECIES, forwards, at + i);
      DoubleVector strike = DoubleVector.fromArray(SPECIES, strikes, at + i);
      DoubleVector price = DoubleVector.fromArray(SPECIES, prices, at + i);
      VectorMask<Double> call =
          DoubleVector.fromArray(SPECIES, signs, at + i).compare(VectorOperators.GT, 0);
      DoubleVector supremum = strike.blend(forward, call);
      DoubleVector other = forward.blend(strike, call);
      DoubleVector unit = supremum.min(other);
      DoubleVector large = supremum.max(other);
      DoubleVector inverse = ONE.div(unit);
      DoubleVector sum = price.sub(supremum);
      DoubleVector part = sum.sub(price);
      DoubleVector error = price.sub(sum.sub(part)).sub(supremum.add(part));
      DoubleVector total = sum.add(other);
      part = total.sub(sum);
      error = error.add(sum.sub(total.sub(part)).add(other.sub(part)));
      DoubleVector share =
          total.add(error).blend(price, supremum.compare(VectorOperators.LE, other)).mul(inverse);
      VectorMask<Double> plain =
          unit.compare(VectorOperators.GT, SMALLEST)
              .and(large.compare(VectorOperators.LT, LARGEST))
              .and(price.compare(VectorOperators.LT, supremum))
              .and(share.compare(VectorOperators.GT, SMALLEST));
      NOT_PLAIN.blend(share, plain).intoArray(c, i);
      // Near one f comes without the quotient's rounding.
      DoubleVector quotient = large.mul(inverse);
      VectorMask<Double> near = quotient.compare(VectorOperators.LT, 1.4);
      LongVector bits = quotient.reinterpretAsLongs();
      LongVector exponent = bits.sub(Log.SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 52);
      DoubleVector f =
          bits.sub(exponent.lanewise(VectorOperators.LSHL, 52))
              .reinterpretAsDoubles()
              .sub(1)
              .blend(large.sub(unit).mul(inverse), near);
      f.intoArray(h, i);
      exponent
          .add(Log.ROUND_BITS)
          .reinterpretAsDoubles()
          .sub(Log.ROUND)
          .blend(ZERO, near)
          .intoArray(exponents, i);
    }
  }

  /// h[i] = k[i] ln 2 + ln(1 + f[i]) for 1 + f in [√½, √2], f in `h`; relatively accurate at k = 0.
  static void logs(double[] k, double[] h, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector f = DoubleVector.fromArray(SPECIES, h, i);
      DoubleVector e = DoubleVector.fromArray(SPECIES, k, i);
      DoubleVector s = f.div(f.add(2));
      DoubleVector z = s.mul(s);
      DoubleVector w = z.mul(z);
      DoubleVector even = Log.A6.fma(w, Log.A4).fma(w, Log.A2).fma(w, Log.A0);
      DoubleVector odd = Log.A7.fma(w, Log.A5).fma(w, Log.A3).fma(w, Log.A1);
      DoubleVector half = f.mul(f).mul(0.5);
      DoubleVector low = s.fma(odd.fma(z, even).fma(z, half), e.mul(Log.LN_2_REST));
      e.fma(Log.LN_2_SHORT, f.sub(half.sub(low))).intoArray(h, i);
    }
  }

  /// v = σ√T of the vols that are there.
  static void start(double[] vols, double[] expiries, int at, double[] v, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector.fromArray(SPECIES, expiries, at + i)
          .sqrt()
          .mul(DoubleVector.fromArray(SPECIES, vols, at + i))
          .intoArray(v, i);
    }
  }
}
