package io.calibrant.simd;

import static io.calibrant.simd.Lanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/// Values and first Greeks of a block from its bracket [Bracket], passes over columns.
///
/// With ρ = K/F, h = |ln ρ|, d = h/v − v/2, D = d + v and g = exp(−d²/2):
///
/// ```
/// c    = ½gE or 1 − ½gE⁺                                  in units of min(F, K)
/// tail = N(−d) where K ≥ F (the call's delta), N(−D) = ½gρ·Y(D/√2) where K < F (the put's)
/// n(d₁) = g/√(2π), or gρ/√(2π) where K < F
/// γ = n/(Fv),  vega = F·n·√T,  θ = −½F·n·σ²/v
/// ```
///
/// Nothing cancels on the out-of-the-money side; the other side follows by parity.
final class GreekPasses {
  private static final long ONE_BITS = 0x3ff0000000000000L;
  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN_2_REST = 2.3190468138462996e-17;
  private static final double SQRT_HALF = 0.7071067811865476;
  private static final double SQRT_TWO_OVER_PI = 0.7978845608028654;
  private static final double SEVENTH = 1.0 / 7;

  /// The bits of 37.3: beyond this d, exp(−d²/2) is subnormal.
  private static final long DEEPEST_BITS = 0x4042a66666666666L;

  private static final DoubleVector ONE = Lanes.constant(1);
  private static final DoubleVector FOUR = Lanes.constant(4);
  private static final DoubleVector MINUS_SEVEN = Lanes.constant(-7);
  private static final DoubleVector ROOT_HALF = Lanes.constant(SQRT_HALF);
  private static final DoubleVector LN_2 = Lanes.constant(-0.6931471805599453);
  private static final DoubleVector LN_2_LOW = Lanes.constant(-LN_2_REST);
  private static final DoubleVector E12 = Lanes.constant(1.608662795678037e-10);
  private static final DoubleVector E11 = Lanes.constant(2.0918137737642736e-09);
  private static final DoubleVector E10 = Lanes.constant(2.505207109429355e-08);
  private static final DoubleVector E9 = Lanes.constant(2.75572632790885e-07);
  private static final DoubleVector E8 = Lanes.constant(2.755731924721873e-06);
  private static final DoubleVector E7 = Lanes.constant(2.4801587336442236e-05);
  private static final DoubleVector E6 = Lanes.constant(0.00019841269841263298);
  private static final DoubleVector E5 = Lanes.constant(0.0013888888888879073);
  private static final DoubleVector E4 = Lanes.constant(0.008333333333333333);
  private static final DoubleVector E3 = Lanes.constant(0.04166666666666668);
  private static final DoubleVector E2 = Lanes.constant(0.16666666666666666);
  private static final DoubleVector E1 = Lanes.constant(0.5);

  private GreekPasses() {}

  /// K/F and K/F − 1, v = σ√T and √T.
  static void normalise(
      double[] forwards,
      double[] strikes,
      double[] expiries,
      double[] vols,
      int at,
      double[] quotient,
      double[] growth,
      double[] v,
      double[] root,
      int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector forward = DoubleVector.fromArray(SPECIES, forwards, at + i);
      DoubleVector strike = DoubleVector.fromArray(SPECIES, strikes, at + i);
      DoubleVector inverse = ONE.div(forward);
      strike.mul(inverse).intoArray(quotient, i);
      strike.sub(forward).mul(inverse).intoArray(growth, i);
      DoubleVector time = DoubleVector.fromArray(SPECIES, expiries, at + i).sqrt();
      time.intoArray(root, i);
      time.mul(DoubleVector.fromArray(SPECIES, vols, at + i)).intoArray(v, i);
    }
  }

  /// From ln(K/F) and v: d, the side, −1 where d < −0.7, else 1, and the arguments t of the pair a
  /// = side·d/√2 and b = (d + v)/√2; side·d ≥ −0.7 by the choice of the side.
  static void points(
      double[] h, double[] v, double[] d, double[] side, double[] ta, double[] tb, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector width = DoubleVector.fromArray(SPECIES, v, i);
      DoubleVector x = DoubleVector.fromArray(SPECIES, h, i).abs().div(width);
      DoubleVector half = width.mul(0.5);
      DoubleVector point = x.sub(half);
      point.intoArray(d, i);
      DoubleVector sign =
          point
              .add(0.7)
              .reinterpretAsLongs()
              .lanewise(VectorOperators.AND, Long.MIN_VALUE)
              .lanewise(VectorOperators.OR, ONE_BITS)
              .reinterpretAsDoubles();
      sign.intoArray(side, i);
      DoubleVector la = point.fma(sign.mul(SQRT_HALF), FOUR);
      DoubleVector lb = x.add(half).fma(ROOT_HALF, FOUR);
      DoubleVector r = ONE.div(la.mul(lb));
      MINUS_SEVEN.fma(r.mul(lb), ONE).intoArray(ta, i);
      MINUS_SEVEN.fma(r.mul(la), ONE).intoArray(tb, i);
    }
  }

  /// near = Y(side·a), far = Y(b), and in the place of dd the bracket E where the side is 1, −E⁺ =
  /// −(near + far) where it is −1.
  static void tails(
      double[] v,
      double[] side,
      double[] ta,
      double[] tb,
      double[] p,
      double[] e,
      double[] near,
      double[] far,
      int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector t = DoubleVector.fromArray(SPECIES, ta, i);
      DoubleVector u = DoubleVector.fromArray(SPECIES, tb, i);
      DoubleVector ra = ONE.sub(t).mul(SEVENTH);
      DoubleVector rb = ONE.sub(u).mul(SEVENTH);
      DoubleVector width = DoubleVector.fromArray(SPECIES, v, i).mul(SQRT_HALF);
      DoubleVector q = DoubleVector.fromArray(SPECIES, p, i);
      DoubleVector d = DoubleVector.fromArray(SPECIES, e, i);
      DoubleVector one = d.fma(t.sub(u), q).mul(ra);
      DoubleVector other = q.mul(rb);
      one.intoArray(near, i);
      other.intoArray(far, i);
      LongVector low =
          d.mul(ra).fma(MINUS_SEVEN, q).mul(ra).mul(rb).mul(width).reinterpretAsLongs();
      LongVector upper =
          DoubleVector.fromArray(SPECIES, side, i)
              .reinterpretAsLongs()
              .lanewise(VectorOperators.ASHR, 63);
      one.add(other)
          .neg()
          .reinterpretAsLongs()
          .lanewise(VectorOperators.XOR, low)
          .lanewise(VectorOperators.AND, upper)
          .lanewise(VectorOperators.XOR, low)
          .reinterpretAsDoubles()
          .intoArray(e, i);
    }
  }

  /// g = exp(−d²/2), the rounding of d² carried along, in the place of d.
  static void densities(double[] d, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, d, i);
      DoubleVector square = x.mul(x);
      DoubleVector rest = x.fma(x, square.neg()).mul(-0.5);
      DoubleVector y = square.mul(-0.5);
      DoubleVector shifted = y.mul(LOG2_E).add(Log.ROUND);
      DoubleVector k = shifted.sub(Log.ROUND);
      DoubleVector r = k.fma(LN_2, y);
      r = k.fma(LN_2_LOW, r);
      DoubleVector r2 = r.mul(r);
      DoubleVector p = E12.fma(r, E11).fma(r2, E10.fma(r, E9));
      p = p.fma(r2, E8.fma(r, E7)).fma(r2, E6.fma(r, E5));
      p = p.fma(r2, E4.fma(r, E3)).fma(r2, E2.fma(r, E1));
      DoubleVector exp = p.fma(r2, r).add(1);
      DoubleVector scaled =
          exp.reinterpretAsLongs()
              .add(shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52))
              .reinterpretAsDoubles();
      scaled.fma(rest, scaled).intoArray(d, i);
    }
  }

  /// Values and deltas.
  ///
  /// @param g becomes ½g·min(F, K)
  /// @param near Y(side·a)
  /// @param far Y(b)
  static void values(
      double[] signs,
      double[] forwards,
      double[] strikes,
      int at,
      double[] g,
      double[] e,
      double[] side,
      double[] near,
      double[] far,
      double[] values,
      double[] deltas,
      int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector forward = DoubleVector.fromArray(SPECIES, forwards, at + i);
      DoubleVector strike = DoubleVector.fromArray(SPECIES, strikes, at + i);
      DoubleVector sign = DoubleVector.fromArray(SPECIES, signs, at + i);
      DoubleVector half = DoubleVector.fromArray(SPECIES, g, i).mul(0.5);
      DoubleVector branch = DoubleVector.fromArray(SPECIES, side, i);
      // 0 on the low side of the branch, 1 on the high side.
      DoubleVector high = branch.mul(-0.5).add(0.5);
      DoubleVector c = half.fma(DoubleVector.fromArray(SPECIES, e, i), high);
      DoubleVector gap = strike.sub(forward);
      DoubleVector distance = gap.mul(sign);
      LongVector down = gap.reinterpretAsLongs().lanewise(VectorOperators.ASHR, 63);
      LongVector inside = distance.reinterpretAsLongs().lanewise(VectorOperators.ASHR, 63);
      LongVector both =
          forward.reinterpretAsLongs().lanewise(VectorOperators.XOR, strike.reinterpretAsLongs());
      LongVector least =
          both.lanewise(VectorOperators.AND, down)
              .lanewise(VectorOperators.XOR, forward.reinterpretAsLongs());
      DoubleVector unit = least.reinterpretAsDoubles();
      LongVector supremum =
          both.lanewise(VectorOperators.AND, inside).lanewise(VectorOperators.XOR, least);
      DoubleVector intrinsic =
          distance
              .neg()
              .reinterpretAsLongs()
              .lanewise(VectorOperators.AND, inside)
              .reinterpretAsDoubles();
      c.fma(unit, intrinsic).min(supremum.reinterpretAsDoubles()).intoArray(values, at + i);
      half.mul(unit).intoArray(g, i);
      DoubleVector t = half.mul(DoubleVector.fromArray(SPECIES, near, i)).mul(branch);
      DoubleVector u = half.mul(DoubleVector.fromArray(SPECIES, far, i)).mul(strike).div(forward);
      LongVector upTail = t.add(high).reinterpretAsLongs();
      LongVector tail =
          upTail
              .lanewise(VectorOperators.XOR, u.reinterpretAsLongs())
              .lanewise(VectorOperators.AND, down)
              .lanewise(VectorOperators.XOR, upTail);
      LongVector upRest = ONE.sub(high).sub(t).reinterpretAsLongs();
      LongVector rest =
          upRest
              .lanewise(VectorOperators.XOR, ONE.sub(u).reinterpretAsLongs())
              .lanewise(VectorOperators.AND, down)
              .lanewise(VectorOperators.XOR, upRest);
      tail.lanewise(VectorOperators.XOR, rest)
          .lanewise(VectorOperators.AND, inside)
          .lanewise(VectorOperators.XOR, tail)
          .reinterpretAsDoubles()
          .mul(sign)
          .intoArray(deltas, at + i);
    }
  }

  /// Gammas, vegas and thetas.
  ///
  /// @param g ½g·min(F, K): F·n(d₁) is F·n or K·n, whichever is less
  /// @param root √T
  static void slopes(
      double[] forwards,
      double[] vols,
      int at,
      double[] g,
      double[] v,
      double[] root,
      double[] gammas,
      double[] vegas,
      double[] thetas,
      int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector forward = DoubleVector.fromArray(SPECIES, forwards, at + i);
      DoubleVector vol = DoubleVector.fromArray(SPECIES, vols, at + i);
      DoubleVector width = DoubleVector.fromArray(SPECIES, v, i);
      DoubleVector inverse = ONE.div(forward.mul(width));
      DoubleVector density = DoubleVector.fromArray(SPECIES, g, i).mul(SQRT_TWO_OVER_PI);
      DoubleVector slope = density.mul(inverse);
      slope.mul(inverse).mul(width).intoArray(gammas, at + i);
      density.mul(DoubleVector.fromArray(SPECIES, root, i)).intoArray(vegas, at + i);
      slope.mul(vol).mul(vol).mul(forward).mul(-0.5).intoArray(thetas, at + i);
    }
  }

  /// Marks with −1 in `open` the rows that these passes do not cover, with 0 the others. A bad vol
  /// or expiry shows in v or d.
  ///
  /// @return 0 if they cover all
  static long uncovered(
      double[] forwards, double[] strikes, int at, double[] v, double[] d, long[] open, int n) {
    LongVector any = LongVector.zero(Lanes.LONGS);
    for (int i = 0; i < n; i += SPECIES.length()) {
      LongVector f = DoubleVector.fromArray(SPECIES, forwards, at + i).reinterpretAsLongs();
      LongVector k = DoubleVector.fromArray(SPECIES, strikes, at + i).reinterpretAsLongs();
      LongVector width = DoubleVector.fromArray(SPECIES, v, i).reinterpretAsLongs();
      LongVector far = DoubleVector.fromArray(SPECIES, d, i).abs().reinterpretAsLongs();
      LongVector negative = f.lanewise(VectorOperators.OR, k).lanewise(VectorOperators.OR, width);
      LongVector small =
          f.sub(Lanes.LEAST_BITS)
              .lanewise(VectorOperators.OR, k.sub(Lanes.LEAST_BITS))
              .lanewise(VectorOperators.OR, width.sub(Lanes.LEAST_BITS));
      LongVector large =
          f.lanewise(VectorOperators.NOT)
              .add(Lanes.MOST_BITS)
              .lanewise(VectorOperators.OR, k.lanewise(VectorOperators.NOT).add(Lanes.MOST_BITS))
              .lanewise(VectorOperators.OR, far.lanewise(VectorOperators.NOT).add(DEEPEST_BITS));
      LongVector mark =
          negative
              .lanewise(VectorOperators.OR, small)
              .lanewise(VectorOperators.OR, large)
              .lanewise(VectorOperators.ASHR, 63);
      mark.intoArray(open, i);
      any = any.lanewise(VectorOperators.OR, mark);
    }
    return any.reduceLanes(VectorOperators.OR);
  }
}
