package io.calibrant.simd;

import static io.calibrant.core.model.line.NodePasses.LANES;
import static io.calibrant.simd.Lanes.SPECIES;

import jdk.incubator.vector.DoubleVector;

/// The sums of decays of `core.model.line.NodePasses`, a vector of strikes at a time: the decays of
/// two nodes and the sums stay in registers while the nodes pass by.
final class VectorDecays {
  private VectorDecays() {}

  /// One column.
  static void one(
      double[] coefficients,
      int stride,
      int column,
      double[] decays,
      int[] ends,
      double[] polynomials,
      int powers,
      double[] xs,
      int strikes,
      double[] sums) {
    int from = column * stride;
    int row = column * powers;
    int to = column * strikes;
    for (int i = 0; i < strikes; i += SPECIES.length()) {
      DoubleVector e = DoubleVector.fromArray(SPECIES, decays, i);
      DoubleVector f = DoubleVector.fromArray(SPECIES, decays, strikes + i);
      DoubleVector x = DoubleVector.fromArray(SPECIES, xs, i);
      DoubleVector a = DoubleVector.broadcast(SPECIES, polynomials[row + powers - 1]);
      for (int r = row + powers - 2; r >= row; r--) {
        a = a.fma(x, DoubleVector.broadcast(SPECIES, polynomials[r]));
      }
      int end = from + ends[i / LANES];
      for (int j = from; j < end; j += 2) {
        a = e.add(1).fma(DoubleVector.broadcast(SPECIES, coefficients[j]), a);
        a = f.add(1).fma(DoubleVector.broadcast(SPECIES, coefficients[j + 1]), a);
        e = e.mul(e.add(2));
        f = f.mul(f.add(2));
      }
      a.intoArray(sums, to + i);
    }
  }

  /// Four columns.
  static void four(
      double[] coefficients,
      int stride,
      double[] decays,
      int[] ends,
      double[] polynomials,
      int powers,
      double[] xs,
      int strikes,
      double[] sums) {
    for (int i = 0; i < strikes; i += SPECIES.length()) {
      DoubleVector e = DoubleVector.fromArray(SPECIES, decays, i);
      DoubleVector f = DoubleVector.fromArray(SPECIES, decays, strikes + i);
      DoubleVector x = DoubleVector.fromArray(SPECIES, xs, i);
      DoubleVector a = DoubleVector.broadcast(SPECIES, polynomials[powers - 1]);
      DoubleVector b = DoubleVector.broadcast(SPECIES, polynomials[2 * powers - 1]);
      DoubleVector c = DoubleVector.broadcast(SPECIES, polynomials[3 * powers - 1]);
      DoubleVector d = DoubleVector.broadcast(SPECIES, polynomials[4 * powers - 1]);
      for (int r = powers - 2; r >= 0; r--) {
        a = a.fma(x, DoubleVector.broadcast(SPECIES, polynomials[r]));
        b = b.fma(x, DoubleVector.broadcast(SPECIES, polynomials[powers + r]));
        c = c.fma(x, DoubleVector.broadcast(SPECIES, polynomials[2 * powers + r]));
        d = d.fma(x, DoubleVector.broadcast(SPECIES, polynomials[3 * powers + r]));
      }
      int end = ends[i / LANES];
      for (int j = 0; j < end; j += 2) {
        DoubleVector g = e.add(1);
        DoubleVector h = f.add(1);
        a = g.fma(DoubleVector.broadcast(SPECIES, coefficients[j]), a);
        b = g.fma(DoubleVector.broadcast(SPECIES, coefficients[stride + j]), b);
        c = g.fma(DoubleVector.broadcast(SPECIES, coefficients[2 * stride + j]), c);
        d = g.fma(DoubleVector.broadcast(SPECIES, coefficients[3 * stride + j]), d);
        a = h.fma(DoubleVector.broadcast(SPECIES, coefficients[j + 1]), a);
        b = h.fma(DoubleVector.broadcast(SPECIES, coefficients[stride + j + 1]), b);
        c = h.fma(DoubleVector.broadcast(SPECIES, coefficients[2 * stride + j + 1]), c);
        d = h.fma(DoubleVector.broadcast(SPECIES, coefficients[3 * stride + j + 1]), d);
        e = e.mul(e.add(2));
        f = f.mul(f.add(2));
      }
      a.intoArray(sums, i);
      b.intoArray(sums, strikes + i);
      c.intoArray(sums, 2 * strikes + i);
      d.intoArray(sums, 3 * strikes + i);
    }
  }
}
