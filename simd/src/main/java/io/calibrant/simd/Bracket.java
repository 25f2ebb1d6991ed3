package io.calibrant.simd;

import static io.calibrant.simd.Lanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/// The bracket E of the out-of-the-money value c = ½ exp(−d²/2)·E, a column at once and without
/// cancellation for any v:
///
/// ```
/// E = Y(a) − Y(b),  a, b = (h/v ∓ v/2)/√2,  Y = erfcx
/// Y(y) = r·P(t),  r = 1/(y + 4),  t = 1 − 7r,  y ≥ −½
/// E = (v/√2)·r_a·r_b·[P(t_b) − 7 r_a·D],   D = (P(t_a) − P(t_b))/(t_a − t_b)
/// ```
///
/// P is our own Chebyshev interpolant of degree 24, fitted in 60-digit arithmetic, relative error
/// 1.04e-16. Its divided difference D runs beside P in Horner's scheme, so the difference costs
/// what two values cost, and no value of v needs a series of its own.
final class Bracket {
  private static final double SQRT_HALF = 0.7071067811865476;

  private static final DoubleVector C0 = Lanes.constant(1.2530080582697296);
  private static final DoubleVector C1 = Lanes.constant(-1.411232682081739);
  private static final DoubleVector C2 = Lanes.constant(1.3728658854026563);
  private static final DoubleVector C3 = Lanes.constant(-1.1498101143898523);
  private static final DoubleVector C4 = Lanes.constant(0.8212427967258473);
  private static final DoubleVector C5 = Lanes.constant(-0.490900734274201);
  private static final DoubleVector C6 = Lanes.constant(0.23678573610296622);
  private static final DoubleVector C7 = Lanes.constant(-0.084997821670074);
  private static final DoubleVector C8 = Lanes.constant(0.01737768920176843);
  private static final DoubleVector C9 = Lanes.constant(0.0018752470845897883);
  private static final DoubleVector C10 = Lanes.constant(-0.0027384658212162632);
  private static final DoubleVector C11 = Lanes.constant(0.0006475282245572462);
  private static final DoubleVector C12 = Lanes.constant(0.00018681199285543578);
  private static final DoubleVector C13 = Lanes.constant(-0.00013589725905920497);
  private static final DoubleVector C14 = Lanes.constant(-8.358510296852204e-07);
  private static final DoubleVector C15 = Lanes.constant(2.1235416461185093e-05);
  private static final DoubleVector C16 = Lanes.constant(-2.583538908942162e-06);
  private static final DoubleVector C17 = Lanes.constant(-3.279895872294587e-06);
  private static final DoubleVector C18 = Lanes.constant(6.63306770301065e-07);
  private static final DoubleVector C19 = Lanes.constant(5.23275901704364e-07);
  private static final DoubleVector C20 = Lanes.constant(-1.243027779548193e-07);
  private static final DoubleVector C21 = Lanes.constant(-7.535372026435151e-08);
  private static final DoubleVector C22 = Lanes.constant(1.7819326700344907e-08);
  private static final DoubleVector C23 = Lanes.constant(6.6274113030175036e-09);
  private static final DoubleVector C24 = Lanes.constant(-1.4646344855210257e-09);
  private static final DoubleVector ONE = Lanes.constant(1);
  private static final DoubleVector MINUS_SEVEN = Lanes.constant(-7);
  private static final double SEVENTH = 1.0 / 7;

  private Bracket() {}

  /// x = h/v and the arguments t of the pair a and b.
  static void points(double[] h, double[] v, double[] x, double[] ta, double[] tb, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector width = DoubleVector.fromArray(SPECIES, v, i);
      DoubleVector point = DoubleVector.fromArray(SPECIES, h, i).div(width);
      point.intoArray(x, i);
      DoubleVector middle = point.mul(SQRT_HALF);
      DoubleVector half = width.mul(0.5 * SQRT_HALF);
      DoubleVector la = middle.sub(half).add(4);
      DoubleVector lb = middle.add(half).add(4);
      DoubleVector r = ONE.div(la.mul(lb));
      MINUS_SEVEN.fma(r.mul(lb), ONE).intoArray(ta, i);
      MINUS_SEVEN.fma(r.mul(la), ONE).intoArray(tb, i);
    }
  }

  /// The arguments with `side`·a for a, at least −½.
  ///
  /// @param x h/v
  static void sidePoints(double[] x, double[] v, double[] side, double[] ta, double[] tb, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector width = DoubleVector.fromArray(SPECIES, v, i);
      DoubleVector middle = DoubleVector.fromArray(SPECIES, x, i).mul(SQRT_HALF);
      DoubleVector half = width.mul(0.5 * SQRT_HALF);
      DoubleVector a = middle.sub(half).mul(DoubleVector.fromArray(SPECIES, side, i));
      DoubleVector la = a.max(-0.5).add(4);
      DoubleVector lb = middle.add(half).add(4);
      DoubleVector r = ONE.div(la.mul(lb));
      MINUS_SEVEN.fma(r.mul(lb), ONE).intoArray(ta, i);
      MINUS_SEVEN.fma(r.mul(la), ONE).intoArray(tb, i);
    }
  }

  /// The upper half of Horner's scheme: p and its divided difference dd.
  static void upper(double[] ta, double[] tb, double[] p, double[] dd, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector t = DoubleVector.fromArray(SPECIES, ta, i);
      DoubleVector u = DoubleVector.fromArray(SPECIES, tb, i);
      DoubleVector d = C24;
      DoubleVector q = C24.fma(u, C23);
      d = d.fma(t, q);
      q = q.fma(u, C22);
      d = d.fma(t, q);
      q = q.fma(u, C21);
      d = d.fma(t, q);
      q = q.fma(u, C20);
      d = d.fma(t, q);
      q = q.fma(u, C19);
      d = d.fma(t, q);
      q = q.fma(u, C18);
      d = d.fma(t, q);
      q = q.fma(u, C17);
      d = d.fma(t, q);
      q = q.fma(u, C16);
      d = d.fma(t, q);
      q = q.fma(u, C15);
      d = d.fma(t, q);
      q = q.fma(u, C14);
      d = d.fma(t, q);
      q = q.fma(u, C13);
      d = d.fma(t, q);
      q = q.fma(u, C12);
      q.intoArray(p, i);
      d.intoArray(dd, i);
    }
  }

  /// The lower half: p and dd become P(t_b) and D.
  static void lower(double[] ta, double[] tb, double[] p, double[] dd, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector t = DoubleVector.fromArray(SPECIES, ta, i);
      DoubleVector u = DoubleVector.fromArray(SPECIES, tb, i);
      DoubleVector d = DoubleVector.fromArray(SPECIES, dd, i);
      DoubleVector q = DoubleVector.fromArray(SPECIES, p, i);
      d = d.fma(t, q);
      q = q.fma(u, C11);
      d = d.fma(t, q);
      q = q.fma(u, C10);
      d = d.fma(t, q);
      q = q.fma(u, C9);
      d = d.fma(t, q);
      q = q.fma(u, C8);
      d = d.fma(t, q);
      q = q.fma(u, C7);
      d = d.fma(t, q);
      q = q.fma(u, C6);
      d = d.fma(t, q);
      q = q.fma(u, C5);
      d = d.fma(t, q);
      q = q.fma(u, C4);
      d = d.fma(t, q);
      q = q.fma(u, C3);
      d = d.fma(t, q);
      q = q.fma(u, C2);
      d = d.fma(t, q);
      q = q.fma(u, C1);
      d = d.fma(t, q);
      q = q.fma(u, C0);
      q.intoArray(p, i);
      d.intoArray(dd, i);
    }
  }

  /// e[i] = E, in the place of dd, and the quotients that [Step#quotients] makes of it, in the
  /// places of the arguments.
  static void low(
      double[] v, double[] target, double[] ta, double[] tb, double[] p, double[] e, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector ra = ONE.sub(DoubleVector.fromArray(SPECIES, ta, i)).mul(SEVENTH);
      DoubleVector rb = ONE.sub(DoubleVector.fromArray(SPECIES, tb, i)).mul(SEVENTH);
      DoubleVector width = DoubleVector.fromArray(SPECIES, v, i);
      DoubleVector d = DoubleVector.fromArray(SPECIES, e, i).mul(ra);
      DoubleVector bracket =
          d.fma(MINUS_SEVEN, DoubleVector.fromArray(SPECIES, p, i))
              .mul(ra)
              .mul(rb)
              .mul(width.mul(SQRT_HALF));
      bracket.intoArray(e, i);
      DoubleVector t = DoubleVector.fromArray(SPECIES, target, i);
      DoubleVector r = ONE.div(bracket.mul(t));
      bracket.abs().mul(bracket).mul(r).mul(0.5).intoArray(ta, i);
      r.mul(t).mul(width).mul(Step.SQRT_TWO_OVER_PI).intoArray(tb, i);
    }
  }

  /// e[i] = E where side[i] = 1 and −E⁺ = −(Y(−a) + Y(b)), of 1 − c = ½ exp(−d²/2)·E⁺, where it is
  /// −1; in the place of dd.
  static void both(
      double[] v, double[] side, double[] ta, double[] tb, double[] p, double[] e, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector t = DoubleVector.fromArray(SPECIES, ta, i);
      DoubleVector u = DoubleVector.fromArray(SPECIES, tb, i);
      DoubleVector ra = ONE.sub(t).mul(SEVENTH);
      DoubleVector rb = ONE.sub(u).mul(SEVENTH);
      DoubleVector width = DoubleVector.fromArray(SPECIES, v, i).mul(SQRT_HALF);
      DoubleVector q = DoubleVector.fromArray(SPECIES, p, i);
      DoubleVector d = DoubleVector.fromArray(SPECIES, e, i);
      DoubleVector low = d.mul(ra).fma(MINUS_SEVEN, q).mul(ra).mul(rb).mul(width);
      DoubleVector high = d.fma(t.sub(u), q).mul(ra).add(q.mul(rb)).neg();
      LongVector base = low.reinterpretAsLongs();
      LongVector upper =
          DoubleVector.fromArray(SPECIES, side, i)
              .reinterpretAsLongs()
              .lanewise(VectorOperators.ASHR, 63);
      high.reinterpretAsLongs()
          .lanewise(VectorOperators.XOR, base)
          .lanewise(VectorOperators.AND, upper)
          .lanewise(VectorOperators.XOR, base)
          .reinterpretAsDoubles()
          .intoArray(e, i);
    }
  }
}
