package io.calibrant.simd;

import static io.calibrant.core.model.line.NodePasses.LANES;
import static io.calibrant.simd.Lanes.SPECIES;

import jdk.incubator.vector.DoubleVector;

/// The dense product of `core.model.line.NodePasses` for four, six or nine columns at a time: the
/// sums of one vector of strikes stay in registers while the nodes pass by.
final class VectorProduct {
  private VectorProduct() {}

  /// Columns that start at `from` in `re` and `im`; writes nine columns from `to` on.
  static void nine(
      double[] re,
      double[] im,
      int from,
      int n,
      double[] cosines,
      double[] sines,
      int strikes,
      double[] sums,
      int to) {
    for (int i = 0; i < strikes; i += SPECIES.length()) {
      int block = i / LANES * LANES * n + i % LANES;
      DoubleVector a = DoubleVector.broadcast(SPECIES, 0);
      DoubleVector b = a;
      DoubleVector c = a;
      DoubleVector d = a;
      DoubleVector e = a;
      DoubleVector f = a;
      DoubleVector g = a;
      DoubleVector h = a;
      DoubleVector m = a;
      for (int j = 0; j < n; j++) {
        DoubleVector even = DoubleVector.fromArray(SPECIES, cosines, block + j * LANES);
        DoubleVector odd = DoubleVector.fromArray(SPECIES, sines, block + j * LANES);
        int at = from + j;
        a = even.fma(DoubleVector.broadcast(SPECIES, re[at]), a);
        b = even.fma(DoubleVector.broadcast(SPECIES, re[at + n]), b);
        c = even.fma(DoubleVector.broadcast(SPECIES, re[at + 2 * n]), c);
        d = even.fma(DoubleVector.broadcast(SPECIES, re[at + 3 * n]), d);
        e = even.fma(DoubleVector.broadcast(SPECIES, re[at + 4 * n]), e);
        f = even.fma(DoubleVector.broadcast(SPECIES, re[at + 5 * n]), f);
        g = even.fma(DoubleVector.broadcast(SPECIES, re[at + 6 * n]), g);
        h = even.fma(DoubleVector.broadcast(SPECIES, re[at + 7 * n]), h);
        m = even.fma(DoubleVector.broadcast(SPECIES, re[at + 8 * n]), m);
        a = odd.fma(DoubleVector.broadcast(SPECIES, im[at]), a);
        b = odd.fma(DoubleVector.broadcast(SPECIES, im[at + n]), b);
        c = odd.fma(DoubleVector.broadcast(SPECIES, im[at + 2 * n]), c);
        d = odd.fma(DoubleVector.broadcast(SPECIES, im[at + 3 * n]), d);
        e = odd.fma(DoubleVector.broadcast(SPECIES, im[at + 4 * n]), e);
        f = odd.fma(DoubleVector.broadcast(SPECIES, im[at + 5 * n]), f);
        g = odd.fma(DoubleVector.broadcast(SPECIES, im[at + 6 * n]), g);
        h = odd.fma(DoubleVector.broadcast(SPECIES, im[at + 7 * n]), h);
        m = odd.fma(DoubleVector.broadcast(SPECIES, im[at + 8 * n]), m);
      }
      int at = to + i;
      a.intoArray(sums, at);
      b.intoArray(sums, at + strikes);
      c.intoArray(sums, at + 2 * strikes);
      d.intoArray(sums, at + 3 * strikes);
      e.intoArray(sums, at + 4 * strikes);
      f.intoArray(sums, at + 5 * strikes);
      g.intoArray(sums, at + 6 * strikes);
      h.intoArray(sums, at + 7 * strikes);
      m.intoArray(sums, at + 8 * strikes);
    }
  }

  /// The same for six columns.
  static void six(
      double[] re,
      double[] im,
      int from,
      int n,
      double[] cosines,
      double[] sines,
      int strikes,
      double[] sums,
      int to) {
    // Not even the zeros before a loop are worth while: they are slow until compiled.
    boolean pairs = strikes >= 2 * SPECIES.length();
    int rest = pairs ? threeOfPairs(re, im, from, n, cosines, sines, strikes, sums, to) : 0;
    if (pairs) {
      threeOfPairs(re, im, from + 3 * n, n, cosines, sines, strikes, sums, to + 3 * strikes);
    }
    for (int i = rest; i < strikes; i += SPECIES.length()) {
      int block = i / LANES * LANES * n + i % LANES;
      DoubleVector a = DoubleVector.broadcast(SPECIES, 0);
      DoubleVector b = a;
      DoubleVector c = a;
      DoubleVector d = a;
      DoubleVector e = a;
      DoubleVector f = a;
      for (int j = 0; j < n; j++) {
        DoubleVector even = DoubleVector.fromArray(SPECIES, cosines, block + j * LANES);
        DoubleVector odd = DoubleVector.fromArray(SPECIES, sines, block + j * LANES);
        int at = from + j;
        a = even.fma(DoubleVector.broadcast(SPECIES, re[at]), a);
        b = even.fma(DoubleVector.broadcast(SPECIES, re[at + n]), b);
        c = even.fma(DoubleVector.broadcast(SPECIES, re[at + 2 * n]), c);
        d = even.fma(DoubleVector.broadcast(SPECIES, re[at + 3 * n]), d);
        e = even.fma(DoubleVector.broadcast(SPECIES, re[at + 4 * n]), e);
        f = even.fma(DoubleVector.broadcast(SPECIES, re[at + 5 * n]), f);
        a = odd.fma(DoubleVector.broadcast(SPECIES, im[at]), a);
        b = odd.fma(DoubleVector.broadcast(SPECIES, im[at + n]), b);
        c = odd.fma(DoubleVector.broadcast(SPECIES, im[at + 2 * n]), c);
        d = odd.fma(DoubleVector.broadcast(SPECIES, im[at + 3 * n]), d);
        e = odd.fma(DoubleVector.broadcast(SPECIES, im[at + 4 * n]), e);
        f = odd.fma(DoubleVector.broadcast(SPECIES, im[at + 5 * n]), f);
      }
      int at = to + i;
      a.intoArray(sums, at);
      b.intoArray(sums, at + strikes);
      c.intoArray(sums, at + 2 * strikes);
      d.intoArray(sums, at + 3 * strikes);
      e.intoArray(sums, at + 4 * strikes);
      f.intoArray(sums, at + 5 * strikes);
    }
  }

  /// The same for three columns and two vectors of strikes at a time, so that each coefficient is
  /// loaded once for both.
  ///
  /// @return the number of strikes done
  private static int threeOfPairs(
      double[] re,
      double[] im,
      int from,
      int n,
      double[] cosines,
      double[] sines,
      int strikes,
      double[] sums,
      int to) {
    int i = 0;
    for (; i + 2 * SPECIES.length() <= strikes; i += 2 * SPECIES.length()) {
      int next = i + SPECIES.length();
      int block = i / LANES * LANES * n + i % LANES;
      int other = next / LANES * LANES * n + next % LANES;
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, 0);
      DoubleVector b0 = a0;
      DoubleVector c0 = a0;
      DoubleVector a1 = a0;
      DoubleVector b1 = a0;
      DoubleVector c1 = a0;
      for (int j = 0; j < n; j++) {
        DoubleVector even0 = DoubleVector.fromArray(SPECIES, cosines, block + j * LANES);
        DoubleVector even1 = DoubleVector.fromArray(SPECIES, cosines, other + j * LANES);
        DoubleVector odd0 = DoubleVector.fromArray(SPECIES, sines, block + j * LANES);
        DoubleVector odd1 = DoubleVector.fromArray(SPECIES, sines, other + j * LANES);
        int at = from + j;
        DoubleVector x = DoubleVector.broadcast(SPECIES, re[at]);
        a0 = even0.fma(x, a0);
        a1 = even1.fma(x, a1);
        x = DoubleVector.broadcast(SPECIES, re[at + n]);
        b0 = even0.fma(x, b0);
        b1 = even1.fma(x, b1);
        x = DoubleVector.broadcast(SPECIES, re[at + 2 * n]);
        c0 = even0.fma(x, c0);
        c1 = even1.fma(x, c1);
        x = DoubleVector.broadcast(SPECIES, im[at]);
        a0 = odd0.fma(x, a0);
        a1 = odd1.fma(x, a1);
        x = DoubleVector.broadcast(SPECIES, im[at + n]);
        b0 = odd0.fma(x, b0);
        b1 = odd1.fma(x, b1);
        x = DoubleVector.broadcast(SPECIES, im[at + 2 * n]);
        c0 = odd0.fma(x, c0);
        c1 = odd1.fma(x, c1);
      }
      a0.intoArray(sums, to + i);
      b0.intoArray(sums, to + i + strikes);
      c0.intoArray(sums, to + i + 2 * strikes);
      a1.intoArray(sums, to + next);
      b1.intoArray(sums, to + next + strikes);
      c1.intoArray(sums, to + next + 2 * strikes);
    }
    return i;
  }

  /// The same for four columns.
  static void four(
      double[] re,
      double[] im,
      int from,
      int n,
      double[] cosines,
      double[] sines,
      int strikes,
      double[] sums,
      int to) {
    for (int i = 0; i < strikes; i += SPECIES.length()) {
      int block = i / LANES * LANES * n + i % LANES;
      DoubleVector a = DoubleVector.broadcast(SPECIES, 0);
      DoubleVector b = a;
      DoubleVector c = a;
      DoubleVector d = a;
      for (int j = 0; j < n; j++) {
        DoubleVector even = DoubleVector.fromArray(SPECIES, cosines, block + j * LANES);
        DoubleVector odd = DoubleVector.fromArray(SPECIES, sines, block + j * LANES);
        int at = from + j;
        a = even.fma(DoubleVector.broadcast(SPECIES, re[at]), a);
        b = even.fma(DoubleVector.broadcast(SPECIES, re[at + n]), b);
        c = even.fma(DoubleVector.broadcast(SPECIES, re[at + 2 * n]), c);
        d = even.fma(DoubleVector.broadcast(SPECIES, re[at + 3 * n]), d);
        a = odd.fma(DoubleVector.broadcast(SPECIES, im[at]), a);
        b = odd.fma(DoubleVector.broadcast(SPECIES, im[at + n]), b);
        c = odd.fma(DoubleVector.broadcast(SPECIES, im[at + 2 * n]), c);
        d = odd.fma(DoubleVector.broadcast(SPECIES, im[at + 3 * n]), d);
      }
      int at = to + i;
      a.intoArray(sums, at);
      b.intoArray(sums, at + strikes);
      c.intoArray(sums, at + 2 * strikes);
      d.intoArray(sums, at + 3 * strikes);
    }
  }
}
