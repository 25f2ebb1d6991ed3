package io.calibrant.simd;

import static io.calibrant.simd.Lanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/// Exponentials of a column, the arithmetic of `core.math.Elementary` lane by lane.
final class VectorExp {
  private static final double LOG2_E = 1.4426950408889634;
  private static final double MINUS_LN_2 = -0.6931471805599453;
  private static final double MINUS_LN_2_REST = -2.3190468138462996e-17;
  private static final double ROUND = 0x1.8p52;
  private static final long ONE_BITS = 0x3ff0000000000000L;
  private static final double LEAST = -708;
  private static final double LARGEST = 709;

  private static final DoubleVector C2 = Lanes.constant(0.5);
  private static final DoubleVector C3 = Lanes.constant(0.16666666666666666);
  private static final DoubleVector C4 = Lanes.constant(0.04166666666666668);
  private static final DoubleVector C5 = Lanes.constant(0.008333333333333333);
  private static final DoubleVector C6 = Lanes.constant(0.0013888888888879073);
  private static final DoubleVector C7 = Lanes.constant(0.00019841269841263298);
  private static final DoubleVector C8 = Lanes.constant(2.4801587336442236e-05);
  private static final DoubleVector C9 = Lanes.constant(2.755731924721873e-06);
  private static final DoubleVector C10 = Lanes.constant(2.75572632790885e-07);
  private static final DoubleVector C11 = Lanes.constant(2.505207109429355e-08);
  private static final DoubleVector C12 = Lanes.constant(2.0918137737642736e-09);
  private static final DoubleVector C13 = Lanes.constant(1.608662795678037e-10);

  private VectorExp() {}

  /// out[i] = exp(x[i]), 0 below −708; n is a multiple of the lanes.
  static void exp(double[] x, double[] out, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector whole = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector y = whole.max(LEAST).min(LARGEST);
      DoubleVector shifted = y.mul(LOG2_E).add(ROUND);
      LongVector exponent = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
      DoubleVector k = shifted.sub(ROUND);
      DoubleVector r = k.fma(DoubleVector.broadcast(SPECIES, MINUS_LN_2), y);
      r = k.fma(DoubleVector.broadcast(SPECIES, MINUS_LN_2_REST), r);
      DoubleVector r2 = r.mul(r);
      DoubleVector r4 = r2.mul(r2);
      DoubleVector low = C5.fma(r, C4).fma(r2, C3.fma(r, C2));
      DoubleVector middle = C9.fma(r, C8).fma(r2, C7.fma(r, C6));
      DoubleVector high = C13.fma(r, C12).fma(r2, C11.fma(r, C10));
      DoubleVector p = high.fma(r4, middle).fma(r4, low).fma(r2, r).add(1);
      p.reinterpretAsLongs()
          .add(exponent)
          .reinterpretAsDoubles()
          .blend(0, whole.compare(VectorOperators.LT, LEAST))
          .intoArray(out, i);
    }
  }

  /// out[i] = exp(x[i]) − 1; n is a multiple of the lanes.
  static void expm1(double[] x, double[] out, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector y = DoubleVector.fromArray(SPECIES, x, i).max(-60).min(LARGEST);
      DoubleVector shifted = y.mul(LOG2_E).add(ROUND);
      LongVector exponent = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
      DoubleVector k = shifted.sub(ROUND);
      DoubleVector r = k.fma(DoubleVector.broadcast(SPECIES, MINUS_LN_2), y);
      r = k.fma(DoubleVector.broadcast(SPECIES, MINUS_LN_2_REST), r);
      DoubleVector r2 = r.mul(r);
      DoubleVector r4 = r2.mul(r2);
      DoubleVector low = C5.fma(r, C4).fma(r2, C3.fma(r, C2));
      DoubleVector middle = C9.fma(r, C8).fma(r2, C7.fma(r, C6));
      DoubleVector high = C13.fma(r, C12).fma(r2, C11.fma(r, C10));
      DoubleVector p = high.fma(r4, middle).fma(r4, low).fma(r2, r);
      DoubleVector scale = exponent.add(ONE_BITS).reinterpretAsDoubles();
      scale.fma(p, scale.sub(1)).intoArray(out, i);
    }
  }
}
