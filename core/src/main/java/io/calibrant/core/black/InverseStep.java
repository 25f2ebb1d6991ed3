package io.calibrant.core.black;

/// One step of order seven towards the v whose out-of-the-money value is the target: the inverse
/// function's Taylor series, for one option.
///
/// The unknown is τ with v = v₀(1 − 2τ)^(−½), in which ln c is linear far from the money and its
/// inverse an entire function at the money. With x = h/v₀, w = v₀²:
///
/// ```
/// L(τ) = (ln c_τ)′ = x² − ¼w/(1 − 2τ)² + 3/(1 − 2τ),   Q = d ln c/dτ = √(2/π)·v₀/E at τ = 0
/// F = ln(target/c),   ν = F/Q,   P = dτ/dν:   P(0) = 1,   P′ = Q·P − L(τ)·P²
/// ```
///
/// so the coefficients of P(ν) follow by recurrence from those of L. For 1 − c instead of c, E is
/// −E⁺ and nothing else changes. From a guess within 2 % of v one step leaves less than 1e-14.
final class InverseStep {
  private static final double SQRT_TWO_OVER_PI = 0.7978845608028654;
  private static final double SQRT_HALF_PI = 1.2533141373155001;
  private static final double THIRD = 1.0 / 3;
  private static final double SIXTH = 1.0 / 6;

  /// Of ν and of the last term, for a step to be the last one.
  private static final double SHORT = 1 / 0.025;

  private static final double SMALL = 1e12;

  private final ErfcxPair pair = new ErfcxPair();

  /// ν, the length of the step to first order, of τ.
  double nu;

  /// (v before/v after)².
  double ratio;

  /// < 1 where the step was the last one needed.
  double size;

  /// One step for c ≤ ½, a ≥ −½.
  void take(double h, double v, double c) {
    pair.at(h, v);
    move(h, v, pair.low(v), c);
  }

  /// One step for c where side is 1, for 1 − c where it is −1.
  void take(double h, double v, double target, double side) {
    pair.at(h, v, side);
    move(h, v, side < 0 ? pair.high() : pair.low(v), target);
  }

  private void move(double h, double v, double e, double target) {
    // One division for both quotients.
    double r = 1 / (e * target);
    double log = PassLog.of(Math.abs(e) * e * r * 0.5);
    double q = r * target * v * SQRT_TWO_OVER_PI;
    double x = h / v;
    double d = x - v * 0.5;
    double z = Math.fma(d * 0.5, d, -log) * (e * SQRT_HALF_PI / v);
    nu = z;
    series(v * 0.5, q, x, z);
  }

  private void series(double width, double q, double x, double z) {
    double b = width * width;
    // Lᵢ of L(τ), Mᵢ of L(τ(ν)), Sᵢ of P², Tᵢ of τ(ν).
    double l0 = Math.fma(x, x, 3 - b);
    double l1 = b * -4 + 6;
    double l2 = b * -12 + 12;
    double l3 = b * -32 + 24;
    double p1 = q - l0;
    double s1 = p1 + p1;
    double p2 = (q * p1 - Math.fma(l0, s1, l1)) * 0.5;
    double s2 = Math.fma(p1, p1, p2 + p2);
    double t2 = p1 * 0.5;
    double m2 = Math.fma(l1, t2, l2);
    double p3 = (q * p2 - Math.fma(l0, s2, Math.fma(l1, s1, m2))) * THIRD;
    double s3 = Math.fma(p1, p2, p3) * 2;
    double t3 = p2 * THIRD;
    double m3 = Math.fma(l1, t3, Math.fma(l2, p1, l3));
    double p4 = (q * p3 - Math.fma(l0, s3, Math.fma(l1, s2, Math.fma(m2, s1, m3)))) * 0.25;
    double m4 = Math.fma(l2, Math.fma(t2, t2, t3 + t3), Math.fma(l3, t2 * 3, b * -80 + 48));
    m4 = Math.fma(l1, p3 * 0.25, m4);
    double s4 = Math.fma(p2, p2, Math.fma(p1, p3, p4) * 2);
    double inner = Math.fma(m2, s2, Math.fma(m3, s1, m4));
    double p5 = (q * p4 - Math.fma(l0, s4, Math.fma(l1, s3, inner))) * 0.2;
    double t5 = p4 * 0.2;
    double t6 = p5 * SIXTH;
    double sum = Math.fma(Math.fma(t6, z, t5), z, p3 * 0.25);
    sum = Math.fma(Math.fma(Math.fma(sum, z, p2 * THIRD), z, p1 * 0.5), z, 1);
    ratio = Math.fma(-2, z * sum, 1);
    double square = z * z;
    double length = Math.abs(z);
    // Two coefficients, for one may be small by chance.
    double last = (Math.abs(t6) + Math.abs(t5)) * square * square * length;
    size = last * SMALL + length * SHORT;
  }
}
