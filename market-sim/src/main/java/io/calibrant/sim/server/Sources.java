package io.calibrant.sim.server;

import io.calibrant.core.market.Origin;
import io.calibrant.core.market.VenueMessage.BookTop;
import io.calibrant.core.market.VenueMessage.IndexLevel;
import io.calibrant.core.market.VenueMessage.OptionMark;
import io.calibrant.core.market.VenueMessage.Trade;
import io.calibrant.core.market.VenueMessage.VolIndexLevel;
import io.calibrant.sim.market.MarketEvents.StateEvent;
import io.calibrant.sim.market.SimBook;
import io.calibrant.sim.market.SimCoin;
import io.calibrant.sim.market.SimContract;
import io.calibrant.sim.market.SimFuture;
import io.calibrant.venues.deribit.BookLevel;
import io.calibrant.venues.deribit.DeribitEncoder;
import java.util.ArrayList;
import java.util.List;

/// What the channels say, one class a kind.
final class Sources {
  private static final String VENUE = "deribit";

  private Sources() {}

  /// `ticker` of an option.
  record OptionTickers(SimContract contract) implements Topic.Source {
    @Override
    public boolean write(StringBuilder out, String channel, long nowNs) {
      DeribitEncoder.ticker(out, channel, contract.ticker(), contract.extras());
      return true;
    }

    @Override
    public boolean writeFirst(StringBuilder out, String channel, long nowNs) {
      return write(out, channel, nowNs);
    }
  }

  /// `ticker` of a future.
  record FutureTickers(SimFuture future) implements Topic.Source {
    @Override
    public boolean write(StringBuilder out, String channel, long nowNs) {
      if (future.version() == 0) {
        return false;
      }
      DeribitEncoder.ticker(out, channel, future.ticker());
      return true;
    }

    @Override
    public boolean writeFirst(StringBuilder out, String channel, long nowNs) {
      return write(out, channel, nowNs);
    }
  }

  /// `book.{i}.none.10.100ms`: whole books.
  record GroupedBooks(SimContract contract) implements Topic.Source {
    @Override
    public boolean write(StringBuilder out, String channel, long nowNs) {
      SimBook book = SimBook.of(contract);
      BookTop at = top(contract, contract.version(), nowNs);
      DeribitEncoder.bookGrouped(out, channel, at, book.bids(), book.asks());
      return true;
    }

    @Override
    public boolean writeFirst(StringBuilder out, String channel, long nowNs) {
      return write(out, channel, nowNs);
    }
  }

  /// `book.{i}.100ms`: a snapshot for each new listener, then changes for all.
  static final class BookChanges implements Topic.Source {
    private final SimContract contract;
    private SimBook last;
    private long changeId;

    BookChanges(SimContract contract) {
      this.contract = contract;
      this.last = SimBook.of(contract);
      this.changeId = 1_000_000L + contract.version();
    }

    @Override
    public boolean isWhole() {
      return false;
    }

    @Override
    public boolean write(StringBuilder out, String channel, long nowNs) {
      SimBook now = SimBook.of(contract);
      List<BookLevel> bids = SimBook.changes(last.bids(), now.bids());
      List<BookLevel> asks = SimBook.changes(last.asks(), now.asks());
      last = now;
      if (bids.isEmpty() && asks.isEmpty()) {
        return false;
      }
      long before = changeId;
      changeId += 1 + contract.version() % 7;
      BookTop at = top(contract, changeId, nowNs);
      DeribitEncoder.bookChange(out, channel, at, before, bids, asks);
      return true;
    }

    @Override
    public boolean writeFirst(StringBuilder out, String channel, long nowNs) {
      BookTop at = top(contract, changeId, nowNs);
      DeribitEncoder.bookSnapshot(out, channel, at, last.bids(), last.asks());
      return true;
    }
  }

  /// `trades`: those since the last frame.
  static final class Trades implements Topic.Source {
    private static final int MAX_WAITING = 10_000;

    private final List<Trade> waiting = new ArrayList<>();

    void add(Trade trade) {
      if (waiting.size() < MAX_WAITING) {
        waiting.add(trade);
      }
    }

    @Override
    public boolean isWhole() {
      return false;
    }

    @Override
    public boolean write(StringBuilder out, String channel, long nowNs) {
      if (waiting.isEmpty()) {
        return false;
      }
      DeribitEncoder.trades(out, channel, waiting);
      waiting.clear();
      return true;
    }

    @Override
    public boolean writeFirst(StringBuilder out, String channel, long nowNs) {
      return false;
    }
  }

  /// `instrument.state`: every event has its own frame, the topic's interval is 0.
  static final class States implements Topic.Source {
    private StateEvent event = new StateEvent("", "", "", "", 0);

    void set(StateEvent next) {
      event = next;
    }

    @Override
    public boolean isWhole() {
      return false;
    }

    @Override
    public boolean write(StringBuilder out, String channel, long nowNs) {
      DeribitEncoder.state(out, channel, event.instrument(), event.state(), event.timeNs());
      return true;
    }

    @Override
    public boolean writeFirst(StringBuilder out, String channel, long nowNs) {
      return false;
    }
  }

  /// `deribit_price_index`.
  record PriceIndex(SimCoin coin) implements Topic.Source {
    @Override
    public boolean write(StringBuilder out, String channel, long nowNs) {
      double price = Math.round(coin.spot() * 100) / 100.0;
      Origin origin = Origin.of(VENUE, nowNs, nowNs);
      DeribitEncoder.priceIndex(out, new IndexLevel(origin, coin.underlying().index(), price));
      return true;
    }

    @Override
    public boolean writeFirst(StringBuilder out, String channel, long nowNs) {
      return write(out, channel, nowNs);
    }
  }

  /// `deribit_volatility_index`.
  record VolIndex(SimCoin coin) implements Topic.Source {
    @Override
    public boolean write(StringBuilder out, String channel, long nowNs) {
      Origin origin = Origin.of(VENUE, nowNs, nowNs);
      String index = coin.underlying().index();
      DeribitEncoder.volatilityIndex(out, new VolIndexLevel(origin, index, coin.volIndex(nowNs)));
      return true;
    }

    @Override
    public boolean writeFirst(StringBuilder out, String channel, long nowNs) {
      return write(out, channel, nowNs);
    }
  }

  /// `markprice.options`: the marks of a whole chain.
  record Marks(SimCoin coin) implements Topic.Source {
    @Override
    public boolean write(StringBuilder out, String channel, long nowNs) {
      List<OptionMark> marks = coin.contracts().stream().map(SimContract::optionMark).toList();
      DeribitEncoder.marks(out, channel, marks);
      return true;
    }

    @Override
    public boolean writeFirst(StringBuilder out, String channel, long nowNs) {
      return write(out, channel, nowNs);
    }
  }

  private static BookTop top(SimContract contract, long changeId, long nowNs) {
    return new BookTop(
        Origin.of(VENUE, nowNs, nowNs),
        contract.instrument().name(),
        contract.bid(),
        contract.ask(),
        0,
        0,
        changeId);
  }
}
