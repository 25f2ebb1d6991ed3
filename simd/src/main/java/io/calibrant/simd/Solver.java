package io.calibrant.simd;

/// The scratch columns of one block and the chains of passes on them: guesses and steps.
final class Solver {
  private final double[] a = Block.column();
  private final double[] b = Block.column();
  private final double[] d = Block.column();
  private final double[] e = Block.column();
  private final double[] f = Block.column();
  private final double[] g = Block.column();

  /// After a step: its length to first order, of τ.
  final double[] nu = d;

  /// After a step: < 1 where it was the last one needed.
  final double[] size = e;

  /// First guesses.
  void seed(double[] h, double[] c, double[] v, int n) {
    Seed.ratios(h, c, a, b, n);
    Seed.near(h, b, d, e, n);
    WideSeed.logs(a, b, n);
    Seed.of(h, a, b, d, e, v, n);
  }

  /// One step for c ≤ ½, and the vols it leads to.
  void step(double[] h, double[] v, double[] c, double[] expiries, double[] vols, int at, int n) {
    Bracket.points(h, v, g, a, b, n);
    Bracket.upper(a, b, e, f, n);
    Bracket.lower(a, b, e, f, n);
    Bracket.low(v, c, a, b, e, f, n);
    move(v, n);
    Step.vols(d, e, f, a, b, g, v, expiries, vols, at, n);
  }

  /// One step for c where side is 1, for 1 − c where it is −1; `next` is v after it, where the
  /// series converges.
  ///
  /// @param ones for expiries
  void step(
      double[] h, double[] v, double[] target, double[] side, double[] ones, double[] next, int n) {
    Step.places(h, v, g, n);
    Bracket.sidePoints(g, v, side, a, b, n);
    Bracket.upper(a, b, e, f, n);
    Bracket.lower(a, b, e, f, n);
    Bracket.both(v, side, a, b, e, f, n);
    Step.quotients(v, f, target, a, b, n);
    move(v, n);
    Step.vols(d, e, f, a, b, g, v, ones, next, 0, n);
  }

  private void move(double[] v, int n) {
    Step.newton(v, f, a, g, d, n);
    Step.coefficients(v, b, g, e, f, a, n);
    Step.more(v, b, g, e, f, a, n);
  }
}
