package io.calibrant.sim.market;

import io.calibrant.core.market.Origin;
import io.calibrant.core.market.VenueMessage.Trade;
import io.calibrant.core.market.VenueMessage.TradeKind;
import java.util.List;
import java.util.SplittableRandom;

/// Makes trades: takers come at random and lift the ask or hit the bid.
final class TradeMaker {
  private final SplittableRandom random;
  private final double perSecond;

  TradeMaker(SplittableRandom random, double perSecond) {
    this.random = random;
    this.perSecond = perSecond;
  }

  /// Adds the trades of one step; `lastId` is the venue's last trade id, the new one is returned.
  long step(
      List<SimContract> contracts, double seconds, long nowNs, long lastId, MarketEvents events) {
    long id = lastId;
    if (random.nextDouble() >= perSecond * seconds || contracts.isEmpty()) {
      return id;
    }
    SimContract c = contracts.get(random.nextInt(contracts.size()));
    boolean buys = random.nextBoolean();
    double dice = random.nextDouble();
    double share = random.nextDouble();
    double price = buys ? c.ask : c.bid;
    if (!(price > 0) || !(c.bid < c.ask)) {
      return id;
    }
    TradeKind kind =
        dice < 0.85
            ? TradeKind.REGULAR
            : dice < 0.92 ? TradeKind.COMBO : dice < 0.98 ? TradeKind.BLOCK : TradeKind.LIQUIDATION;
    double size = Math.max(1, Math.round((buys ? c.askSize : c.bidSize) * share * 10)) / 10.0;
    c.volume = Math.round((c.volume + size) * 10) / 10.0;
    c.tradeSequence++;
    id++;
    events.trades.add(
        new Trade(
            Origin.of("deribit", nowNs, nowNs),
            c.instrument().name(),
            Long.toString(id),
            c.tradeSequence,
            price,
            size,
            buys,
            buys ? c.askVol : c.bidVol,
            c.mark,
            c.index,
            kind));
    return id;
  }
}
