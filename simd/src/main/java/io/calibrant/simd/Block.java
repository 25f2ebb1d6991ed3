package io.calibrant.simd;

/// The scratch columns of one block of options and the straight way through it: normalise, guess,
/// one step.
final class Block {
  /// Options a block; the columns that a pass touches lie in the first-level cache.
  static final int SIZE = 256;

  final double[] c = column();
  final double[] h = column();

  /// < 0 where the quote is one that the vectors do not cover.
  final long[] bad = new long[SIZE];

  /// −1 where the last call left the vol open, else 0.
  final long[] open = new long[SIZE];

  private final double[] v = column();
  private final Solver solver = new Solver();

  static double[] column() {
    return new double[SIZE];
  }

  /// Fills the vols of `n` quotes from `at`, n a multiple of the lanes.
  ///
  /// @return 0 if all are final, else [#open] tells which are not
  long imply(
      double[] signs,
      double[] forwards,
      double[] strikes,
      double[] expiries,
      double[] prices,
      double[] vols,
      boolean warm,
      int at,
      int n) {
    Normalization.of(signs, forwards, strikes, prices, at, c, h, v, n);
    Normalization.check(signs, forwards, strikes, prices, at, c, bad, n);
    Normalization.logs(h, v, n);
    if (warm) {
      Normalization.start(vols, expiries, at, v, n);
    } else {
      solver.seed(h, c, v, n);
    }
    solver.step(h, v, c, n);
    return Step.finish(h, v, c, bad, solver.ratio, solver.size, expiries, vols, at, open, n);
  }
}
