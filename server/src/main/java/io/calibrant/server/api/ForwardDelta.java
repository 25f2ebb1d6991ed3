package io.calibrant.server.api;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.smile.Smile;

/// The forward Black delta of a call, N(d₁) with d₁ = −k/√w + √w/2, along a smile.
///
/// A put's delta is N(d₁) − 1, so the 25-delta put lies where the call's delta is 0.75.
public final class ForwardDelta {
  private static final int BISECTIONS = 60;
  private static final double WIDEST_STDEV = 40;

  private ForwardDelta() {}

  /// N(d₁) at log-moneyness `k`, in (0, 1).
  public static double ofCall(Smile smile, double k) {
    double stdev = Math.sqrt(smile.totalVariance(k));
    return normalCdf(-k / stdev + stdev / 2);
  }

  /// The log-moneyness where the call's delta is `callDelta`, to 1e-12; NaN when there is none.
  ///
  /// N(d₁(k)) falls in k on every smile free of butterfly arbitrage, so bisection finds it.
  ///
  /// @param callDelta in (0, 1)
  public static double kAt(CalibratedSlice slice, double callDelta) {
    Smile smile = slice.smile();
    double reach = Math.sqrt(smile.totalVariance(0));
    double low = -reach;
    double high = reach;
    for (int i = 1; i <= WIDEST_STDEV && ofCall(smile, low) < callDelta; i++) {
      low = -reach * (i + 1);
    }
    for (int i = 1; i <= WIDEST_STDEV && ofCall(smile, high) > callDelta; i++) {
      high = reach * (i + 1);
    }
    if (!(ofCall(smile, low) >= callDelta && ofCall(smile, high) <= callDelta)) {
      return Double.NaN;
    }
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = 0.5 * (low + high);
      if (ofCall(smile, middle) > callDelta) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }

  /// N(x) to about 1e-15: W. J. Cody's rational approximations are replaced here by West's form of
  /// Hart 5666 (*Better approximations to cumulative normal functions*, Wilmott, 2005).
  private static double normalCdf(double x) {
    double a = Math.abs(x);
    if (a > 37) {
      return x > 0 ? 1 : 0;
    }
    double e = StrictMath.exp(-a * a / 2);
    double tail;
    if (a < 7.07106781186547) {
      double n = 3.52624965998911e-2 * a + 0.700383064443688;
      n = n * a + 6.37396220353165;
      n = n * a + 33.912866078383;
      n = n * a + 112.079291497871;
      n = n * a + 221.213596169931;
      n = n * a + 220.206867912376;
      double d = 8.83883476483184e-2 * a + 1.75566716318264;
      d = d * a + 16.064177579207;
      d = d * a + 86.7807322029461;
      d = d * a + 296.564248779674;
      d = d * a + 637.333633378831;
      d = d * a + 793.826512519948;
      d = d * a + 440.413735824752;
      tail = e * n / d;
    } else {
      double b = a + 1 / (a + 2 / (a + 3 / (a + 4 / (a + 0.65))));
      tail = e / b / 2.506628274631;
    }
    return x > 0 ? 1 - tail : tail;
  }
}
