package io.calibrant.testkit;

import io.calibrant.core.black.Black76;
import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Quote;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.market.TickSize;
import io.calibrant.core.surface.FutureQuote;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// Makes the quotes of a synthetic chain, expiry by expiry.
///
/// Around the true premium p lies a half-spread of (vol half-spread · vega), wider with the
/// distance from the money and for short expiries, never less than half a tick; the mid is off by a
/// normal error; bids are rounded down and asks up to the tick. A bid below one tick does not
/// exist; deep in the money a side is missing now and then. Missing sides are NaN with size NaN.
final class SyntheticQuotes {
  static final String VENUE = "synthetic";
  private static final double STRIKES_PER_STD_DEV = 4;
  private static final double FUTURE_TICK_SHARE = 4e-5;

  private final RandomGenerator random;
  private final String underlying;
  private final Settlement settlement;
  private final TickSize tick;
  private final long asOfNs;
  private final double spot;
  private final double halfSpreadVol;
  private final double noise;
  private final double widestStdDevs;
  private final List<Quote> quotes = new ArrayList<>();

  SyntheticQuotes(
      RandomGenerator random,
      String underlying,
      Settlement settlement,
      TickSize tick,
      long asOfNs,
      double spot,
      double halfSpreadVol,
      double noise,
      double widestStdDevs) {
    this.random = random;
    this.underlying = underlying;
    this.settlement = settlement;
    this.tick = tick;
    this.asOfNs = asOfNs;
    this.spot = spot;
    this.halfSpreadVol = halfSpreadVol;
    this.noise = noise;
    this.widestStdDevs = widestStdDevs;
  }

  List<Quote> all() {
    return quotes;
  }

  /// The largest of 1, 2, 5, 10, … that is not above `x`.
  static double roundStep(double x) {
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(x)));
    double lead = x / power;
    return (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power;
  }

  /// Adds calls and puts at every strike of one expiry.
  void add(TrueSlice slice) {
    double stdDev = Math.sqrt(slice.smile().totalVariance(0));
    double step = roundStep(slice.forward() * stdDev / STRIKES_PER_STD_DEV);
    double low = slice.forward() * StrictMath.exp(-widestStdDevs * stdDev);
    double high = slice.forward() * StrictMath.exp(widestStdDevs * stdDev);
    for (double strike = Math.max(step, Math.ceil(low / step) * step); strike <= high; ) {
      for (OptionType type : OptionType.values()) {
        quotes.add(quote(slice, type, strike, stdDev));
      }
      // Listed strikes are twice as far apart beyond two standard deviations.
      double z = Math.abs(StrictMath.log(strike / slice.forward())) / stdDev;
      strike = Math.round(strike / step + (z > 2 ? 2 : 1)) * step;
    }
  }

  /// The dated future of this expiry, one tick wide around the truth.
  FutureQuote future(TrueSlice slice) {
    double futureTick = roundStep(spot * FUTURE_TICK_SHARE);
    double bid = Math.floor(slice.forward() / futureTick) * futureTick;
    String name = underlying + "-" + date(slice.expiryTimeNs());
    return new FutureQuote(
        name, slice.expiryTimeNs(), bid, bid + futureTick, round(slice.forward(), 0.01));
  }

  private Quote quote(TrueSlice slice, OptionType type, double strike, double stdDev) {
    double unit = settlement == Settlement.INVERSE ? slice.forward() : 1;
    double vol = slice.vol(strike);
    double premium = slice.value(type, strike) / unit;
    double half = halfSpread(slice, strike, vol, stdDev) / unit;
    half = Math.max(half, 0.5 * tick.at(premium));
    double mid = premium + 2 * half * noise * random.nextGaussian();
    double bid = roundDown(mid - half);
    double ask = roundUp(mid + half);
    double itm = type.sign() * StrictMath.log(slice.forward() / strike) / stdDev;
    boolean dropsBid = random.nextDouble() < missingShare(itm);
    boolean dropsAsk = random.nextDouble() < missingShare(itm);
    bid = bid >= tick.base() && !dropsBid ? bid : Double.NaN;
    ask = ask >= tick.base() && !dropsAsk ? ask : Double.NaN;
    double bidSize = size(bid);
    double askSize = size(ask);
    return new Quote(
        instrument(slice, type, strike),
        bid,
        ask,
        bidSize,
        askSize,
        round(premium, settlement == Settlement.INVERSE ? 1e-6 : 1e-2),
        round(vol, 1e-4),
        round(slice.forward(), 0.01),
        spot,
        Math.rint(random.nextDouble(0, 500) * 10) / 10,
        Math.rint(random.nextDouble(0, 50) * 10) / 10,
        asOfNs,
        asOfNs,
        asOfNs,
        reason(bid, ask));
  }

  /// Quote currency.
  private double halfSpread(TrueSlice slice, double strike, double vol, double stdDev) {
    double z = StrictMath.log(strike / slice.forward()) / stdDev;
    double widening = (1 + 0.25 * z * z) * (1 + 0.05 / Math.sqrt(slice.expiry()));
    double bump = halfSpreadVol * widening;
    double up = Black76.outOfTheMoney(slice.forward(), strike, vol + bump, slice.expiry());
    double at = Black76.outOfTheMoney(slice.forward(), strike, vol, slice.expiry());
    return up - at;
  }

  /// How often a side is missing, by how many standard deviations the option is in the money.
  private static double missingShare(double itm) {
    return itm < 1 ? 0.003 : Math.min(0.5, 0.1 * itm);
  }

  private Instrument.Option instrument(TrueSlice slice, OptionType type, double strike) {
    String name =
        "%s-%s-%s-%s"
            .formatted(
                underlying,
                date(slice.expiryTimeNs()),
                strike == Math.rint(strike)
                    ? Long.toString((long) strike)
                    : Double.toString(strike).replace('.', 'd'),
                type == OptionType.CALL ? "C" : "P");
    return new Instrument.Option(
        VENUE, name, underlying, settlement, slice.expiryTimeNs(), strike, type, tick, 1);
  }

  private static String date(long timeNs) {
    var day = Instant.EPOCH.plusNanos(timeNs).atOffset(ZoneOffset.UTC);
    String month = day.getMonth().name().substring(0, 3);
    return "%d%s%02d"
        .formatted(day.getDayOfMonth(), month, day.getYear() % 100)
        .toUpperCase(Locale.ROOT);
  }

  private double size(double price) {
    double size = Math.rint(StrictMath.exp(1 + 1.2 * random.nextGaussian()) * 10) / 10;
    return Double.isNaN(price) ? Double.NaN : Math.max(0.1, size);
  }

  private double roundDown(double price) {
    double step = tick.at(price);
    return round(Math.floor(price / step) * step, 1e-8);
  }

  private double roundUp(double price) {
    double step = tick.at(price);
    return round(Math.ceil(price / step) * step, 1e-8);
  }

  /// The nearest multiple of `grid`, which must be a power of ten, as decimal text would give it.
  private static double round(double x, double grid) {
    double inverse = Math.rint(1 / grid);
    return Math.rint(x * inverse) / inverse;
  }

  private static ReasonCode reason(double bid, double ask) {
    if (ask > 0) {
      return bid > 0 ? ReasonCode.USED : ReasonCode.USED_ASK_ONLY;
    }
    return bid > 0 ? ReasonCode.USED_BID_ONLY : ReasonCode.EMPTY;
  }
}
