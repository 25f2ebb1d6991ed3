package io.calibrant.sim.server;

import io.calibrant.core.market.VenueMessage.Trade;
import io.calibrant.sim.market.MarketEvents;
import io.calibrant.sim.market.MarketEvents.StateEvent;
import io.calibrant.sim.market.SimCoin;
import io.calibrant.sim.market.SimContract;
import io.calibrant.sim.market.SimFuture;
import io.calibrant.sim.market.SimMarket;
import io.calibrant.venues.deribit.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The topics somebody listens to, and which of them each event concerns.
///
/// A topic whose turn has not come waits in a wheel of 10 ms slots, so that the work per step is
/// that of the topics that are due.
final class TopicTable {
  private static final long MS_100 = 100_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final int SLOTS = 256;

  private final SimMarket market;
  private final Map<String, Topic> topics = new HashMap<>();
  private final Map<Object, List<Topic>> bySubject = new HashMap<>();
  private final Map<String, Sources.Trades> trades = new HashMap<>();
  private final Map<String, Sources.States> states = new HashMap<>();
  private final Map<String, Object> contracts = new HashMap<>();
  private final List<List<Topic>> wheel = new ArrayList<>();
  private final StringBuilder out = new StringBuilder(4096);
  private final List<Topic> lateNow = new ArrayList<>();
  private long slot;
  private long conflated;

  TopicTable(SimMarket market) {
    this.market = market;
    this.slot = market.nowNs() / SimMarket.STEP_NS;
    for (int i = 0; i < SLOTS; i++) {
      wheel.add(new ArrayList<>());
    }
    index();
  }

  /// Adds a listener to a channel; false when there is no such channel.
  boolean subscribe(String text, Connection listener) {
    Topic topic = topics.get(text);
    if (topic == null) {
      topic = create(Channel.parse(text));
      if (topic == null) {
        return false;
      }
      topics.put(text, topic);
    }
    if (!topic.listeners().contains(listener)) {
      topic.listeners().add(listener);
    }
    return true;
  }

  /// How many frames were not said to a listener that had fallen behind.
  long conflated() {
    return conflated;
  }

  /// Sends a new listener what it must know first.
  void greet(String text, Connection listener) {
    Topic topic = topics.get(text);
    if (topic != null) {
      topic.greet(listener, out, market.nowNs());
    }
  }

  void unsubscribe(String text, Connection listener) {
    Topic topic = topics.get(text);
    if (topic != null) {
      topic.listeners().remove(listener);
    }
  }

  /// Passes on what happened and lets the topics speak whose turn has come.
  void publish(MarketEvents events) {
    long nowNs = market.nowNs();
    if (!events.states().isEmpty()) {
      index();
      events.states().forEach(event -> sayState(event, nowNs));
    }
    for (SimContract c : events.quoted()) {
      touch(c, nowNs);
    }
    for (SimFuture f : events.futures()) {
      touch(f, nowNs);
    }
    for (Trade t : events.trades()) {
      addTrade("trades." + t.instrument() + ".100ms", t, nowNs);
      String coin = t.instrument().substring(0, t.instrument().indexOf('-'));
      addTrade("trades.option." + coin + ".100ms", t, nowNs);
    }
    for (SimCoin coin : events.indexes()) {
      touch("deribit_price_index." + coin.underlying().index(), nowNs);
    }
    for (SimCoin coin : events.volIndexes()) {
      touch("deribit_volatility_index." + coin.underlying().index(), nowNs);
      touch("markprice.options." + coin.underlying().index(), nowNs);
    }
    turnWheel(nowNs);
  }

  private void turnWheel(long nowNs) {
    long until = nowNs / SimMarket.STEP_NS;
    List<Topic> late = new ArrayList<>();
    if (until - slot > SLOTS) {
      slot = until - SLOTS;
    }
    while (slot < until) {
      slot++;
      List<Topic> due = wheel.get((int) (slot % SLOTS));
      for (int i = 0; i < due.size(); i++) {
        say(due.get(i), nowNs, late);
      }
      due.clear();
    }
    late.forEach(topic -> delay(topic, nowNs));
  }

  private void say(Topic topic, long nowNs, List<Topic> late) {
    int behind = topic.say(out, nowNs);
    if (behind > 0) {
      conflated += behind;
      late.add(topic);
    }
  }

  /// Has a topic speak again once its listeners may have caught up.
  private void delay(Topic topic, long nowNs) {
    if (!topic.isWaiting()) {
      enqueue(topic, Math.max(topic.waitFrom(nowNs), nowNs + MS_100));
    }
  }

  private void enqueue(Topic topic, long dueNs) {
    long at = (dueNs + SimMarket.STEP_NS - 1) / SimMarket.STEP_NS;
    wheel.get((int) (Math.clamp(at, slot + 1, slot + SLOTS - 1) % SLOTS)).add(topic);
  }

  private void touch(Object subject, long nowNs) {
    List<Topic> concerned = bySubject.get(subject);
    if (concerned == null) {
      return;
    }
    List<Topic> late = lateNow;
    for (int i = 0; i < concerned.size(); i++) {
      Topic topic = concerned.get(i);
      if (topic.listeners().isEmpty() || topic.isWaiting()) {
        continue;
      }
      long due = topic.waitFrom(nowNs);
      if (due <= nowNs) {
        say(topic, nowNs, late);
      } else {
        enqueue(topic, due);
      }
    }
    late.forEach(topic -> delay(topic, nowNs));
    late.clear();
  }

  private void addTrade(String channel, Trade trade, long nowNs) {
    Sources.Trades waiting = trades.get(channel);
    if (waiting != null) {
      waiting.add(trade);
      touch(channel, nowNs);
    }
  }

  private void sayState(StateEvent event, long nowNs) {
    String channel = "instrument.state.%s.%s".formatted(event.kind(), event.coin());
    Sources.States source = states.get(channel);
    if (source != null) {
      source.set(event);
      touch(channel, nowNs);
    }
  }

  /// A new topic, or null when the channel names nothing that exists.
  private @Nullable Topic create(Channel channel) {
    String text = channel.text();
    String last = text.substring(text.lastIndexOf('.') + 1);
    long interval = last.equals("raw") ? 0 : last.equals("agg2") ? SECOND : MS_100;
    Object subject = contracts.get(channel.subject());
    switch (channel.kind()) {
      case TICKER -> {
        if (subject instanceof SimContract c) {
          return add(c, new Topic(text, interval, new Sources.OptionTickers(c)));
        }
        if (subject instanceof SimFuture f) {
          return add(f, new Topic(text, interval, new Sources.FutureTickers(f)));
        }
      }
      case BOOK_CHANGES -> {
        if (subject instanceof SimContract c) {
          return add(c, new Topic(text, interval, new Sources.BookChanges(c)));
        }
      }
      case BOOK_GROUPED -> {
        if (subject instanceof SimContract c) {
          return add(c, new Topic(text, interval, new Sources.GroupedBooks(c)));
        }
      }
      case TRADES -> {
        Sources.Trades source = new Sources.Trades();
        trades.put(text, source);
        return add(text, new Topic(text, interval, source));
      }
      case INSTRUMENT_STATE -> {
        Sources.States source = new Sources.States();
        states.put(text, source);
        return add(text, new Topic(text, 0, source));
      }
      case PRICE_INDEX, VOLATILITY_INDEX, MARK_PRICES -> {
        return createLevel(channel);
      }
      case QUOTE, UNKNOWN -> {}
    }
    return null;
  }

  private @Nullable Topic createLevel(Channel channel) {
    String text = channel.text();
    for (SimCoin coin : market.coins()) {
      if (coin.underlying().index().equals(channel.subject())) {
        return add(
            text,
            switch (channel.kind()) {
              case PRICE_INDEX -> new Topic(text, 0, new Sources.PriceIndex(coin));
              case VOLATILITY_INDEX -> new Topic(text, 0, new Sources.VolIndex(coin));
              default -> new Topic(text, 0, new Sources.Marks(coin));
            });
      }
    }
    return null;
  }

  private Topic add(Object subject, Topic topic) {
    bySubject.computeIfAbsent(subject, _ -> new ArrayList<>()).add(topic);
    return topic;
  }

  /// Learns the names of what is listed and forgets the topics of what is not.
  private void index() {
    contracts.clear();
    for (SimCoin coin : market.coins()) {
      coin.contracts().forEach(c -> contracts.put(c.instrument().name(), c));
      coin.futures().forEach(f -> contracts.put(f.instrument().name(), f));
    }
    bySubject.keySet().removeIf(s -> !(s instanceof String) && !contracts.containsValue(s));
    topics
        .values()
        .removeIf(
            t -> {
              Channel channel = Channel.parse(t.channel());
              boolean perContract =
                  switch (channel.kind()) {
                    case TICKER, BOOK_CHANGES, BOOK_GROUPED -> true;
                    default -> false;
                  };
              return perContract && !contracts.containsKey(channel.subject());
            });
  }
}
