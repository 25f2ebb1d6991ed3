package io.calibrant.simd;

import static io.calibrant.simd.Lanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Sines, cosines and angles of columns, the arithmetic of `core.math.SineCosine` and
/// `core.math.Arctangent` lane by lane.
final class VectorAngles {
  private static final double LARGEST = 999_999;
  private static final double TWO_OVER_PI = 0.6366197723675814;
  private static final double ROUND = 0x1.8p52;
  private static final double TANGENT = 0.41421356237309503;
  private static final double QUARTER_PI = 0.7853981633974483;
  private static final DoubleVector MINUS_HALF_PI = Lanes.constant(-1.5707963267948966);
  private static final DoubleVector MINUS_REST = Lanes.constant(-6.123233995736766e-17);

  private static final long SIGN = Long.MIN_VALUE;

  private static final DoubleVector A0 = Lanes.constant(-0.3333333333333333);
  private static final DoubleVector A1 = Lanes.constant(0.1999999999999552);
  private static final DoubleVector A2 = Lanes.constant(-0.14285714284666542);
  private static final DoubleVector A3 = Lanes.constant(0.11111111015256361);
  private static final DoubleVector A4 = Lanes.constant(-0.09090904578123903);
  private static final DoubleVector A5 = Lanes.constant(0.07692183190826087);
  private static final DoubleVector A6 = Lanes.constant(-0.06664511447381948);
  private static final DoubleVector A7 = Lanes.constant(0.0585814891280221);
  private static final DoubleVector A8 = Lanes.constant(-0.0508544973794026);
  private static final DoubleVector A9 = Lanes.constant(0.03923165829558719);
  private static final DoubleVector A10 = Lanes.constant(-0.01917688711906226);

  private VectorAngles() {}

  /// Sines and cosines; n is a multiple of the lanes.
  static void sinCos(double[] x, double[] sin, double[] cos, int n) {
    sinCos(x, sin, cos, 0, n);
  }

  /// The same of [from, to[.
  static void sinCos(double[] x, double[] sin, double[] cos, int from, int to) {
    for (int i = from; i < to; i += SPECIES.length()) {
      DoubleVector y = DoubleVector.fromArray(SPECIES, x, i).max(-LARGEST).min(LARGEST);
      DoubleVector shifted = y.mul(TWO_OVER_PI).add(ROUND);
      LongVector quadrant = shifted.reinterpretAsLongs();
      DoubleVector k = shifted.sub(ROUND);
      DoubleVector r = k.fma(MINUS_REST, k.fma(MINUS_HALF_PI, y));
      DoubleVector z = r.mul(r);
      DoubleVector p = z.mul(1.58969099521155e-10).sub(2.5050760253406863e-08);
      p = p.mul(z).add(2.7557313707070068e-06);
      p = p.mul(z).sub(0.0001984126982985795);
      p = p.mul(z).add(0.00833333333332249);
      p = p.mul(z).sub(0.16666666666666632);
      DoubleVector s = r.add(r.mul(z).mul(p));
      DoubleVector q = z.mul(-1.1359647557788195e-11).add(2.087572321298175e-09);
      q = q.mul(z).sub(2.7557314351390663e-07);
      q = q.mul(z).add(2.480158728947673e-05);
      q = q.mul(z).sub(0.001388888888887411);
      q = q.mul(z).add(0.0416666666666666);
      DoubleVector c = z.mul(0.5).sub(z.mul(z).mul(q));
      c = DoubleVector.broadcast(SPECIES, 1).sub(c);
      VectorMask<Double> odd =
          quadrant.lanewise(VectorOperators.LSHL, 63).compare(VectorOperators.LT, 0).cast(SPECIES);
      // Bit 1 of the quadrant is the sign of the sine, that of the next quadrant the cosine's.
      LongVector sineSign =
          quadrant.lanewise(VectorOperators.LSHL, 62).lanewise(VectorOperators.AND, SIGN);
      LongVector cosineSign =
          quadrant.add(1).lanewise(VectorOperators.LSHL, 62).lanewise(VectorOperators.AND, SIGN);
      s.blend(c, odd)
          .reinterpretAsLongs()
          .lanewise(VectorOperators.XOR, sineSign)
          .reinterpretAsDoubles()
          .intoArray(sin, i);
      c.blend(s, odd)
          .reinterpretAsLongs()
          .lanewise(VectorOperators.XOR, cosineSign)
          .reinterpretAsDoubles()
          .intoArray(cos, i);
    }
  }

  /// Angles of (x, y); n is a multiple of the lanes.
  static void atan2(double[] y, double[] x, double[] out, int n) {
    DoubleVector zero = DoubleVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector b = DoubleVector.fromArray(SPECIES, y, i);
      DoubleVector a = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector ax = a.abs();
      DoubleVector ay = b.abs();
      DoubleVector high = ax.max(ay).max(Double.MIN_NORMAL);
      DoubleVector low = ax.min(ay);
      VectorMask<Double> steep = low.compare(VectorOperators.GT, high.mul(TANGENT));
      DoubleVector t = low.blend(low.sub(high), steep).div(high.blend(low.add(high), steep));
      DoubleVector z = t.mul(t);
      DoubleVector p = z.fma(A10, A9).fma(z, A8).fma(z, A7).fma(z, A6).fma(z, A5);
      p = p.fma(z, A4).fma(z, A3).fma(z, A2).fma(z, A1).fma(z, A0);
      DoubleVector angle = t.mul(z).fma(p, t).add(zero.blend(QUARTER_PI, steep));
      angle =
          angle.blend(
              DoubleVector.broadcast(SPECIES, Math.PI / 2).sub(angle),
              ay.compare(VectorOperators.GT, ax));
      angle =
          angle.blend(
              DoubleVector.broadcast(SPECIES, Math.PI).sub(angle),
              a.compare(VectorOperators.LT, 0));
      angle
          .reinterpretAsLongs()
          .lanewise(VectorOperators.OR, b.reinterpretAsLongs().lanewise(VectorOperators.AND, SIGN))
          .reinterpretAsDoubles()
          .intoArray(out, i);
    }
  }
}
