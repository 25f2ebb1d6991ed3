package io.calibrant.simd;

import static io.calibrant.simd.Lanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Logarithms of 1 + x of a column, the arithmetic of `core.math.Elementary` lane by lane.
final class VectorLog {
  private static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;
  private static final long ROUND_BITS = 0x4338000000000000L;
  private static final double ROUND = 0x1.8p52;

  private static final DoubleVector A0 = Lanes.constant(0.6666666666666666);
  private static final DoubleVector A1 = Lanes.constant(0.4000000000000088);
  private static final DoubleVector A2 = Lanes.constant(0.2857142857080323);
  private static final DoubleVector A3 = Lanes.constant(0.2222222239180047);
  private static final DoubleVector A4 = Lanes.constant(0.18181795630884753);
  private static final DoubleVector A5 = Lanes.constant(0.15386240205813478);
  private static final DoubleVector A6 = Lanes.constant(0.13268759668560612);
  private static final DoubleVector A7 = Lanes.constant(0.13086767009948175);
  private static final DoubleVector LN_2_SHORT = Lanes.constant(0x1.62e42fee00000p-1);
  private static final DoubleVector LN_2_REST = Lanes.constant(1.9082149292705877e-10);

  private VectorLog() {}

  /// out[i] = ln(1 + x[i]), relatively accurate near 0, bit for bit as `ScalarPasses` has it.
  static void log1p(double[] x, double[] out, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector y = DoubleVector.fromArray(SPECIES, x, i);
      LongVector bits = y.add(1).reinterpretAsLongs();
      LongVector exponent = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 52);
      DoubleVector mantissa =
          bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles().sub(1);
      VectorMask<Double> near =
          y.compare(VectorOperators.GT, -0.29).and(y.compare(VectorOperators.LT, 0.41));
      DoubleVector k = exponent.add(ROUND_BITS).reinterpretAsDoubles().sub(ROUND).blend(0, near);
      DoubleVector f = mantissa.blend(y, near);
      DoubleVector s = f.div(f.add(2));
      DoubleVector z = s.mul(s);
      DoubleVector w = z.mul(z);
      DoubleVector p = A7.fma(z, A6).fma(w, A5.fma(z, A4));
      p = p.fma(w, A3.fma(z, A2)).fma(w, A1.fma(z, A0)).mul(z);
      DoubleVector half = f.mul(0.5).mul(f);
      DoubleVector low = s.fma(half.add(p), k.mul(LN_2_REST));
      k.fma(LN_2_SHORT, f.sub(half.sub(low))).intoArray(out, i);
    }
  }
}
