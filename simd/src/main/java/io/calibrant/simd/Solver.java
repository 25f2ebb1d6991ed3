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

  /// After a step: (v before/v after)².
  final double[] ratio = a;

  /// After a step: < 1 where it was the last one needed.
  final double[] size = e;

  /// First guesses.
  void seed(double[] h, double[] c, double[] v, int n) {
    Seed.ratios(h, c, a, b, n);
    Seed.near(h, b, d, e, n);
    WideSeed.logs(a, b, n);
    Seed.of(h, a, b, d, e, v, n);
  }

  /// One step for c ≤ ½.
  void step(double[] h, double[] v, double[] c, int n) {
    Bracket.points(h, v, a, b, n);
    Bracket.upper(a, b, e, f, n);
    Bracket.lower(a, b, e, f, n);
    Bracket.low(v, a, b, e, f, n);
    move(h, v, c, n);
  }

  /// One step for c where side is 1, for 1 − c where it is −1.
  void step(double[] h, double[] v, double[] target, double[] side, int n) {
    Bracket.points(h, v, side, a, b, n);
    Bracket.upper(a, b, e, f, n);
    Bracket.lower(a, b, e, f, n);
    Bracket.both(v, side, a, b, e, f, n);
    move(h, v, target, n);
  }

  private void move(double[] h, double[] v, double[] target, int n) {
    Step.quotients(h, v, f, target, a, b, g, n);
    Step.newton(v, f, a, g, d, n);
    Step.coefficients(v, b, g, e, f, a, n);
    Step.more(v, b, g, e, f, a, n);
    Step.sum(d, e, f, a, b, g, n);
  }
}
