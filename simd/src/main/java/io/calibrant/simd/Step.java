package io.calibrant.simd;

import static io.calibrant.simd.Lanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/// One step of order seven towards the v whose out-of-the-money value is the target: the inverse
/// function's Taylor series.
///
/// The unknown is τ with v = v₀(1 − 2τ)^(−½), that is 1/v² = (1 − 2τ)/v₀², in which ln c is linear
/// far from the money and its inverse an entire function at the money. With c_τ ∝ exp(x²τ − ¼w·τ/(1
/// − 2τ))·(1 − 2τ)^(−3/2), x = h/v₀, w = v₀²:
///
/// ```
/// L(τ) = (ln c_τ)′ = x² − ¼w/(1 − 2τ)² + 3/(1 − 2τ),   Q = d ln c/dτ = √(2/π)·v₀/E at τ = 0
/// F = ln(target/c),   ν = F/Q,   P = dτ/dν:   P(0) = 1,   P′ = Q·P − L(τ)·P²
/// ```
///
/// so the coefficients of P(ν) follow by recurrence from those of L. For 1 − c instead of c, E is
/// −E⁺ and nothing else changes. From a guess within 2 % of v one step leaves less than 1e-14.
final class Step {
  static final double SQRT_TWO_OVER_PI = 0.7978845608028654;
  private static final double SQRT_HALF_PI = 1.2533141373155001;
  private static final DoubleVector ONE = Lanes.constant(1);
  private static final DoubleVector THREE = Lanes.constant(3);
  private static final DoubleVector MINUS_TWO = Lanes.constant(-2);

  /// Of ν and of the last term, for a step to be the last one.
  private static final double SHORT = 1 / 0.025;

  private static final double SMALL = 1e12;

  /// The bits of the ends of what [#mark] takes: 1e300 years, c a little above ½ so that ½ is in,
  /// and a size of 1.
  private static final long LONGEST_BITS = 0x7e37e43c8800759cL;

  private static final long UP_TO_BITS = 0x3fe0000035afe535L;
  private static final long ONE_BITS = 0x3ff0000000000000L;

  private Step() {}

  /// argument = |E|/(2 target) and q = Q.
  static void quotients(
      double[] v, double[] e, double[] target, double[] argument, double[] q, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector width = DoubleVector.fromArray(SPECIES, v, i);
      DoubleVector bracket = DoubleVector.fromArray(SPECIES, e, i);
      DoubleVector t = DoubleVector.fromArray(SPECIES, target, i);
      // One division for both quotients.
      DoubleVector r = ONE.div(bracket.mul(t));
      bracket.abs().mul(bracket).mul(r).mul(0.5).intoArray(argument, i);
      r.mul(t).mul(width).mul(SQRT_TWO_OVER_PI).intoArray(q, i);
    }
  }

  /// x[i] = h/v.
  static void places(double[] h, double[] v, double[] x, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector.fromArray(SPECIES, h, i)
          .div(DoubleVector.fromArray(SPECIES, v, i))
          .intoArray(x, i);
    }
  }

  /// nu = ν from the quotients.
  static void newton(double[] v, double[] e, double[] argument, double[] x, double[] nu, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      LongVector bits = DoubleVector.fromArray(SPECIES, argument, i).reinterpretAsLongs();
      LongVector exponent = bits.sub(Log.SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 52);
      DoubleVector f =
          bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles().sub(1);
      DoubleVector k = exponent.add(Log.ROUND_BITS).reinterpretAsDoubles().sub(Log.ROUND);
      DoubleVector s = f.div(f.add(2));
      DoubleVector z = s.mul(s);
      DoubleVector w = z.mul(z);
      DoubleVector even = Log.A6.fma(w, Log.A4).fma(w, Log.A2).fma(w, Log.A0);
      DoubleVector odd = Log.A7.fma(w, Log.A5).fma(w, Log.A3).fma(w, Log.A1);
      DoubleVector half = f.mul(f).mul(0.5);
      DoubleVector low = s.fma(odd.fma(z, even).fma(z, half), k.mul(Log.LN_2_REST));
      DoubleVector log = k.fma(Log.LN_2_SHORT, f.sub(half.sub(low)));
      DoubleVector width = DoubleVector.fromArray(SPECIES, v, i);
      DoubleVector d = DoubleVector.fromArray(SPECIES, x, i).sub(width.mul(0.5));
      d.mul(0.5)
          .fma(d, log.neg())
          .mul(DoubleVector.fromArray(SPECIES, e, i).mul(SQRT_HALF_PI).div(width))
          .intoArray(nu, i);
    }
  }

  /// The coefficients P₁, P₂, P₃ of P from those of L.
  static void coefficients(
      double[] v, double[] q, double[] x, double[] first, double[] second, double[] third, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector a = DoubleVector.fromArray(SPECIES, q, i);
      DoubleVector width = DoubleVector.fromArray(SPECIES, v, i).mul(0.5);
      DoubleVector b = width.mul(width);
      DoubleVector point = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector l0 = point.fma(point, THREE.sub(b));
      DoubleVector l1 = b.mul(-4).add(6);
      DoubleVector p1 = a.sub(l0);
      DoubleVector s1 = p1.add(p1);
      DoubleVector p2 = a.mul(p1).sub(l0.fma(s1, l1)).mul(0.5);
      DoubleVector s2 = p1.fma(p1, p2.add(p2));
      DoubleVector m2 = l1.fma(p1.mul(0.5), b.mul(-12).add(12));
      p1.intoArray(first, i);
      p2.intoArray(second, i);
      a.mul(p2).sub(l0.fma(s2, l1.fma(s1, m2))).mul(1.0 / 3).intoArray(third, i);
    }
  }

  /// The coefficients P₄ and P₅, in the places of Q and x.
  static void more(
      double[] v, double[] q, double[] x, double[] first, double[] second, double[] third, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector a = DoubleVector.fromArray(SPECIES, q, i);
      DoubleVector width = DoubleVector.fromArray(SPECIES, v, i).mul(0.5);
      DoubleVector b = width.mul(width);
      DoubleVector point = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector p1 = DoubleVector.fromArray(SPECIES, first, i);
      DoubleVector p2 = DoubleVector.fromArray(SPECIES, second, i);
      DoubleVector p3 = DoubleVector.fromArray(SPECIES, third, i);
      // Lᵢ of L(τ), Mᵢ of L(τ(ν)), Sᵢ of P², Tᵢ of τ(ν).
      DoubleVector l0 = point.fma(point, THREE.sub(b));
      DoubleVector l1 = b.mul(-4).add(6);
      DoubleVector l2 = b.mul(-12).add(12);
      DoubleVector l3 = b.mul(-32).add(24);
      DoubleVector s1 = p1.add(p1);
      DoubleVector s2 = p1.fma(p1, p2.add(p2));
      DoubleVector s3 = p1.fma(p2, p3).mul(2);
      DoubleVector t2 = p1.mul(0.5);
      DoubleVector t3 = p2.mul(1.0 / 3);
      DoubleVector m2 = l1.fma(t2, l2);
      DoubleVector m3 = l1.fma(t3, l2.fma(p1, l3));
      DoubleVector p4 = a.mul(p3).sub(l0.fma(s3, l1.fma(s2, m2.fma(s1, m3)))).mul(0.25);
      DoubleVector m4 = l2.fma(t2.fma(t2, t3.add(t3)), l3.fma(t2.mul(3), b.mul(-80).add(48)));
      m4 = l1.fma(p3.mul(0.25), m4);
      DoubleVector s4 = p2.fma(p2, p1.fma(p3, p4).mul(2));
      p4.intoArray(q, i);
      a.mul(p4).sub(l0.fma(s4, l1.fma(s3, m2.fma(s2, m3.fma(s1, m4))))).mul(0.2).intoArray(x, i);
    }
  }

  /// The vols v/√(T·(1 − 2τ)), and size, which is < 1 where this step is the last one needed, in
  /// the place of P₁. The root, the division and the series run side by side.
  ///
  /// @param at where the expiries and vols of the block begin
  static void vols(
      double[] nu,
      double[] first,
      double[] second,
      double[] third,
      double[] fourth,
      double[] fifth,
      double[] v,
      double[] expiries,
      double[] vols,
      int at,
      int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector z = DoubleVector.fromArray(SPECIES, nu, i);
      DoubleVector t5 = DoubleVector.fromArray(SPECIES, fourth, i).mul(0.2);
      DoubleVector t6 = DoubleVector.fromArray(SPECIES, fifth, i).mul(1.0 / 6);
      DoubleVector series =
          t6.fma(z, t5)
              .fma(z, DoubleVector.fromArray(SPECIES, third, i).mul(0.25))
              .fma(z, DoubleVector.fromArray(SPECIES, second, i).mul(1.0 / 3))
              .fma(z, DoubleVector.fromArray(SPECIES, first, i).mul(0.5))
              .fma(z, ONE);
      DoubleVector root =
          MINUS_TWO
              .fma(z.mul(series), ONE)
              .mul(DoubleVector.fromArray(SPECIES, expiries, at + i))
              .sqrt();
      DoubleVector.fromArray(SPECIES, v, i).div(root).intoArray(vols, at + i);
      DoubleVector square = z.mul(z);
      DoubleVector length = z.abs();
      // Two coefficients, for one may be small by chance.
      t6.abs()
          .add(t5.abs())
          .mul(square)
          .mul(square)
          .mul(length)
          .mul(SMALL)
          .add(length.mul(SHORT))
          .intoArray(first, i);
    }
  }

  /// Marks in `open` with −1 the lanes that are not done, with 0 the others.
  ///
  /// @param at where the expiries of the block begin
  /// @return 0 where every lane is done
  static long mark(
      double[] h,
      double[] v,
      double[] c,
      long[] bad,
      double[] size,
      double[] expiries,
      int at,
      long[] open,
      int n) {
    LongVector any = LongVector.zero(Lanes.LONGS);
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector width = DoubleVector.fromArray(SPECIES, v, i);
      // The sign bit of each tells that the lane is not done, of the last one because the bracket
      // needs (h/v − v/2)/√2 ≥ −½.
      LongVector years = DoubleVector.fromArray(SPECIES, expiries, at + i).reinterpretAsLongs();
      LongVector share = DoubleVector.fromArray(SPECIES, c, i).reinterpretAsLongs();
      LongVector last = DoubleVector.fromArray(SPECIES, size, i).abs().reinterpretAsLongs();
      DoubleVector room =
          DoubleVector.fromArray(SPECIES, h, i).sub(width.mul(0.5).sub(0.7).mul(width));
      LongVector mark =
          LongVector.fromArray(Lanes.LONGS, bad, i)
              .lanewise(VectorOperators.OR, years.lanewise(VectorOperators.OR, years.sub(1)))
              .lanewise(VectorOperators.OR, years.lanewise(VectorOperators.NOT).add(LONGEST_BITS))
              .lanewise(VectorOperators.OR, share.lanewise(VectorOperators.NOT).add(UP_TO_BITS))
              .lanewise(VectorOperators.OR, last.lanewise(VectorOperators.NOT).add(ONE_BITS))
              .lanewise(VectorOperators.OR, room.reinterpretAsLongs())
              .lanewise(VectorOperators.ASHR, 63);
      mark.intoArray(open, i);
      any = any.lanewise(VectorOperators.OR, mark);
    }
    return any.reduceLanes(VectorOperators.OR);
  }
}
