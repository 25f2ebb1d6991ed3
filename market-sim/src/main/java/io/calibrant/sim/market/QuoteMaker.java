package io.calibrant.sim.market;

import io.calibrant.core.market.OptionType;
import io.calibrant.sim.model.Gaussian;
import java.util.SplittableRandom;

/// Makes one contract's quote: fair vol ± half a spread, plus noise, rounded outward to ticks.
///
/// ```
/// σ_bid, σ_ask = σ + ε ∓ h     h lognormal about the measured median, ε ~ N(0, (NOISE·2h)²)
/// ```
///
/// Both h and ε are mean-reverting over about a minute. In the money the spread is widened in price
/// until about half of the bids lie below intrinsic value, as measured.
final class QuoteMaker {
  /// Standard deviation of the noise of a mid, in spreads: measured 0.1 to 0.15.
  static final double NOISE = 0.12;

  private static final double REVERSION_SECONDS = 45;
  private static final double PRESENCE_SECONDS = 240;
  private static final double MAX_EXTRA = 0.015;

  private final Underlying underlying;
  private final SplittableRandom random;
  private final SplittableRandom faultRandom;
  private final MarketFaults faults;

  QuoteMaker(
      Underlying underlying,
      SplittableRandom random,
      SplittableRandom faultRandom,
      MarketFaults faults) {
    this.underlying = underlying;
    this.random = random;
    this.faultRandom = faultRandom;
    this.faults = faults;
  }

  /// Quotes `c` anew at spot `spot` and time `nowNs`.
  void quote(SimContract c, double spot, long nowNs) {
    double years = c.expiry().years(nowNs);
    double forward = c.expiry().forward(spot, underlying.carry(), nowNs);
    double k = c.logStrike - StrictMath.log(forward);
    double vol = c.expiry().smile().vol(k);
    double root = Math.sqrt(years);
    double d1 = -k / (vol * root) + vol * root / 2;
    double callDelta = Gaussian.cdf(d1);
    double delta = k >= 0 ? callDelta : 1 - callDelta;
    double days = years * 365;
    age(c, nowNs);
    double half =
        0.5
            * underlying.spreadFactor()
            * SpreadTable.median(days, delta)
            * StrictMath.exp(SpreadTable.dispersion(days, delta) * c.spreadLog);
    double mid = vol + c.noise * NOISE * 2 * half;
    price(c, k, root, vol, mid, half);
    c.fairVol = vol;
    c.stdDev = vol * root;
    c.callDelta = callDelta;
    c.forward = Math.round(forward * 100) / 100.0;
    c.index = Math.round(spot * 100) / 100.0;
    c.timeNs = nowNs;
    c.version++;
    thinOut(c, SpreadTable.oneSided(days, delta));
    c.bidSize = c.bid > 0 ? size() : 0;
    c.askSize = c.ask > 0 ? size() : 0;
    breakQuote(c);
    setVols(c, k, root);
  }

  /// Draws a contract's spread and noise from their stationary laws.
  void start(SimContract c) {
    c.noise = random.nextGaussian();
    c.spreadLog = random.nextGaussian();
    c.openInterest = Math.round(10 * underlying.sizeFactor() * 200 * random.nextDouble()) / 10.0;
  }

  /// Lets noise and spread forget what they were, by the time since the last quote.
  private void age(SimContract c, long nowNs) {
    double seconds = Math.max(0, (nowNs - c.timeNs) * 1e-9);
    double keep = c.timeNs == 0 ? 0 : StrictMath.exp(-seconds / REVERSION_SECONDS);
    double fresh = Math.sqrt(1 - keep * keep);
    c.noise = keep * c.noise + fresh * random.nextGaussian();
    c.spreadLog = keep * c.spreadLog + fresh * random.nextGaussian();
    if (nowNs >= c.presenceUntilNs) {
      c.presence = random.nextDouble();
      c.presenceUntilNs = nowNs + (long) (PRESENCE_SECONDS * 1e9 * (0.5 + random.nextDouble()));
    }
  }

  private void price(SimContract c, double k, double root, double vol, double mid, double half) {
    int otm = k >= 0 ? 1 : -1;
    int sign = c.instrument().type() == OptionType.CALL ? 1 : -1;
    double fair = Gaussian.black(k, vol * root, otm);
    double low = mid > half ? Gaussian.black(k, (mid - half) * root, otm) : 0;
    double high = Gaussian.black(k, (mid + half) * root, otm);
    double widen = random.nextGaussian();
    double intrinsic = 0;
    if (sign != otm) {
      intrinsic = Math.abs(StrictMath.expm1(k));
      double depth = Math.clamp(Math.abs(k) / (vol * root) - 0.3, 0, 1);
      double extra = Math.min(MAX_EXTRA, 1.1 * depth * fair * StrictMath.exp(0.8 * widen));
      low -= extra;
      high += extra;
    }
    c.mark = Math.round((intrinsic + fair) * 1e6) / 1e6;
    c.bid = Ticks.floor(intrinsic + low);
    c.ask = Ticks.ceil(intrinsic + high);
    if (c.ask <= c.bid) {
      c.ask = Ticks.above(c.bid);
    }
  }

  /// Takes sides away as often as measured: mostly the bid, mostly in the wings.
  private static void thinOut(SimContract c, double oneSided) {
    if (c.presence < oneSided) {
      c.bid = Double.NaN;
      if (c.presence < 0.15 * oneSided) {
        c.ask = Double.NaN;
        c.askSize = 0;
      }
    } else if (c.presence > 0.999) {
      c.ask = Double.NaN;
    }
  }

  private void breakQuote(SimContract c) {
    double cross = faultRandom.nextDouble();
    double lose = faultRandom.nextDouble();
    if (cross < faults.crossed() && c.bid > 0 && c.ask > 0) {
      double bid = c.bid;
      c.bid = Ticks.above(c.ask);
      c.ask = bid;
    }
    if (lose < faults.oneSided() / 2) {
      c.bid = Double.NaN;
      c.bidSize = 0;
    } else if (lose < faults.oneSided()) {
      c.ask = Double.NaN;
      c.askSize = 0;
    }
  }

  /// The venue's own bid and ask vols, from the rounded prices.
  private static void setVols(SimContract c, double k, double root) {
    c.bidVol = implied(c, c.bid, k, root);
    c.askVol = implied(c, c.ask, k, root);
  }

  private static double implied(SimContract c, double price, double k, double root) {
    int otm = k >= 0 ? 1 : -1;
    int sign = c.instrument().type() == OptionType.CALL ? 1 : -1;
    double value = sign == otm ? price : price - Math.abs(StrictMath.expm1(k));
    if (!(value > 0)) {
      return Double.NaN;
    }
    double implied = Gaussian.impliedStdDev(k, value, c.fairVol * root) / root;
    return implied > 0 && implied < 5 ? Math.round(implied * 1e4) / 1e4 : Double.NaN;
  }

  private double size() {
    double coins = underlying.sizeFactor() * StrictMath.exp(1.5 + 1.1 * random.nextGaussian());
    return Math.max(1, Math.round(coins * 10)) / 10.0;
  }
}
