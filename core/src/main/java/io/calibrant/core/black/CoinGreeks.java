package io.calibrant.core.black;

import io.calibrant.core.market.OptionType;
import io.calibrant.core.math.Normal;

/// The premium of an inverse (coin-settled) option in coin with its derivatives to third order.
///
/// The value is c = B(F, K, σ, T)/F, the undiscounted Black-76 value in coin: c = N(d₁) −
/// (K/F)·N(d₂) for a call. Derivatives are in F (quote currency per coin), σ and calendar time t =
/// −T, each with the others fixed, in closed form without the cancellation of (V′ − c)/F.
///
/// Units: coin per coin of underlying; per quote-currency unit of F; vega per 1.00 of vol
/// ([#vegaPerPoint]); theta per year of 365 days ([#thetaPerDay]).
///
/// @param value c
/// @param delta ∂c/∂F = (N(d₁) − c)/F = K·N(d₂)/F² for a call
/// @param gamma ∂²c/∂F²
/// @param vega ∂c/∂σ
/// @param theta ∂c/∂t
/// @param vanna ∂²c/∂F∂σ
/// @param volga ∂²c/∂σ²
/// @param charm ∂²c/∂F∂t
/// @param veta ∂²c/∂σ∂t
/// @param speed ∂³c/∂F³
/// @param zomma ∂³c/∂F²∂σ
/// @param color ∂³c/∂F²∂t
/// @param vannaVolga ∂³c/∂F∂σ²
/// @param ultima ∂³c/∂σ³
/// @param premiumAdjustedDelta F·∂c/∂F = N(d₁) − c for a call, −N(−d₁) − c for a put: the coins
///   whose sale makes the option's coin value insensitive to F; what OKX calls `delta`
public record CoinGreeks(
    double value,
    double delta,
    double gamma,
    double vega,
    double theta,
    double vanna,
    double volga,
    double charm,
    double veta,
    double speed,
    double zomma,
    double color,
    double vannaVolga,
    double ultima,
    double premiumAdjustedDelta) {
  /// Index of [#premiumAdjustedDelta] in the array of [#evaluate]; it takes the place of
  /// [Greeks#RHO], which has no meaning here. All other indices are those of [Greeks].
  public static final int PREMIUM_ADJUSTED_DELTA = Greeks.RHO;

  private static final double DAYS_PER_YEAR = 365;

  /// The Greeks of the coin premium.
  ///
  /// @param forward quote currency, > 0
  /// @param strike quote currency, > 0
  /// @param vol decimal per √year, > 0
  /// @param expiry years, > 0
  public static CoinGreeks of(
      OptionType type, double forward, double strike, double vol, double expiry) {
    double[] g = new double[Greeks.COUNT];
    evaluate(type, forward, strike, vol, expiry, g);
    return new CoinGreeks(
        g[Greeks.VALUE],
        g[Greeks.DELTA],
        g[Greeks.GAMMA],
        g[Greeks.VEGA],
        g[Greeks.THETA],
        g[Greeks.VANNA],
        g[Greeks.VOLGA],
        g[Greeks.CHARM],
        g[Greeks.VETA],
        g[Greeks.SPEED],
        g[Greeks.ZOMMA],
        g[Greeks.COLOR],
        g[Greeks.VANNA_VOLGA],
        g[Greeks.ULTIMA],
        g[PREMIUM_ADJUSTED_DELTA]);
  }

  /// Vega per vol point: ∂c/∂σ / 100.
  public double vegaPerPoint() {
    return vega / 100;
  }

  /// Theta per day: ∂c/∂t / 365.
  public double thetaPerDay() {
    return theta / DAYS_PER_YEAR;
  }

  /// The same as [#of], written to an array; allocates nothing.
  ///
  /// @param out receives the Greeks at the indices of [Greeks], length ≥ [Greeks#COUNT]
  public static void evaluate(
      OptionType type, double forward, double strike, double vol, double expiry, double[] out) {
    Greeks.check(forward, strike, vol, expiry, 1);
    double v = vol * Math.sqrt(expiry);
    double x = Greeks.signedLogMoneyness(forward, strike) / v;
    double d1 = Greeks.clamp(x + 0.5 * v);
    double d2 = Greeks.clamp(x - 0.5 * v);
    double n = Normal.density(d1);
    double sign = type.sign();
    double product = d1 * d2;
    double perTime = 0.5 / expiry;
    double inverse = 1 / forward;
    double vega = n * Math.sqrt(expiry);
    // F·∂c/∂F = ±(K/F)·N(±d₂); its own F·∂/∂F is ±[(K/F)·n(d₂)/v − (K/F)·N(±d₂)], and
    // (K/F)·n(d₂) = n(d₁).
    double adjusted = sign * (strike / forward) * Normal.cdf(sign * d2);
    double slope = n / v;
    double gamma = (slope - 2 * adjusted) * inverse * inverse;
    // ∂/∂σ of F·∂c/∂F; d₁ has ∂d₁/∂σ = −d₂/σ and d₂ has −d₁/σ.
    double vannaUnits = -n * d1 / vol;
    double zommaUnits = slope * (product - 1) / vol - 2 * vannaUnits;
    out[Greeks.VALUE] = Black76.coinValue(type, forward, strike, vol, expiry);
    out[Greeks.DELTA] = adjusted * inverse;
    out[Greeks.GAMMA] = gamma;
    out[Greeks.VEGA] = vega;
    out[Greeks.THETA] = -vega * vol * perTime;
    out[PREMIUM_ADJUSTED_DELTA] = adjusted;
    out[Greeks.VANNA] = vannaUnits * inverse;
    out[Greeks.VOLGA] = vega * product / vol;
    out[Greeks.CHARM] = -vannaUnits * inverse * vol * perTime;
    out[Greeks.VETA] = -vega * (1 + product) * perTime;
    out[Greeks.SPEED] = (6 * adjusted - slope * (5 + d2 / v)) * inverse * inverse * inverse;
    out[Greeks.ZOMMA] = zommaUnits * inverse * inverse;
    out[Greeks.COLOR] = -zommaUnits * inverse * inverse * vol * perTime;
    out[Greeks.VANNA_VOLGA] = n * (d1 + d2 - d1 * product) / (vol * vol) * inverse;
    out[Greeks.ULTIMA] = vega * (product * (product - 1) - d1 * d1 - d2 * d2) / (vol * vol);
  }
}
