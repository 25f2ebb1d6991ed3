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

  /// pμ + p²δ²/2.
  static int exponent(Jets j, int first, int p) {
    int pd = j.times(p, j.parameter(first + 2));
    return j.combine(j.times(p, j.parameter(first + 1)), 1, j.times(pd, pd), 0.5);
  }
}
