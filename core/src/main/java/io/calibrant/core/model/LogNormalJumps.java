package io.calibrant.core.model;

import java.util.List;

/// Poisson jumps of ln S with normal sizes, compensated: λT(e^(pμ + p²δ²/2) − 1 − p(e^(μ + δ²/2) −
/// 1)).
final class LogNormalJumps {
  static final double MAX_INTENSITY = 1000;
  static final double MAX_JUMP = 5;

  static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.closed("lambda", 0, MAX_INTENSITY),
          Parameter.closed("muJ", -MAX_JUMP, MAX_JUMP),
          Parameter.closed("sigmaJ", 0, MAX_JUMP));

  private LogNormalJumps() {}

  /// The term whose λ, μ and δ start at parameter `first`.
  static int term(Jets j, int first) {
    return j.times(j.times(j.parameter(first), j.expiry()), growth(j, first, j.p()));
  }

  /// The same per year.
  static int rate(Jets j, int first, int p) {
    return j.times(j.parameter(first), growth(j, first, p));
  }

  private static int growth(Jets j, int first, int p) {
    int up = j.expm1(exponent(j, first, p));
    int mean = j.expm1(exponent(j, first, j.constant(1, 0)));
    return j.minus(up, j.times(p, mean));
  }

  /// Where |exp(λT e^(pμ + p²δ²/2))| next comes back: at p = a + iu it is exp(λT r cos(u(μ + aδ²)))
  /// with r = e^(aμ + (a² − u²)δ²/2), so at whole turns of the cosine, by e^(2λTr) at most.
  static double revival(double[] x, int first, double years, double a, double u) {
    double mean = x[first + 1];
    double square = x[first + 2] * x[first + 2];
    double turn = 2 * Math.PI / Math.abs(mean + a * square);
    double next = turn * (Math.floor(u / turn) + 1);
    next += next > u ? 0 : turn;
    double size = StrictMath.exp(a * mean + 0.5 * (a * a - next * next) * square);
    return 2 * x[first] * years * size > 1 ? next : Double.POSITIVE_INFINITY;
  }

  /// pμ + p²δ²/2.
  static int exponent(Jets j, int first, int p) {
    int pd = j.times(p, j.parameter(first + 2));
    return j.combine(j.times(p, j.parameter(first + 1)), 1, j.times(pd, pd), 0.5);
  }
}
