package io.calibrant.server.api;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.math.Normal;
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
    return Normal.cdf(-k / stdev + stdev / 2);
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
}
