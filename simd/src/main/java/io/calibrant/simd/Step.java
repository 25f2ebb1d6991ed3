package io.calibrant.simd;

import static io.calibrant.simd.Lanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// One Householder step on ln c for a column, in passes over small arrays; formulas of
/// `core.black.NormalizedVol` and `core.black.NormalizedBlack`.
final class Step {
  private static final double SQRT_HALF = 0.7071067811865476;
  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;
  private static final double SQRT_TWO_OVER_PI = 0.7978845608028654;

  /// A step below this leaves an error below an ulp: the order is four.
  static final double LAST = 7e-5;

  private Step() {}

  /// x = h/v and y = x/√2.
  static void points(double[] h, double[] v, double[] x, double[] y, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector a =
          DoubleVector.fromArray(SPECIES, h, i).div(DoubleVector.fromArray(SPECIES, v, i));
      a.intoArray(x, i);
      a.mul(SQRT_HALF).intoArray(y, i);
    }
  }

  /// low = (x − v/2)/√2 and high = (x + v/2)/√2.
  static void pair(double[] x, double[] v, double[] low, double[] high, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector a = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector b = DoubleVector.fromArray(SPECIES, v, i).mul(0.5);
      // Below −½ the polynomial does not hold; no price ≤ ½ has such a v.
      a.sub(b).mul(SQRT_HALF).max(-0.5).intoArray(low, i);
      a.add(b).mul(SQRT_HALF).intoArray(high, i);
    }
  }

  /// The bracket E = low − high, and the argument E/(2c) of the logarithm.
  static void difference(
      double[] low, double[] high, double[] c, double[] bracket, double[] argument, int n) {
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector e =
          DoubleVector.fromArray(SPECIES, low, i).sub(DoubleVector.fromArray(SPECIES, high, i));
      e.intoArray(bracket, i);
      e.mul(0.5).div(DoubleVector.fromArray(SPECIES, c, i)).intoArray(argument, i);
    }
  }

  /// The same for small v, by `terms` further odd terms of the Taylor series of erfcx about y;
  /// `erfcx` holds erfcx(y), y < 20.
  static void series(
      double[] y,
      double[] v,
      double[] erfcx,
      double[] c,
      int terms,
      double[] bracket,
      double[] argument,
      int n) {
    DoubleVector slope = Lanes.constant(-TWO_OVER_SQRT_PI);
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector at = DoubleVector.fromArray(SPECIES, y, i);
      DoubleVector s = DoubleVector.fromArray(SPECIES, v, i).mul(0.5 * SQRT_HALF);
      DoubleVector even = DoubleVector.fromArray(SPECIES, erfcx, i);
      DoubleVector odd = at.add(at).fma(even, slope).mul(s);
      DoubleVector total = odd;
      DoubleVector ys = at.add(at).mul(s);
      DoubleVector ss = s.add(s).mul(s);
      for (int j = 0; j < terms; j++) {
        even = ys.fma(odd, ss.mul(even)).mul(1.0 / (2 * j + 2));
        odd = ys.fma(even, ss.mul(odd)).mul(1.0 / (2 * j + 3));
        total = total.add(odd);
      }
      total.mul(-2).intoArray(bracket, i);
      total.neg().div(DoubleVector.fromArray(SPECIES, c, i)).intoArray(argument, i);
    }
  }

  /// Moves v where the step before was not below [#LAST]; `size` holds and receives |step|.
  ///
  /// @return the largest new |step|, NaN counting as large
  static boolean move(
      double[] x, double[] bracket, double[] logs, double[] v, double[] size, int n) {
    DoubleVector one = Lanes.constant(1);
    VectorMask<Double> open = SPECIES.maskAll(false);
    for (int i = 0; i < n; i += SPECIES.length()) {
      DoubleVector a = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector w = DoubleVector.fromArray(SPECIES, v, i);
      DoubleVector before = DoubleVector.fromArray(SPECIES, size, i);
      DoubleVector d = a.sub(w.mul(0.5));
      DoubleVector f = d.mul(-0.5).fma(d, DoubleVector.fromArray(SPECIES, logs, i));
      DoubleVector nu =
          f.mul(DoubleVector.fromArray(SPECIES, bracket, i)).div(w.mul(-SQRT_TWO_OVER_PI));
      DoubleVector quarter = w.mul(w).mul(0.25);
      DoubleVector a2 = a.mul(a);
      DoubleVector p = a2.sub(quarter);
      DoubleVector b = p.fma(p, a2.mul(-3)).sub(quarter);
      // ν q = −f, so the terms of Householder's step need no division by the bracket.
      DoubleVector np = nu.mul(p);
      DoubleVector second = np.add(f);
      DoubleVector third = nu.mul(nu).fma(b, np.mul(f).mul(3)).add(f.mul(f).mul(2));
      DoubleVector below = third.mul(1.0 / 6).add(second).add(one);
      DoubleVector step = second.mul(0.5).add(one).mul(nu).div(below);
      VectorMask<Double> done = before.compare(VectorOperators.LT, LAST);
      w.fma(step, w).blend(w, done).intoArray(v, i);
      DoubleVector length = step.abs().blend(before, done);
      length.intoArray(size, i);
      open = open.or(length.compare(VectorOperators.LT, LAST).not());
    }
    return open.anyTrue();
  }
}
