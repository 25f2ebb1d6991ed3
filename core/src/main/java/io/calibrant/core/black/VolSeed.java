package io.calibrant.core.black;

import static io.calibrant.core.black.NormalizedBlack.SQRT_HALF;

import io.calibrant.core.math.ErrorFunction;
import io.calibrant.core.math.Normal;

/// First guesses of the total standard deviation v from (h, c), good to a few per cent.
///
/// Small v: the Bachelier model with forward e^(−h/2) and strike e^(h/2) has the same price where
/// its standard deviation is v_N = 2 sinh(h/2)/y with n(y)/y − N(−y) = c/(eʰ − 1), and v_N = v·f·(1
/// − v² ln f/h² + …) with f = 2 sinh(h/2)/h (C. Grunspan, *A note on the equivalence between the
/// normal and the lognormal implied volatility*, arXiv 1112.1782). y comes from rational fits of
/// our own: relative error < 6e-5 for c/(eʰ − 1) ≥ 0.1, < 5e-4 below. Otherwise c = N(−d)·(1 −
/// M(D)/M(d)) with D = √(d² + 2h), v = D − d and Mills' ratio M, solved by fixed-point rounds in d;
/// likewise 1 − c = N(d)·(1 + M(D)/M(−d)) for c > ½.
final class VolSeed {
  private static final double SPLIT = 0.1;

  /// Largest correction v² ln f/h² for which the small-v guess is trusted.
  private static final double LARGEST_CORRECTION = 0.12;

  private VolSeed() {}

  /// A guess for 0 < c ≤ ½.
  static double low(double h, double c, double logC) {
    double growth = h < 1e-8 ? 1 + 0.5 * h : StrictMath.expm1(h) / h;
    double leading = bachelier(h, c, logC, growth);
    double logF = h < 0.02 ? h * h / 24 : StrictMath.log(growth) - 0.5 * h;
    double correction = h < 1e-8 ? leading * leading / 24 : leading / h * (leading / h) * logF;
    if (correction < LARGEST_CORRECTION) {
      return leading * (1 + correction);
    }
    double d = lowerTailPoint(logC);
    for (int round = 0; round < 2; round++) {
      double ratio = mills(Math.sqrt(d * d + 2 * h)) / mills(d);
      d = lowerTailPoint(logC - StrictMath.log1p(-ratio));
    }
    return 2 * h / (Math.sqrt(d * d + 2 * h) + d);
  }

  /// A guess for q = 1 − c < ½.
  static double high(double h, double q) {
    double logQ = StrictMath.log(q);
    double depth = lowerTailPoint(logQ - StrictMath.log(2));
    for (int round = 0; round < 2; round++) {
      double ratio = mills(Math.sqrt(depth * depth + 2 * h)) / mills(depth);
      depth = lowerTailPoint(logQ - StrictMath.log1p(ratio));
    }
    return Math.sqrt(depth * depth + 2 * h) + depth;
  }

  /// h/y with n(y)/y − N(−y) = r, r = c/(eʰ − 1) = c/(h·growth).
  private static double bachelier(double h, double c, double logC, double growth) {
    if (c >= SPLIT * h * growth) {
      // In z = (2π)⁻¹(r + ½)⁻²; √(2π)(r + ½)h is written so that h = 0 needs no case.
      double leading = Normal.SQRT_TWO_PI * (c / growth + 0.5 * h);
      double root = h / leading;
      double z = root * root;
      double p = (0.3712738252464136 * z - 1.5799657866594687) * z + 1.0000165511575032;
      double q = (0.9438868261639346 * z - 2.0790332134788674) * z + 1;
      return leading * q / p;
    }
    double logR = logC - StrictMath.log(h) - StrictMath.log(growth);
    double t = Math.sqrt(-2 * logR);
    double p =
        ((0.1819593722133465 * t - 0.4166218427138831) * t + 0.5677051376228843) * t
            - 0.0011243605962201633;
    double q = ((4.176455789444256e-5 * t + 0.17856347159581418) * t - 0.3040898737020772) * t + 1;
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
