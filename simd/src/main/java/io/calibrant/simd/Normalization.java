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

  private Normalization() {}

  /// Fills c, and f and k with ln(max/min) = k ln 2 + ln(1 + f), for the n quotes from `at`.
  static void of(
      double[] signs,
      double[] forwards,
      double[] strikes,
      double[] prices,
      int at,
      double[] c,
      double[] f,
      double[] k,
      int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      VectorMask<Double> in = SPECIES.indexInRange(i, n);
      DoubleVector sign = DoubleVector.fromArray(SPECIES, signs, at + i, in);
      DoubleVector forward = DoubleVector.fromArray(SPECIES, forwards, at + i, in);
      DoubleVector strike = DoubleVector.fromArray(SPECIES, strikes, at + i, in);
      DoubleVector price = DoubleVector.fromArray(SPECIES, prices, at + i, in);
      VectorMask<Double> call = sign.compare(VectorOperators.GT, 0);
      DoubleVector supremum = strike.blend(forward, call);
      DoubleVector other = forward.blend(strike, call);
      DoubleVector unit = supremum.min(other);
      DoubleVector large = supremum.max(other);
      DoubleVector inverse = Lanes.constant(1).div(unit);
      DoubleVector sum = price.sub(supremum);
      DoubleVector part = sum.sub(price);
      DoubleVector error = price.sub(sum.sub(part)).sub(supremum.add(part));
      DoubleVector total = sum.add(other);
      part = total.sub(sum);
      error = error.add(sum.sub(total.sub(part)).add(other.sub(part)));
      DoubleVector time =
          total.add(error).blend(price, supremum.compare(VectorOperators.LE, other));
      DoubleVector share = time.mul(inverse);
      VectorMask<Double> plain =
          unit.compare(VectorOperators.GT, SMALLEST)
              .and(large.compare(VectorOperators.LT, LARGEST))
              .and(price.compare(VectorOperators.LT, supremum))
              .and(share.compare(VectorOperators.GT, SMALLEST));
      Lanes.constant(Double.NaN).blend(share, plain).intoArray(c, i);
      DoubleVector ratio = large.mul(inverse);
      VectorMask<Double> near = ratio.compare(VectorOperators.LT, 1.4);
      LongVector bits = ratio.reinterpretAsLongs();
      LongVector exponent = bits.sub(Logs.SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 52);
      DoubleVector mantissa =
          bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles();
      mantissa.sub(1).blend(large.sub(unit).mul(inverse), near).intoArray(f, i);
      exponent
          .add(Logs.ROUND_BITS)
          .reinterpretAsDoubles()
          .sub(Logs.ROUND)
          .blend(0.0, near)
          .intoArray(k, i);
    }
  }
}
