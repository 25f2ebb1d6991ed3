package io.calibrant.engine;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Origin;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.market.TickSize;
import io.calibrant.core.market.VenueMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A seeded stream of messages about two underlyings: listings first, then mostly tickers with some
/// trades, gaps, states and lost connections.
public final class SyntheticFeed {
  public static final long START_NS = 1_760_000_000_000_000_000L;
  public static final String VENUE = "deribit";
  private static final long DAY_NS = 86_400_000_000_000L;

  private final RandomGenerator random;
  private final long stepNs;
  private final List<Instrument> instruments = new ArrayList<>();
  private long nowNs = START_NS;
  private boolean calm;
  private int listed;
  private long tradeId;

  /// A feed of four expiries per underlying.
  ///
  /// @param strikes per expiry
  /// @param stepNs mean time between two messages
  public SyntheticFeed(RandomGenerator random, int strikes, long stepNs) {
    this.random = random;
    this.stepNs = stepNs;
    for (String coin : List.of("BTC", "ETH")) {
      double level = coin.equals("BTC") ? 100_000 : 4_000;
      for (int e = 1; e <= 4; e++) {
        long expiryNs = START_NS + 20L * e * DAY_NS;
        instruments.add(
            new Instrument.Future(VENUE, coin + "-F" + e, coin, Settlement.INVERSE, expiryNs));
        for (int k = 0; k < strikes; k++) {
          double strike = level * (0.7 + 0.6 * k / strikes);
          for (OptionType type : OptionType.values()) {
            String name = "%s-E%d-%.0f-%s".formatted(coin, e, strike, type.name().charAt(0));
            instruments.add(
                new Instrument.Option(
                    VENUE,
                    name,
                    coin,
                    Settlement.INVERSE,
                    expiryNs,
                    strike,
                    type,
                    TickSize.DERIBIT_INVERSE,
                    1));
          }
        }
      }
    }
  }

  /// This feed without lost connections.
  public SyntheticFeed calm() {
    calm = true;
    return this;
  }

  public int instrumentCount() {
    return instruments.size();
  }

  public long nowNs() {
    return nowNs;
  }

  public VenueMessage next() {
    nowNs += 1 + random.nextLong(2 * stepNs);
    Origin origin = Origin.of(VENUE, nowNs - random.nextLong(5_000_000), nowNs);
    if (listed < instruments.size()) {
      return new VenueMessage.Listed(origin, instruments.get(listed++));
    }
    Instrument instrument = instruments.get(random.nextInt(instruments.size()));
    int kind = random.nextInt(1000);
    if (kind < 20) {
      return trade(origin, instrument.name());
    }
    if (kind < 23) {
      return new VenueMessage.SequenceGap(origin, instrument.name(), 1, 3);
    }
    if (kind < 25 && !calm) {
      return new VenueMessage.Connection(origin, random.nextBoolean(), "test");
    }
    if (kind < 40) {
      return new VenueMessage.IndexLevel(origin, "btc_usd", 100_000 + random.nextGaussian());
    }
    return switch (instrument) {
      case Instrument.Option option -> ticker(origin, option);
      case Instrument.Future future ->
          new VenueMessage.FutureTicker(
              origin, future.name(), 99_990 + random.nextDouble(), 100_010, 100_000, 100_000);
    };
  }

  public VenueMessage trade(Origin origin, String name) {
    return new VenueMessage.Trade(
        origin,
        name,
        "T" + tradeId++,
        tradeId,
        0.01,
        1,
        random.nextBoolean(),
        0.5,
        0.01,
        100_000,
        VenueMessage.TradeKind.REGULAR);
  }

  private VenueMessage ticker(Origin origin, Instrument.Option option) {
    double mid = 0.01 + 0.05 * random.nextDouble();
    return new VenueMessage.OptionTicker(
        origin,
        option.name(),
        random.nextInt(10) == 0 ? Double.NaN : mid - 0.0005,
        mid + 0.0005,
        10 * random.nextDouble(),
        10 * random.nextDouble(),
        mid,
        0.5,
        0.49,
        0.51,
        100_000,
        100_000,
        Double.NaN,
        Double.NaN,
        5,
        7,
        VenueMessage.TradingState.OPEN);
  }
}
