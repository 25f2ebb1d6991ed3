package io.calibrant.core.black;

import static io.calibrant.core.black.NormalizedBlack.SQRT_HALF;

import io.calibrant.core.math.Elementary;
import io.calibrant.core.math.ErrorFunction;
import io.calibrant.core.math.Normal;

/// First guesses of the total standard deviation v from (h, c), good to a few per cent.
///
/// Small v: the Bachelier model with forward e^(−h/2) and strike e^(h/2) has the same price where
/// its standard deviation is v_N = 2 sinh(h/2)/y with n(y)/y − N(−y) = c/(eʰ − 1), and v_N = v·f·(1
/// − v² ln f/h² + …) with f = 2 sinh(h/2)/h (C. Grunspan, *A note on the equivalence between the
/// normal and the lognormal implied volatility*, arXiv 1112.1782). y comes from rational fits of
/// our own: relative error < 4e-7 for c/(eʰ − 1) ≥ 0.03, < 1e-6 below. Otherwise c = N(−d)·(1 −
/// M(D)/M(d)) with D = √(d² + 2h), v = D − d and Mills' ratio M, solved by fixed-point rounds in d;
/// likewise 1 − c = N(d)·(1 + M(D)/M(−d)) for c > ½.
final class VolSeed {
  private static final double SPLIT = 0.03;

  /// Of v⁴ at the money: c√(2π) = v(1 − v²/24 + v⁴/640 − …), reversed.
  private static final double SECOND = 7.0 / 1920;

  private static final double LN_2 = 0.6931471805599453;

  /// Largest correction v² ln f/h² for which the small-v guess is trusted.
  private static final double LARGEST_CORRECTION = 0.12;

  /// And the largest v_N, for its fourth power.
  private static final double LARGEST_LEADING = 2;

  private VolSeed() {}

  /// A guess for 0 < c ≤ ½.
  static double low(double h, double c, double logC) {
    double growth = growth(h);
    double leading = bachelier(h, c, logC, growth);
    double logF = h < 1 ? logSinhc(h * h) : Elementary.log(growth) - 0.5 * h;
    double correction = h < 1e-8 ? leading * leading / 24 : leading / h * (leading / h) * logF;
    if (correction < LARGEST_CORRECTION && leading < LARGEST_LEADING) {
      return leading * (1 + correction + SECOND * (leading * leading) * (leading * leading));
    }
    double d = lowerTailPoint(logC);
    for (int round = 0; round < 2; round++) {
      double ratio = mills(Math.sqrt(d * d + 2 * h)) / mills(d);
      d = lowerTailPoint(logC - Elementary.log1p(-ratio));
    }
    return 2 * h / (Math.sqrt(d * d + 2 * h) + d);
  }

  /// A guess for q = 1 − c < ½.
  static double high(double h, double q) {
    double logQ = Elementary.log(q);
    double depth = lowerTailPoint(logQ - LN_2);
    for (int round = 0; round < 2; round++) {
      double ratio = mills(Math.sqrt(depth * depth + 2 * h)) / mills(depth);
      depth = lowerTailPoint(logQ - Elementary.log1p(ratio));
    }
    return Math.sqrt(depth * depth + 2 * h) + depth;
  }

  /// (eʰ − 1)/h; below ½ by seven terms of its series, which leave out less than 3e-7.
  private static double growth(double h) {
    if (h >= 0.5) {
      return (Elementary.exp(h) - 1) / h;
    }
    double h2 = h * h;
    double low = Math.fma(0.5, h, 1) + h2 * Math.fma(1.0 / 24, h, 1.0 / 6);
    return low + h2 * h2 * Math.fma(1.0 / 720, h, 1.0 / 120);
  }

  /// ln(2 sinh(h/2)/h) for h² ≤ 1, absolute error < 2e-7.
  private static double logSinhc(double h2) {
    return h2 * (1.0 / 24 - h2 * (1.0 / 2880 - h2 * (1.0 / 181440)));
  }

  /// h/y with n(y)/y − N(−y) = r, r = c/(eʰ − 1) = c/(h·growth).
  private static double bachelier(double h, double c, double logC, double growth) {
    if (c >= SPLIT * h * growth) {
      // In z = (2π)⁻¹(r + ½)⁻²; √(2π)(r + ½)h is written so that h = 0 needs no case.
      double leading = Normal.SQRT_TWO_PI * (c / growth + 0.5 * h);
      double root = h / leading;
      double z = root * root;
      double p = Math.fma(-0.06465673030240804, z, -0.5391881151960234);
      p =
          Math.fma(
              Math.fma(Math.fma(p, z, 2.702289788199146), z, -3.043216548736055),
              z,
              0.9999996622145126);
      double q = Math.fma(-1.4310500000457163, z, 4.016145263568454);
      q = Math.fma(Math.fma(q, z, -3.5432495154748027), z, 1);
      return leading * q / p;
    }
    double logR = logC - Elementary.log(h * growth);
    double t = Math.sqrt(-2 * logR);
    double p = Math.fma(0.040474693107114615, t, 0.13389916547937147);
    p =
        Math.fma(
            Math.fma(Math.fma(p, t, -0.7453208588499316), t, 1.4948536512326929),
            t,
            -0.7181525101998664);
    double q = Math.fma(2.799291493370046e-07, t, 0.04042502575814453);
    q = Math.fma(Math.fma(Math.fma(q, t, 0.1385484446707321), t, -0.33298115962508545), t, 1);
    return h * q / p;
  }

  /// The d ≥ 0 with ln N(−d) ≈ logP, absolute error < 5e-4 (M. Abramowitz and I. A. Stegun,
  /// *Handbook of Mathematical Functions*, 26.2.23); 0 above ln ½.
  private static double lowerTailPoint(double logP) {
    if (logP > -0.6931) {
      return 0;
    }
    double t = Math.sqrt(-2 * logP);
    double p = (0.010328 * t + 0.802853) * t + 2.515517;
    double q = ((0.001308 * t + 0.189269) * t + 1.432788) * t + 1;
    return Math.max(0, t - p / q);
  }

  private static double mills(double x) {
    return ErrorFunction.erfcx(x * SQRT_HALF);
  }
}
