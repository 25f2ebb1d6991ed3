package io.calibrant.core.black;

import io.calibrant.core.market.OptionType;
import io.calibrant.core.math.Normal;

/// The Black-76 value of an option in quote currency with its derivatives to third order.
///
/// The value is V = D·B(F, K, σ, T). Derivatives in F keep σ, T and D; those in time keep F, σ and
/// the rate r = −ln(D)/T, and count calendar time forward: theta = −∂V/∂T. With D = 1 they are
/// those of the undiscounted value. [CoinGreeks] holds the same of the coin premium.
///
/// Units: quote currency per coin; vega per 1.00 of vol (for one vol point multiply by 0.01, see
/// [#vegaPerPoint]); theta per year of 365 days ([#thetaPerDay]); rho per 1.00 of rate.
///
/// @param value V
/// @param delta ∂V/∂F = D·N(d₁) for a call
/// @param gamma ∂²V/∂F²
/// @param vega ∂V/∂σ
/// @param theta ∂V/∂t
/// @param rho ∂V/∂r at fixed F = −T·V
/// @param vanna ∂²V/∂F∂σ
/// @param volga ∂²V/∂σ²
/// @param charm ∂²V/∂F∂t
/// @param veta ∂²V/∂σ∂t
/// @param speed ∂³V/∂F³
/// @param zomma ∂³V/∂F²∂σ
/// @param color ∂³V/∂F²∂t
/// @param vannaVolga ∂³V/∂F∂σ²
/// @param ultima ∂³V/∂σ³
public record Greeks(
    double value,
    double delta,
    double gamma,
    double vega,
    double theta,
    double rho,
    double vanna,
    double volga,
    double charm,
    double veta,
    double speed,
    double zomma,
    double color,
    double vannaVolga,
    double ultima) {
  /// Indices in the array of [#evaluate], in the order of the record's components.
  public static final int VALUE = 0;

  /// Index of [#delta].
  public static final int DELTA = 1;

  /// Index of [#gamma].
  public static final int GAMMA = 2;

  /// Index of [#vega].
  public static final int VEGA = 3;

  /// Index of [#theta].
  public static final int THETA = 4;

  /// Index of [#rho].
  public static final int RHO = 5;

  /// Index of [#vanna].
  public static final int VANNA = 6;

  /// Index of [#volga].
  public static final int VOLGA = 7;

  /// Index of [#charm].
  public static final int CHARM = 8;

  /// Index of [#veta].
  public static final int VETA = 9;

  /// Index of [#speed].
  public static final int SPEED = 10;

  /// Index of [#zomma].
  public static final int ZOMMA = 11;

  /// Index of [#color].
  public static final int COLOR = 12;

  /// Index of [#vannaVolga].
  public static final int VANNA_VOLGA = 13;

  /// Index of [#ultima].
  public static final int ULTIMA = 14;

  /// Length of the array of [#evaluate].
  public static final int COUNT = 15;

  private static final double DAYS_PER_YEAR = 365;

  /// The Greeks of the undiscounted value.
  ///
  /// @param forward quote currency, > 0
  /// @param strike quote currency, > 0
  /// @param vol decimal per √year, > 0
  /// @param expiry years, > 0
  public static Greeks of(
      OptionType type, double forward, double strike, double vol, double expiry) {
    return of(type, forward, strike, vol, expiry, 1);
  }

  /// The Greeks of the present value.
  ///
  /// @param discountFactor D(T) > 0
  public static Greeks of(
      OptionType type,
      double forward,
      double strike,
      double vol,
      double expiry,
      double discountFactor) {
    double[] g = new double[COUNT];
    evaluate(type, forward, strike, vol, expiry, discountFactor, g);
    return new Greeks(
        g[VALUE],
        g[DELTA],
        g[GAMMA],
        g[VEGA],
        g[THETA],
        g[RHO],
        g[VANNA],
        g[VOLGA],
        g[CHARM],
        g[VETA],
        g[SPEED],
        g[ZOMMA],
        g[COLOR],
        g[VANNA_VOLGA],
        g[ULTIMA]);
  }

  /// Vega per vol point: ∂V/∂σ / 100.
  public double vegaPerPoint() {
    return vega / 100;
  }

  /// Theta per day: ∂V/∂t / 365.
  public double thetaPerDay() {
    return theta / DAYS_PER_YEAR;
  }

  /// The same as [#of], written to an array; allocates nothing.
  ///
  /// @param out receives the Greeks at the indices above, length ≥ [#COUNT]
  public static void evaluate(
      OptionType type,
      double forward,
      double strike,
      double vol,
      double expiry,
      double discountFactor,
      double[] out) {
    check(forward, strike, vol, expiry, discountFactor);
    double v = vol * Math.sqrt(expiry);
    double x = signedLogMoneyness(forward, strike) / v;
    double d1 = clamp(x + 0.5 * v);
    double d2 = clamp(x - 0.5 * v);
    double n = discountFactor * Normal.density(d1);
    double sign = type.sign();
    double product = d1 * d2;
    double rate = discountFactor == 1 ? 0 : -StrictMath.log(discountFactor) / expiry;
    double value = Black76.value(type, forward, strike, vol, expiry, discountFactor);
    double delta = discountFactor * sign * Normal.cdf(sign * d1);
    double gamma = n / (forward * v);
    double vega = forward * n * Math.sqrt(expiry);
    double perTime = 0.5 / expiry;
    double zomma = gamma * (product - 1) / vol;
    out[VALUE] = value;
    out[DELTA] = delta;
    out[GAMMA] = gamma;
    out[VEGA] = vega;
    out[THETA] = -vega * vol * perTime + rate * value;
    out[RHO] = -expiry * value;
    out[VANNA] = -n * d2 / vol;
    out[VOLGA] = vega * product / vol;
    out[CHARM] = n * d2 * perTime + rate * delta;
    out[VETA] = -vega * (1 + product) * perTime + rate * vega;
    out[SPEED] = -gamma / forward * (1 + d1 / v);
    out[ZOMMA] = zomma;
    out[COLOR] = -zomma * vol * perTime + rate * gamma;
    out[VANNA_VOLGA] = n * (d1 + d2 - product * d2) / (vol * vol);
    out[ULTIMA] = vega * (product * (product - 1) - d1 * d1 - d2 * d2) / (vol * vol);
  }

  /// ln(F/K).
  static double signedLogMoneyness(double forward, double strike) {
    double h = NormalizedBlack.absLogMoneyness(forward, strike);
    return forward >= strike ? h : -h;
  }

  /// Keeps products of d with a density that has underflown at 0 instead of NaN.
  static double clamp(double d) {
    return Math.max(-1e6, Math.min(1e6, d));
  }

  static void check(
      double forward, double strike, double vol, double expiry, double discountFactor) {
    Black76.check(forward, strike, vol, expiry);
    if (!(vol > 0 && expiry > 0)) {
      throw new IllegalArgumentException(
          "vol=%s expiry=%s: Greeks need both > 0".formatted(vol, expiry));
    }
    if (!(discountFactor > 0 && discountFactor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "discountFactor=%s: must be a finite number > 0".formatted(discountFactor));
    }
  }
}
