package io.calibrant.core.smile;

import java.util.function.DoubleUnaryOperator;

/// The domain of butterfly-free SVI smiles as Martini and Mingone state it (arXiv:2005.03340): a
/// second implementation, by one-dimensional searches in l = (k − m)/σ, to compare with.
///
/// With α = a/σ, μ = m/σ, N(l) = α + b(ρl + √(l² + 1)): (i) b(1 + |ρ|) < 2; (ii) L₋ < μ < L₊; (iii)
/// σ > σ* = sup −G₂/(2G₁).
final class MartiniMingone {
  private static final double REACH = 16;
  private static final int STEPS = 1600;

  private final double alpha;
  private final double mu;
  private final double b;
  private final double rho;

  private MartiniMingone(Svi svi) {
    alpha = svi.a() / svi.sigma();
    mu = svi.m() / svi.sigma();
    b = svi.b();
    rho = svi.rho();
  }

  static boolean isFree(Svi svi) {
    var domain = new MartiniMingone(svi);
    if (!(svi.b() * (1 + Math.abs(svi.rho())) < 2)) {
      return false;
    }
    // l* = sinh u*, where N₁ changes sign.
    double turn = -svi.rho() / Math.sqrt(1 - svi.rho() * svi.rho());
    double at = StrictMath.log(turn + Math.sqrt(turn * turn + 1));
    double upper = -sup(l -> -domain.fukasawa(l, -0.25), at + 1e-6, REACH);
    double lower = sup(l -> domain.fukasawa(l, 0.25), -REACH, at - 1e-6);
    return lower < domain.mu
        && domain.mu < upper
        && svi.sigma() > sup(domain::ratio, -REACH, REACH);
  }

  private double value(double l) {
    return alpha + b * (rho * l + Math.sqrt(l * l + 1));
  }

  private double slope(double l) {
    return b * (rho + l / Math.sqrt(l * l + 1));
  }

  /// 2N(1/N₁ ± ¼) − l.
  private double fukasawa(double l, double sign) {
    return 2 * value(l) * (1 / slope(l) + sign) - l;
  }

  /// −G₂/(2G₁).
  private double ratio(double l) {
    double n = value(l);
    double n1 = slope(l);
    double n2 = b / StrictMath.pow(l * l + 1, 1.5);
    double z = (l + mu) / (2 * n);
    double g1 = (1 - n1 * (z + 0.25)) * (1 - n1 * (z - 0.25));
    return -(n2 - n1 * n1 / (2 * n)) / (2 * g1);
  }

  /// The greatest value over l = sinh u, u in [from, to], refined by section.
  private static double sup(DoubleUnaryOperator f, double from, double to) {
    double best = Double.NEGATIVE_INFINITY;
    double at = from;
    double step = (to - from) / STEPS;
    for (int i = 0; i <= STEPS; i++) {
      double value = f.applyAsDouble(StrictMath.sinh(from + i * step));
      if (value > best) {
        best = value;
        at = from + i * step;
      }
    }
    double lo = Math.max(from, at - step);
    double hi = Math.min(to, at + step);
    for (int i = 0; i < 60; i++) {
      double third = (hi - lo) / 3;
      if (f.applyAsDouble(StrictMath.sinh(lo + third))
          > f.applyAsDouble(StrictMath.sinh(hi - third))) {
        hi -= third;
      } else {
        lo += third;
      }
    }
    return Math.max(best, f.applyAsDouble(StrictMath.sinh((lo + hi) / 2)));
  }
}
