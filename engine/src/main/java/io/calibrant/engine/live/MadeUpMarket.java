package io.calibrant.engine.live;

import io.calibrant.core.black.Black76;
import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Origin;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.market.TickSize;
import io.calibrant.core.market.VenueMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// A chain of options about the size of a large coin's, of no market at all: what a [Rehearsal] is
/// played on. The same calls in the same order give the same messages.
///
/// Vols are those of an SSVI surface without arbitrage, spreads and noise as wide as a venue's, and
/// the forwards move a little from ticker to ticker.
final class MadeUpMarket {
  static final String VENUE = "rehearsal";
  static final String UNDERLYING = "REHEARSAL";
  static final long START_NS = 1_800_000_000_000_000_000L;

  private static final double[] DAYS = {
    1.3, 2.3, 4.3, 7.3, 14.3, 21.3, 35.3, 49.3, 63.3, 98.3, 126.3, 189.3, 280.3
  };
  private static final int STRIKES = 33;
  private static final double REACH_STD_DEVS = 3;
  private static final double LEVEL = 100_000;
  private static final double CARRY = 0.04;
  private static final double VOL = 0.5;
  private static final double RHO = -0.25;
  private static final double ETA = 1.1;
  private static final double HALF_SPREAD = 0.008;
  private static final double NOISE = 0.24;
  private static final double SWING = 2e-4;
  private static final double YEAR_NS = 31_536_000e9;
  private static final double TICK = 1e-4;

  private final RandomGenerator random = new SplittableRandom(1);
  private final List<Instrument> futures = new ArrayList<>();
  private final List<Instrument.Option> options = new ArrayList<>();

  MadeUpMarket() {
    for (double days : DAYS) {
      double expiry = days / 365;
      long expiryNs = START_NS + (long) (expiry * YEAR_NS);
      double forward = LEVEL * StrictMath.exp(CARRY * expiry);
      futures.add(
          new Instrument.Future(VENUE, "F" + days, UNDERLYING, Settlement.INVERSE, expiryNs));
      for (int i = 0; i < STRIKES; i++) {
        double z = REACH_STD_DEVS * (2.0 * i / (STRIKES - 1) - 1);
        double strike = Math.rint(forward * StrictMath.exp(z * VOL * Math.sqrt(expiry)));
        for (OptionType type : OptionType.values()) {
          options.add(option(expiryNs, strike, type));
        }
      }
    }
  }

  private static Instrument.Option option(long expiryNs, double strike, OptionType type) {
    return new Instrument.Option(
        VENUE,
        UNDERLYING + "-" + expiryNs + "-" + (long) strike + "-" + type,
        UNDERLYING,
        Settlement.INVERSE,
        expiryNs,
        strike,
        type,
        TickSize.DERIBIT_INVERSE,
        1);
  }

  /// Number of options.
  int size() {
    return options.size();
  }

  /// The line is up, every contract is listed, every future quoted.
  List<VenueMessage> opening() {
    Origin origin = Origin.of(VENUE, START_NS, START_NS);
    List<VenueMessage> messages = new ArrayList<>();
    messages.add(new VenueMessage.Connection(origin, true, ""));
    futures.forEach(future -> messages.add(new VenueMessage.Listed(origin, future)));
    options.forEach(option -> messages.add(new VenueMessage.Listed(origin, option)));
    messages.add(new VenueMessage.IndexLevel(origin, UNDERLYING + "_usd", LEVEL));
    for (Instrument future : futures) {
      double forward = forward(((Instrument.Future) future).expiryTimeNs(), START_NS);
      messages.add(
          new VenueMessage.FutureTicker(
              origin, future.name(), forward - 5, forward + 5, forward, LEVEL));
    }
    return messages;
  }

  /// A new quote of option i at `nowNs`.
  VenueMessage ticker(int i, long nowNs) {
    Instrument.Option option = options.get(i);
    double forward = forward(option.expiryTimeNs(), nowNs);
    double expiry = (option.expiryTimeNs() - nowNs) / YEAR_NS;
    double vol = vol(StrictMath.log(option.strike() / forward), expiry);
    double half = HALF_SPREAD * (1 + 0.5 * random.nextDouble()) + 0.001 / Math.sqrt(expiry);
    double mid = vol + NOISE * half * random.nextGaussian();
    double bid = Math.floor(price(option, forward, expiry, mid - half) / TICK) * TICK;
    double ask = Math.ceil(price(option, forward, expiry, mid + half) / TICK) * TICK;
    return new VenueMessage.OptionTicker(
        Origin.of(VENUE, nowNs, nowNs),
        option.name(),
        bid > 0 ? bid : Double.NaN,
        ask,
        1 + random.nextInt(50),
        1 + random.nextInt(50),
        price(option, forward, expiry, vol),
        vol,
        mid - half,
        mid + half,
        forward,
        LEVEL,
        Double.NaN,
        Double.NaN,
        10,
        10,
        VenueMessage.TradingState.OPEN);
  }

  private static double price(Instrument.Option option, double forward, double expiry, double vol) {
    return Black76.coinValue(option.type(), forward, option.strike(), Math.max(vol, 0.01), expiry);
  }

  private static double forward(long expiryNs, long nowNs) {
    double swing = 1 + SWING * StrictMath.sin((nowNs - START_NS) * 1e-9);
    return LEVEL * swing * StrictMath.exp(CARRY * (expiryNs - nowNs) / YEAR_NS);
  }

  /// SSVI with φ = η/√θ, free of arbitrage as η(1 + |ρ|) < 2.
  private static double vol(double k, double expiry) {
    double theta = VOL * VOL * expiry;
    double x = ETA / Math.sqrt(theta) * k;
    double w = theta / 2 * (1 + RHO * x + Math.sqrt((x + RHO) * (x + RHO) + 1 - RHO * RHO));
    return Math.sqrt(w / expiry);
  }
}
