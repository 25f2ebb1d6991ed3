package io.calibrant.core.calibration.model;

import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import org.jspecify.annotations.Nullable;

/// Raw SVI by what quotes tell of it: (ln w, w′/√w, ln b(1+ρ), ln b(1−ρ), ln w″), w and its
/// derivatives at the money, w = a + b(ρ(k−m) + √((k−m)²+σ²)).
///
/// Raw parameters cancel: a = −2.5 and bσ = 2.6 make a variance of 0.13, and a step in one alone
/// leaves the domain. Here each coordinate has a visible meaning, and where quotes do not reach the
/// wings only these are untold. With β = ρ − w′/b, |β| < 1: √(m²+σ²) = b(1−β²)/w″, m = β√(m²+σ²).
final class SviShape {
  private static final double STEEPEST = 2;
  private static final double LEAST_G = -1e-7;
  private static final double[] LINE = new double[31];

  static {
    for (int i = 0; i < LINE.length; i++) {
      LINE[i] = StrictMath.sinh(0.3 * (i - LINE.length / 2));
    }
  }

  private SviShape() {}

  /// The coordinates of a smile with b > 0.
  static double[] of(double a, double b, double rho, double m, double sigma) {
    double d = Math.sqrt(m * m + sigma * sigma);
    double w = a + b * (d - rho * m);
    return new double[] {
      StrictMath.log(w),
      b * (rho - m / d) / Math.sqrt(w),
      StrictMath.log(b * (1 + rho)),
      StrictMath.log(b * (1 - rho)),
      StrictMath.log(b * sigma * sigma / (d * d * d))
    };
  }

  /// The smile of these coordinates; null where there is none, or where it is seen to have a
  /// butterfly or a wing steeper than 2.
  static @Nullable Svi at(double[] y) {
    double w = StrictMath.exp(y[0]);
    double right = StrictMath.exp(y[2]);
    double left = StrictMath.exp(y[3]);
    double b = 0.5 * (right + left);
    double rho = (right - left) / (right + left);
    double beta = rho - y[1] * Math.sqrt(w) / b;
    if (!(right <= STEEPEST && left <= STEEPEST && Math.abs(beta) < 1)) {
      return null;
    }
    double d = b * (1 - beta * beta) / StrictMath.exp(y[4]);
    double m = beta * d;
    double sigma = d * Math.sqrt(1 - beta * beta);
    double a = w - b * (d - rho * m);
    if (!Svi.isAdmissible(a, b, rho, m, sigma)) {
      return null;
    }
    var svi = new Svi(a, b, rho, m, sigma);
    for (double l : LINE) {
      if (!(SviButterfly.g(svi, m + l * sigma) >= LEAST_G)) {
        return null;
      }
    }
    return svi;
  }
}
