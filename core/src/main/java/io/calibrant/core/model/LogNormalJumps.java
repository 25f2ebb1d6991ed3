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
    int up = j.expm1(exponent(j, first, j.p()));
    int mean = j.expm1(exponent(j, first, j.constant(1, 0)));
    int jumps = j.minus(up, j.times(j.p(), mean));
    return j.times(j.times(j.parameter(first), j.expiry()), jumps);
  }

  /// pμ + p²δ²/2.
  static int exponent(Jets j, int first, int p) {
    int pd = j.times(p, j.parameter(first + 2));
    return j.combine(j.times(p, j.parameter(first + 1)), 1, j.times(pd, pd), 0.5);
  }
}
