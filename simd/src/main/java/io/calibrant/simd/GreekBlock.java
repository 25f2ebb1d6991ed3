package io.calibrant.simd;

/// The scratch columns of one block of Greeks and the chain of passes on them.
final class GreekBlock {
  /// Columns of 2 KiB side by side would lie on two places of each 4 KiB page; the processor takes
  /// a load for one that waits for a store where the last 12 bits of their addresses agree.
  private static final int APART = 24;

  /// −1 where the last call did not cover the row, else 0.
  final long[] open = new long[Block.SIZE];

  private final double[] h = column();
  private final double[] v = column();
  private final double[] d = column();
  private final double[] side = column();
  private final double[] root = column();
  private final double[] ta = column();
  private final double[] tb = column();
  private final double[] p = column();
  private final double[] far = column();
  private final double[] e = column();

  private static double[] column() {
    return new double[Block.SIZE + APART];
  }

  /// Fills `out` (values, deltas, gammas, vegas, thetas) from `in` (signs, forwards, strikes,
  /// expiries, vols) for `n` rows from `at`, n a multiple of the lanes.
  ///
  /// @return 0 if all rows are covered, else [#open] tells which are not
  long evaluate(double[][] in, double[][] out, int at, int n) {
    double[] forwards = in[1];
    double[] strikes = in[2];
    double[] vols = in[4];
    GreekPasses.normalise(forwards, strikes, in[3], vols, at, h, d, v, root, n);
    Normalization.logs(h, d, n);
    GreekPasses.points(h, v, d, side, ta, tb, n);
    long any = GreekPasses.uncovered(forwards, strikes, at, v, d, open, n);
    Bracket.upper(ta, tb, p, e, n);
    Bracket.lower(ta, tb, p, e, n);
    GreekPasses.tails(v, side, ta, tb, p, e, h, far, n);
    GreekPasses.densities(d, n);
    GreekPasses.values(in[0], forwards, strikes, at, d, e, side, h, far, out[0], out[1], n);
    GreekPasses.slopes(forwards, vols, at, d, v, root, out[2], out[3], out[4], n);
    return any;
  }
}
