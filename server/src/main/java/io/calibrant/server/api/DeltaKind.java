package io.calibrant.server.api;

import io.calibrant.core.math.Normal;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// What "25 delta" means: d₁ = −k/√w + √w/2, d₂ = d₁ − √w.
public enum DeltaKind {
  /// Forward Black delta: N(d₁) of a call, N(d₁) − 1 of a put.
  FORWARD("forward", "forward Black delta"),
  /// Premium-adjusted: what is left to hedge when the premium is paid in coin, (K/F)·N(d₂) of a
  /// call and −(K/F)·N(−d₂) of a put (Wystup 2006, section 1.3; the delta of an inverse option in
  /// coin).
  PREMIUM_ADJUSTED("premiumAdjusted", "premium-adjusted (coin) delta (K/F)N(d2)");

  private static final int BISECTIONS = 50;
  private static final double WIDEST_STDEV = 40;

  private final String key;
  private final String words;

  DeltaKind(String key, String words) {
    this.key = key;
    this.words = words;
  }

  /// The kind named `text`.
  static DeltaKind parse(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.key.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.badParameter("deltaKind", text, "must be one of forward, premiumAdjusted"));
  }

  /// The kind in the query and the answer.
  public String key() {
    return key;
  }

  /// What it is, in words.
  public String words() {
    return words;
  }

  /// The delta of the call at log-moneyness `k`.
  public double ofCall(VolLine line, double k) {
    double stdev = Math.sqrt(line.totalVariance(k));
    double d1 = -k / stdev + stdev / 2;
    return this == FORWARD ? Normal.cdf(d1) : StrictMath.exp(k) * Normal.cdf(d1 - stdev);
  }

  /// The delta of the put at log-moneyness `k`, < 0.
  public double ofPut(VolLine line, double k) {
    double stdev = Math.sqrt(line.totalVariance(k));
    double d1 = -k / stdev + stdev / 2;
    return this == FORWARD ? -Normal.cdf(-d1) : -StrictMath.exp(k) * Normal.cdf(stdev - d1);
  }

  /// The log-moneyness of the call (`delta` > 0) or put (`delta` < 0) with that delta; NaN when
  /// there is none.
  ///
  /// A put's delta falls in k, and so does a call's of the first kind, on every smile free of
  /// butterfly arbitrage. A call's premium-adjusted delta rises, then falls: the strike on the
  /// falling side is meant.
  public double kAt(VolLine line, double delta) {
    double reach = Math.sqrt(line.totalVariance(0));
    if (!(Math.abs(delta) < 1) || delta == 0 || !(reach > 0)) {
      return Double.NaN;
    }
    DoubleUnaryOperator falling = delta > 0 ? k -> ofCall(line, k) : k -> ofPut(line, k);
    double low = delta > 0 && this == PREMIUM_ADJUSTED ? top(falling, delta, reach) : -reach;
    double high = Math.max(low, 0) + reach;
    for (int i = 1; i <= WIDEST_STDEV && falling.applyAsDouble(low) < delta; i++) {
      if (delta > 0 && this == PREMIUM_ADJUSTED) {
        return Double.NaN;
      }
      low = -reach * (i + 1);
    }
    for (int i = 1; i <= WIDEST_STDEV && falling.applyAsDouble(high) > delta; i++) {
      high = reach * (i + 1);
    }
    return bisected(falling, delta, low, high);
  }

  /// A place right of the top where the delta is at least `delta`, or the top itself.
  private static double top(DoubleUnaryOperator call, double delta, double reach) {
    double step = reach / 16;
    double k = reach;
    while (k > -WIDEST_STDEV * reach
        && call.applyAsDouble(k) < delta
        && call.applyAsDouble(k - step) > call.applyAsDouble(k)) {
      k -= step;
    }
    return k;
  }

  private static double bisected(
      DoubleUnaryOperator falling, double delta, double from, double to) {
    double low = from;
    double high = to;
    if (!(falling.applyAsDouble(low) >= delta && falling.applyAsDouble(high) <= delta)) {
      return Double.NaN;
    }
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = 0.5 * (low + high);
      if (falling.applyAsDouble(middle) > delta) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }
}
