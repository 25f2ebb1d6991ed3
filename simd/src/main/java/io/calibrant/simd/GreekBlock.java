package io.calibrant.simd;

/// The scratch columns of one block of Greeks and the chain of passes on them.
final class GreekBlock {
  /// −1 where the last call did not cover the row, else 0.
  final long[] open = new long[Block.SIZE];

  private final double[] h = Block.column();
  private final double[] v = Block.column();
  private final double[] d = Block.column();
  private final double[] side = Block.column();
  private final double[] root = Block.column();
  private final double[] ta = Block.column();
  private final double[] tb = Block.column();
  private final double[] p = Block.column();
  private final double[] far = Block.column();
  private final double[] e = Block.column();

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
    GreekPasses.points(h, v, d, side, n);
    long any = GreekPasses.uncovered(forwards, strikes, at, v, d, open, n);
    Bracket.sidePoints(h, v, side, ta, tb, n);
    Bracket.upper(ta, tb, p, e, n);
    Bracket.lower(ta, tb, p, e, n);
    // The tails need dd, whose place the bracket takes; h/v is not needed any more.
    GreekPasses.tails(ta, tb, p, e, h, far, n);
    Bracket.both(v, side, ta, tb, p, e, n);
    GreekPasses.densities(d, n);
    GreekPasses.values(in[0], forwards, strikes, at, d, e, side, h, far, out[0], out[1], n);
    GreekPasses.slopes(forwards, strikes, vols, at, d, v, root, out[2], out[3], out[4], n);
    return any;
  }
}
