package io.calibrant.core.black;

import io.calibrant.core.market.OptionType;

/// The Black-76 value of a European option on a forward.
///
/// ```
/// call = F·N(d₁) − K·N(d₂),  d₁,₂ = ln(F/K)/v ± v/2,  v = σ√T         undiscounted
/// put  = call − (F − K);   present value = D · value;   coin value = value / F
/// ```
///
/// The out-of-the-money side is computed without cancellation ([NormalizedBlack]), the other side
/// by parity. Arguments: forward and strike finite and > 0 in quote currency, vol a decimal per
/// √year ≥ 0, expiry in years ≥ 0; anything else is an [IllegalArgumentException]. With v = 0 the
/// value is the intrinsic value. Pure, allocation-free and bit-identical on every machine.
public final class Black76 {
  private Black76() {}

  /// The undiscounted value, quote currency per coin.
  public static double value(
      OptionType type, double forward, double strike, double vol, double expiry) {
    double intrinsic = Math.max(type.sign() * (forward - strike), 0);
    double supremum = type == OptionType.CALL ? forward : strike;
    return Math.min(supremum, intrinsic + outOfTheMoney(forward, strike, vol, expiry));
  }

  /// The present value: `discountFactor` times the undiscounted value.
  public static double value(
      OptionType type,
      double forward,
      double strike,
      double vol,
      double expiry,
      double discountFactor) {
    if (!(discountFactor > 0 && discountFactor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "discountFactor=%s: must be a finite number > 0".formatted(discountFactor));
    }
    return discountFactor * value(type, forward, strike, vol, expiry);
  }

  /// The premium of an inverse (coin-settled) option, coin per coin: the undiscounted value / F.
  public static double coinValue(
      OptionType type, double forward, double strike, double vol, double expiry) {
    return value(type, forward, strike, vol, expiry) / forward;
  }

  /// The undiscounted value of a call.
  public static double call(double forward, double strike, double vol, double expiry) {
    return value(OptionType.CALL, forward, strike, vol, expiry);
  }

  /// The undiscounted value of a put.
  public static double put(double forward, double strike, double vol, double expiry) {
    return value(OptionType.PUT, forward, strike, vol, expiry);
  }

  /// The undiscounted value of the out-of-the-money option at this strike, which is the time value
  /// of either: a call where K ≥ F, else a put.
  public static double outOfTheMoney(double forward, double strike, double vol, double expiry) {
    check(forward, strike, vol, expiry);
    double h = NormalizedBlack.absLogMoneyness(forward, strike);
    return Math.min(forward, strike) * NormalizedBlack.value(h, vol * Math.sqrt(expiry));
  }

  /// The undiscounted call value in units of the forward: c(k, v) = N(−k/v + v/2) − eᵏ N(−k/v −
  /// v/2).
  ///
  /// @param k log-moneyness ln(K/F), finite
  /// @param v total standard deviation σ√T, ≥ 0
  public static double normalizedCall(double k, double v) {
    checkNormalized(k, v);
    if (k >= 0) {
      return NormalizedBlack.value(k, v);
    }
    return -StrictMath.expm1(k) + StrictMath.exp(k) * NormalizedBlack.value(-k, v);
  }

  /// The undiscounted put value in units of the forward: p(k, v) = c(k, v) − 1 + eᵏ.
  public static double normalizedPut(double k, double v) {
    checkNormalized(k, v);
    if (k > 0) {
      return StrictMath.expm1(k) + NormalizedBlack.value(k, v);
    }
    return StrictMath.exp(k) * NormalizedBlack.value(-k, v);
  }

  static void check(double forward, double strike, double vol, double expiry) {
    if (!(forward > 0 && forward < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("forward=" + forward + ": must be a finite number > 0");
    }
    if (!(strike > 0 && strike < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("strike=" + strike + ": must be a finite number > 0");
    }
    if (!(vol >= 0 && vol < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "vol=" + vol + ": must be a finite decimal ≥ 0, such as 0.65");
    }
    if (!(expiry >= 0 && expiry < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expiry=" + expiry + ": must be finite years ≥ 0");
    }
  }

  private static void checkNormalized(double k, double v) {
    if (!Double.isFinite(k)) {
      throw new IllegalArgumentException("logMoneyness k=" + k + ": must be finite");
    }
    if (!(v >= 0)) {
      throw new IllegalArgumentException("total standard deviation v=" + v + ": must be ≥ 0");
    }
  }
}
