package io.calibrant.core.risk;

import io.calibrant.core.black.Greeks;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.smile.Smile;

/// Deltas of an undiscounted option in the forward, by what its vol does when the forward moves:
///
/// ```
/// Δ = ∂B/∂F + vega · ∂σ/∂F|_K
/// sticky strike:      ∂σ/∂F = 0
/// sticky moneyness:   ∂σ/∂F = −σ′(k)/F                    the smile moves along with the forward
/// skew stickiness:    ∂σ/∂F = (ℛ·σ′(0) − σ′(k))/F          and its level by ℛ·σ′(0)·d ln F
/// ```
///
/// ℛ = 0 is sticky moneyness, ℛ = 1 sticky strike at the money (L. Bergomi, *Smile dynamics IV*,
/// Risk, December 2009; *Stochastic Volatility Modeling*, 2016, chapter 9). [SkewStickiness]
/// estimates ℛ. Since ℛ is regressed, that delta is also the one of least variance if the level's
/// move is the only one that depends on the forward.
public final class SmileDelta {
  private SmileDelta() {}

  /// ∂B/∂F at the option's own vol, which stays.
  public static double stickyStrike(
      OptionType type, double forward, double k, double expiry, Smile smile) {
    return of(type, forward, k, expiry, smile, 0);
  }

  /// The smile keeps its shape in k = ln(K/F).
  public static double stickyMoneyness(
      OptionType type, double forward, double k, double expiry, Smile smile) {
    return of(type, forward, k, expiry, smile, -volSlope(smile, k, expiry) / forward);
  }

  /// The smile moves with the forward, and its level by ℛ times the ATM skew.
  ///
  /// @param stickiness ℛ, finite
  public static double skewSticky(
      OptionType type, double forward, double k, double expiry, Smile smile, double stickiness) {
    double skew = volSlope(smile, 0, expiry);
    double move = (stickiness * skew - volSlope(smile, k, expiry)) / forward;
    return of(type, forward, k, expiry, smile, move);
  }

  /// σ′(k) = w′/(2√(wT)), per √year and unit of log-moneyness.
  public static double volSlope(Smile smile, double k, double expiry) {
    return smile.slope(k) / (2 * Math.sqrt(smile.totalVariance(k) * expiry));
  }

  private static double of(
      OptionType type, double forward, double k, double expiry, Smile smile, double volMove) {
    double strike = forward * StrictMath.exp(k);
    Greeks greeks = Greeks.of(type, forward, strike, smile.impliedVol(k, expiry), expiry);
    return greeks.delta() + greeks.vega() * volMove;
  }
}
