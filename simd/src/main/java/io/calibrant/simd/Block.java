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
    Normalization.logs(h, v, n);
    Normalization.check(signs, forwards, strikes, expiries, prices, vols, at, c, v, bad, n);
    if (!warm) {
      solver.seed(h, c, v, n);
    }
    solver.step(h, v, c, expiries, vols, at, n);
    return Step.mark(h, v, c, bad, solver.size, expiries, at, open, n);
  }
}
