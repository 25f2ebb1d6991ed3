package io.calibrant.simd;

import jdk.incubator.vector.DoubleVector;

/// The constants of ln x = k ln 2 + 2 artanh s, s = f/(2 + f), x = 2ᵏ(1 + f), 1 + f in [√½, √2):
/// the arithmetic of `core.math.Elementary`. The passes write it out, because a method of our own
/// that takes vectors may not be inlined and then allocates.
final class Log {
  /// The bits of √½ and of 1.5·2⁵².
  static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;

  static final long ROUND_BITS = 0x4338000000000000L;
  static final double ROUND = 0x1.8p52;

  static final DoubleVector A0 = Lanes.constant(0.6666666666666666);
  static final DoubleVector A1 = Lanes.constant(0.4000000000000088);
  static final DoubleVector A2 = Lanes.constant(0.2857142857080323);
  static final DoubleVector A3 = Lanes.constant(0.2222222239180047);
  static final DoubleVector A4 = Lanes.constant(0.18181795630884753);
  static final DoubleVector A5 = Lanes.constant(0.15386240205813478);
  static final DoubleVector A6 = Lanes.constant(0.13268759668560612);
  static final DoubleVector A7 = Lanes.constant(0.13086767009948175);
  static final DoubleVector LN_2_SHORT = Lanes.constant(0x1.62e42fee00000p-1);
  static final DoubleVector LN_2_REST = Lanes.constant(1.9082149292705877e-10);

  private Log() {}
}
