package io.calibrant.simd;

/// The scratch columns of one block of options and the straight way through it: normalise, guess,
/// one step.
final class Block {
  /// Options a block; the columns that a pass touches lie in the first-level cache.
  static final int SIZE = 256;

  final double[] c = column();
  final double[] h = column();
  final long[] open = new long[SIZE];

  private final double[] v = column();
  private final Solver solver = new Solver();

  static double[] column() {
    return new double[SIZE];
  }

  /// Fills the vols of `n` quotes from `at`, n a multiple of the lanes.
  ///
  /// @return 0 if all are final, else the marks in [#open] tell which are not
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
    Normalization.logs(v, h, n);
    if (warm) {
      Normalization.start(vols, expiries, at, v, n);
    } else {
      solver.seed(h, c, v, n);
    }
    solver.step(h, v, c, n);
    return Step.finish(h, v, c, solver.ratio, solver.size, expiries, vols, at, open, n);
  }
}
