package io.calibrant.sim.market;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.market.TickSize;
import io.calibrant.sim.market.MarketEvents.StateEvent;
import io.calibrant.sim.model.SmilePricer;
import io.calibrant.sim.model.TrueSmile;
import io.calibrant.venues.deribit.DeribitName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// The market of one coin. Mutable; not thread-safe.
public final class SimCoin {
  /// Smiles follow the factors this often, in steps; expiries take turns.
  private static final int SMILE_STEPS = 25;

  /// After a jump makers need this many steps to quote everything anew.
  private static final int BURST_STEPS = 20;

  private static final String VENUE = "deribit";

  private final Underlying underlying;
  private final Factors factors;
  private final QuoteMaker maker;
  private final TradeMaker tradeMaker;
  private final SplittableRandom pick;
  private final SmilePricer pricer = new SmilePricer();
  private final TreeMap<Long, SimExpiry> expiries = new TreeMap<>();
  private final List<SimContract> contracts = new ArrayList<>();
  private final Set<String> listed = new HashSet<>();
  private final List<SimFuture> futures = new ArrayList<>();
  private final double futureTick;
  private int nextContractId;
  private int burstLeft;
  private double quoteCredit;

  SimCoin(
      Underlying underlying,
      SplittableRandom random,
      MarketFaults faults,
      double tradesPerSecond,
      int firstContractId) {
    this.underlying = underlying;
    this.factors = new Factors(underlying, random.split());
    SplittableRandom quoting = random.split();
    this.tradeMaker = new TradeMaker(random.split(), tradesPerSecond);
    this.pick = random.split();
    this.maker = new QuoteMaker(underlying, quoting, random.split(), faults);
    this.futureTick = underlying.spot() > 10_000 ? 0.5 : 0.05;
    this.nextContractId = firstContractId;
  }

  public Underlying underlying() {
    return underlying;
  }

  /// The index level now, USD.
  public double spot() {
    return factors.spot();
  }

  /// The factors now: variance and correlation.
  public double variance() {
    return factors.variance();
  }

  /// Correlation of spot and variance now.
  public double rho() {
    return factors.rho();
  }

  /// All listed options.
  public List<SimContract> contracts() {
    return Collections.unmodifiableList(contracts);
  }

  /// All listed futures and the perpetual.
  public List<SimFuture> futures() {
    return Collections.unmodifiableList(futures);
  }

  /// The vol index: fair 30-day at-the-money vol plus the two points by which the venue's own index
  /// was measured to lie above it; decimal.
  public double volIndex(long nowNs) {
    double target = 30.0 / 365;
    Map.Entry<Long, SimExpiry> before = null;
    for (Map.Entry<Long, SimExpiry> entry : expiries.entrySet()) {
      double years = entry.getValue().years(nowNs);
      if (years >= target) {
        double w = entry.getValue().smile().totalVariance(0);
        if (before == null) {
          return Math.sqrt(w / years) + 0.02;
        }
        double y0 = before.getValue().years(nowNs);
        double w0 = before.getValue().smile().totalVariance(0);
        return Math.sqrt((w0 + (w - w0) * (target - y0) / (years - y0)) / target) + 0.02;
      }
      before = entry;
    }
    return Math.sqrt(factors.variance());
  }

  /// The truth now, for every expiry.
  TrueSurface truth(long nowNs) {
    List<TrueSurface.Slice> slices = new ArrayList<>(expiries.size());
    for (SimExpiry e : expiries.values()) {
      slices.add(
          new TrueSurface.Slice(
              e.expiryTimeNs(), e.forward(factors.spot(), underlying.carry(), nowNs), e.smile()));
    }
    return new TrueSurface(
        underlying.coin(), nowNs, factors.spot(), factors.variance(), factors.rho(), slices);
  }

  /// Lists what should be listed at `nowNs` and takes off what has expired.
  void relist(long nowNs, MarketEvents events) {
    expire(nowNs, events);
    Set<Long> withFuture = ExpirySchedule.futures(nowNs);
    for (long expiryNs : ExpirySchedule.options(nowNs)) {
      SimExpiry e = expiries.get(expiryNs);
      if (e == null) {
        TrueSmile smile = pricer.smile(factors.model(), SimExpiry.years(nowNs, expiryNs));
        String date = DeribitName.future(underlying.coin(), expiryNs / 1_000_000L);
        e = new SimExpiry(expiryNs, withFuture.contains(expiryNs) ? date : "SYN." + date, smile);
        expiries.put(expiryNs, e);
      }
      double root = Math.sqrt(e.smile().totalVariance(0));
      double forward = e.forward(factors.spot(), underlying.carry(), nowNs);
      for (double strike : StrikeGrid.around(forward, root)) {
        for (OptionType type : OptionType.values()) {
          list(e, strike, type, nowNs, events);
        }
      }
    }
    listFuture(underlying.coin() + "-PERPETUAL", Instrument.Future.PERPETUAL, nowNs, events);
    for (long expiryNs : withFuture) {
      String name = DeribitName.future(underlying.coin(), expiryNs / 1_000_000L);
      listFuture(name, expiryNs, nowNs, events);
    }
  }

  /// Moves the factors on, re-marks the smiles whose turn it is, and quotes.
  long step(
      long stepIndex,
      double seconds,
      long nowNs,
      double quotes,
      long lastTradeId,
      MarketEvents events) {
    factors.step(seconds / 31_536_000.0);
    if (factors.jumped()) {
      burstLeft = BURST_STEPS;
    }
    int turn = 0;
    for (SimExpiry e : expiries.values()) {
      boolean due = (stepIndex + turn) % SMILE_STEPS == 0;
      if (due || burstLeft == BURST_STEPS) {
        e.smile(pricer.smile(factors.model(), e.years(nowNs)));
      }
      turn++;
    }
    quoteSome(nowNs, quotes, events);
    if (stepIndex % 10 == 0) {
      quoteFutures(nowNs, events);
    }
    return tradeMaker.step(contracts, seconds, nowNs, lastTradeId, events);
  }

  private void quoteSome(long nowNs, double quotes, MarketEvents events) {
    quoteCredit += quotes;
    while (quoteCredit >= 1 && !contracts.isEmpty()) {
      quoteCredit--;
      quote(contracts.get(pick.nextInt(contracts.size())), nowNs, events);
    }
    if (burstLeft > 0) {
      burstLeft--;
      for (int i = burstLeft; i < contracts.size(); i += BURST_STEPS) {
        quote(contracts.get(i), nowNs, events);
      }
    }
  }

  private void quote(SimContract c, long nowNs, MarketEvents events) {
    maker.quote(c, factors.spot(), nowNs);
    events.quoted.add(c);
  }

  private void quoteFutures(long nowNs, MarketEvents events) {
    for (SimFuture f : futures) {
      double fair = factors.spot() * (1 + 2e-5);
      if (!f.instrument().isPerpetual()) {
        double years = SimExpiry.years(nowNs, f.instrument().expiryTimeNs());
        fair = factors.spot() * underlying.carry().forwardOverSpot(years);
      }
      if (f.quote(fair, factors.spot(), futureTick, nowNs)) {
        events.futures.add(f);
      }
    }
  }

  private void list(SimExpiry e, double strike, OptionType type, long nowNs, MarketEvents events) {
    String name =
        DeribitName.option(underlying.coin(), e.expiryTimeNs() / 1_000_000L, strike, type);
    if (!listed.add(name)) {
      return;
    }
    Instrument.Option option =
        new Instrument.Option(
            VENUE,
            name,
            underlying.coin(),
            Settlement.INVERSE,
            e.expiryTimeNs(),
            strike,
            type,
            TickSize.DERIBIT_INVERSE,
            1);
    SimContract c = new SimContract(nextContractId++, option, e, nowNs);
    maker.start(c);
    contracts.add(c);
    events.states.add(new StateEvent(underlying.coin(), "option", name, "created", nowNs));
    quote(c, nowNs, events);
  }

  private void listFuture(String name, long expiryNs, long nowNs, MarketEvents events) {
    if (!listed.add(name)) {
      return;
    }
    futures.add(
        new SimFuture(
            new Instrument.Future(VENUE, name, underlying.coin(), Settlement.INVERSE, expiryNs)));
    events.states.add(new StateEvent(underlying.coin(), "future", name, "created", nowNs));
  }

  private void expire(long nowNs, MarketEvents events) {
    expiries.headMap(nowNs, true).clear();
    contracts.removeIf(
        c -> {
          boolean gone = c.instrument().expiryTimeNs() <= nowNs;
          if (gone) {
            close("option", c.instrument().name(), nowNs, events);
          }
          return gone;
        });
    futures.removeIf(
        f -> {
          boolean gone = f.instrument().expiryTimeNs() <= nowNs;
          if (gone) {
            close("future", f.instrument().name(), nowNs, events);
          }
          return gone;
        });
  }

  private void close(String kind, String name, long nowNs, MarketEvents events) {
    listed.remove(name);
    for (String state : List.of("settled", "closed")) {
      events.states.add(new StateEvent(underlying.coin(), kind, name, state, nowNs));
    }
  }
}
