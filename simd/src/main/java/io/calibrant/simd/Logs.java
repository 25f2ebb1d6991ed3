package io.calibrant.simd;

import static io.calibrant.simd.Lanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/// Natural logarithms of a column, the arithmetic of `core.math.Elementary` lane by lane.
final class Logs {
  /// The bits of √½ and of 1.5·2⁵².
  static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;

  static final long ROUND_BITS = 0x4338000000000000L;
  static final double ROUND = 0x1.8p52;

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

  private Logs() {}

  /// out[i] = ln x[i] for normal positive x; n is a multiple of the lanes.
  static void of(double[] x, double[] out, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      LongVector bits = DoubleVector.fromArray(SPECIES, x, i).reinterpretAsLongs();
      LongVector exponent = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 52);
      DoubleVector f =
          bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles().sub(1);
      DoubleVector k = exponent.add(ROUND_BITS).reinterpretAsDoubles().sub(ROUND);
      DoubleVector s = f.div(f.add(2));
      DoubleVector z = s.mul(s);
      DoubleVector w = z.mul(z);
      DoubleVector even = A6.fma(w, A4).fma(w, A2).fma(w, A0);
      DoubleVector odd = A7.fma(w, A5).fma(w, A3).fma(w, A1);
      DoubleVector p = odd.fma(z, even).mul(z);
      DoubleVector half = f.mul(f).mul(0.5);
      DoubleVector low = s.fma(half.add(p), k.mul(LN_2_REST));
      k.fma(LN_2_SHORT, f.sub(half.sub(low))).intoArray(out, i);
    }
  }

  /// out[i] = k[i] ln 2 + ln(1 + f[i]) for 1 + f in [√½, √2]; relatively accurate at k = 0.
  static void nearOne(double[] f, double[] k, double[] out, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, f, i);
      DoubleVector e = DoubleVector.fromArray(SPECIES, k, i);
      DoubleVector s = x.div(x.add(2));
      DoubleVector z = s.mul(s);
      DoubleVector w = z.mul(z);
      DoubleVector even = A6.fma(w, A4).fma(w, A2).fma(w, A0);
      DoubleVector odd = A7.fma(w, A5).fma(w, A3).fma(w, A1);
      DoubleVector p = odd.fma(z, even).mul(z);
      DoubleVector half = x.mul(x).mul(0.5);
      DoubleVector low = s.fma(half.add(p), e.mul(LN_2_REST));
      e.fma(LN_2_SHORT, x.sub(half.sub(low))).intoArray(out, i);
    }
  }
}
