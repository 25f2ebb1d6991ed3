package io.calibrant.core.black;

/// First guesses of v for one option, as the batch passes make them.
///
/// For h < 1 and c ≤ ½ the Bachelier model's standard deviation by two rational fits, turned into
/// the lognormal one ([VolSeed]): relative error 1e-6 for small v, 1e-3 at worst. Beyond, with D =
/// √(d² + 2h) and Mills' ratio M, c = N(−d)·(1 − M(D)/M(d)) and v = D − d, or, for 1 − c = q, q =
/// N(−d)·(1 + M(D)/M(d)) and v = D + d: two rounds of solving for d in N alone. M by A. V. Boyd's
/// bound π/((π − 1)x + √(x² + 2π)), within 1 %; the tail point by M. Abramowitz and I. A. Stegun,
/// *Handbook of Mathematical Functions*, 26.2.23.
final class PassSeed {
  private static final double SQRT_TWO_PI = 2.5066282746310002;
  private static final double LN_2 = 0.6931471805599453;

  /// c/(eʰ − 1) where the fits meet.
  private static final double SPLIT = 0.03;

  private PassSeed() {}

  /// For h < 1 and c ≤ ½; anything elsewhere.
  static double near(double h, double c) {
    // (eʰ − 1)/h; h = 0 needs no case of its own.
    double g = Math.fma(Math.fma(1.0 / 362880, h, 1.0 / 40320), h, 1.0 / 5040);
    g = Math.fma(Math.fma(g, h, 1.0 / 720), h, 1.0 / 120);
    g = Math.fma(Math.fma(g, h, 1.0 / 24), h, 1.0 / 6);
    g = Math.fma(Math.fma(g, h, 0.5), h, 1);
    double size = h + 1e-300;
    double ratio = c / (size * g);
    double first = ratio - SPLIT >= 0 ? central(h, ratio * size) : wing(h, ratio);
    double square = first * first;
    double h2 = h * h;
    double b = Math.fma(h2 * (1.0 / 181440) + -1.0 / 2880, h2, 1.0 / 24);
    double correction = (square * (7.0 / 1920) + b) * square;
    return Math.fma(first, correction, first);
  }

  private static double central(double h, double share) {
    double leading = (h * 0.5 + share) * SQRT_TWO_PI;
    double root = h / leading;
    double z = root * root;
    double p = Math.fma(-0.06465673030240804, z, -0.5391881151960234);
    p = Math.fma(Math.fma(p, z, 2.702289788199146), z, -3.043216548736055);
    p = Math.fma(p, z, 0.9999996622145126);
    double q = Math.fma(-1.4310500000457163, z, 4.016145263568454);
    q = Math.fma(Math.fma(q, z, -3.5432495154748027), z, 1);
    return q * leading / p;
  }

  private static double wing(double h, double ratio) {
    double t = Math.sqrt(PassLog.rough(ratio) * -2);
    double p = Math.fma(0.040474693107114615, t, 0.13389916547937147);
    p = Math.fma(Math.fma(p, t, -0.7453208588499316), t, 1.4948536512326929);
    p = Math.fma(p, t, -0.7181525101998664);
    double q = Math.fma(2.799291493370046e-07, t, 0.04042502575814453);
    q = Math.fma(Math.fma(q, t, 0.1385484446707321), t, -0.33298115962508545);
    return Math.fma(q, t, 1) * h / p;
  }

  /// For any h and c (side 1) or 1 − c (side −1).
  static double wide(double h, double target, double side) {
    double log = PassLog.rough(target);
    double logFactor = 0;
    for (int round = 0; round < 2; round++) {
      logFactor = PassLog.rough(factor(h, side, log - logFactor));
    }
    if (!(side < 0) && h - 1 < 0) {
      return near(h, target);
    }
    double d = tailPoint(log - logFactor);
    double twice = h + h;
    double sum = Math.sqrt(d * d + twice) + d;
    return side < 0 ? sum : twice / sum;
  }

  /// 1 ∓ M(D)/M(d) for the d of ln N(−d) = tail.
  private static double factor(double h, double side, double tail) {
    double d = tailPoint(tail);
    double d2 = d * d;
    double twice = h * 2;
    double large = Math.sqrt(d2 + twice);
    double near = Math.sqrt(d2 + 2 * Math.PI) + d * (Math.PI - 1);
    double far = Math.sqrt(d2 + twice + 2 * Math.PI) + large * (Math.PI - 1);
    return 1 - near / far * side;
  }

  private static double tailPoint(double tail) {
    double t = Math.sqrt(Math.min(tail, -LN_2) * -2);
    double p = (t * 0.010328 + 0.802853) * t + 2.515517;
    double q = ((t * 0.001308 + 0.189269) * t + 1.432788) * t + 1;
    return Math.max(t - p / q, 0);
  }
}
