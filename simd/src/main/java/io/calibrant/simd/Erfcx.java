package io.calibrant.simd;

import static io.calibrant.simd.Lanes.SPECIES;

import jdk.incubator.vector.DoubleVector;

/// erfcx of a column, y ≥ −½ up to ∞.
///
/// (y + 4)·erfcx(y) as a polynomial in t = 1 − 7/(y + 4): our own Chebyshev interpolant of degree
/// 24, fitted in 60-digit arithmetic, relative error 1.04e-16, to which evaluation adds a few
/// roundings. One division serves t and the result. Even and odd powers run side by side.
final class Erfcx {
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

  private Erfcx() {}

  /// out[i] = erfcx(y[i]) for i < n; n is a multiple of the lanes.
  static void of(double[] y, double[] out, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector r = ONE.div(DoubleVector.fromArray(SPECIES, y, i).add(4));
      DoubleVector t = MINUS_SEVEN.fma(r, ONE);
      DoubleVector z = t.mul(t);
      DoubleVector even = C24.fma(z, C22).fma(z, C20).fma(z, C18).fma(z, C16).fma(z, C14);
      DoubleVector odd = C23.fma(z, C21).fma(z, C19).fma(z, C17).fma(z, C15).fma(z, C13);
      even = even.fma(z, C12).fma(z, C10).fma(z, C8).fma(z, C6).fma(z, C4).fma(z, C2).fma(z, C0);
      odd = odd.fma(z, C11).fma(z, C9).fma(z, C7).fma(z, C5).fma(z, C3).fma(z, C1);
      odd.fma(t, even).mul(r).intoArray(out, i);
    }
  }
}
