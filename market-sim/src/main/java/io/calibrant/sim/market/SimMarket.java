package io.calibrant.sim.market;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// The whole simulated market as a pure function of seed, start and the number of steps taken.
///
/// Time moves in steps of 10 ms; [#step] may be called with any amount, what is left over is kept.
/// So the content does not depend on how the time was cut. Not thread-safe.
public final class SimMarket {
  /// Length of a step.
  public static final long STEP_NS = 10_000_000L;

  private static final double STEP_SECONDS = STEP_NS * 1e-9;
  private static final int TRUTH_STEPS = 10;
  private static final int TRUTH_KEPT = 1_200;
  private static final int RELIST_STEPS = 1_000;
  private static final int INDEX_STEPS = 20;
  private static final int VOL_INDEX_STEPS = 100;
  private static final int CONTRACTS_PER_COIN = 1_000_000;

  private final List<SimCoin> coins = new ArrayList<>();
  private final MarketEvents events = new MarketEvents();
  private final Deque<TrueSurface> truths = new ArrayDeque<>();
  private final double quotesPerSecond;
  private long nowNs;
  private long steps;
  private long leftNs;
  private long lastTradeId;

  /// @param quotesPerSecond over all coins
  /// @param tradesPerSecond per coin
  public SimMarket(
      long seed,
      List<Underlying> underlyings,
      long startTimeNs,
      double quotesPerSecond,
      double tradesPerSecond,
      MarketFaults faults) {
    if (!(quotesPerSecond >= 0 && quotesPerSecond <= 1e6)) {
      throw new IllegalArgumentException(
          "quotesPerSecond=%s: must be from 0 to 1e6".formatted(quotesPerSecond));
    }
    this.quotesPerSecond = quotesPerSecond;
    this.nowNs = startTimeNs - startTimeNs % 1_000_000L;
    SplittableRandom root = new SplittableRandom(seed);
    for (Underlying underlying : underlyings) {
      SimCoin coin =
          new SimCoin(
              underlying, root.split(), faults, tradesPerSecond, coins.size() * CONTRACTS_PER_COIN);
      coins.add(coin);
      coin.relist(nowNs, events);
    }
    recordTruth();
    events.clear();
  }

  /// Moves on by `dtNs` and says what happened; the answer is reused by the next call.
  public MarketEvents step(long dtNs) {
    events.clear();
    leftNs += dtNs;
    while (leftNs >= STEP_NS) {
      leftNs -= STEP_NS;
      nowNs += STEP_NS;
      steps++;
      stepOnce();
    }
    return events;
  }

  /// The simulated time, ns since 1970.
  public long nowNs() {
    return nowNs;
  }

  /// The coins, in the order of the settings.
  public List<SimCoin> coins() {
    return List.copyOf(coins);
  }

  /// The newest truth of a coin.
  public Optional<TrueSurface> truth(String coin) {
    return truthAt(coin, Long.MAX_VALUE);
  }

  /// The last truth at or before `timeNs`; about a minute is kept.
  public Optional<TrueSurface> truthAt(String coin, long timeNs) {
    for (Iterator<TrueSurface> i = truths.descendingIterator(); i.hasNext(); ) {
      TrueSurface t = i.next();
      if (t.timeNs() <= timeNs && t.coin().equals(coin)) {
        return Optional.of(t);
      }
    }
    return Optional.empty();
  }

  private void stepOnce() {
    int total = coins.stream().mapToInt(c -> c.contracts().size()).sum();
    for (SimCoin coin : coins) {
      if (steps % RELIST_STEPS == 0) {
        coin.relist(nowNs, events);
      }
      double share = coin.contracts().size() / (double) Math.max(1, total);
      double quotes = quotesPerSecond * STEP_SECONDS * share;
      lastTradeId = coin.step(steps, STEP_SECONDS, nowNs, quotes, lastTradeId, events);
      if (steps % INDEX_STEPS == 0) {
        events.indexes.add(coin);
      }
      if (steps % VOL_INDEX_STEPS == 0) {
        events.volIndexes.add(coin);
      }
    }
    if (steps % TRUTH_STEPS == 0) {
      recordTruth();
    }
  }

  private void recordTruth() {
    for (SimCoin coin : coins) {
      truths.addLast(coin.truth(nowNs));
    }
    while (truths.size() > TRUTH_KEPT) {
      truths.removeFirst();
    }
  }
}
