package io.calibrant.venues.chainfile;

import io.calibrant.core.market.Quote;
import io.calibrant.core.market.ReasonCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One poll of Deribit's tickers or order books as a table, one row a contract with its own stamp.
///
/// Premiums in coin, vols in percent, zero for a missing side. A table of futures called
/// `futures_raw_X` beside `options_raw_X` is read too.
final class DeribitTickers implements CsvLayout {
  private static final double PERCENT = 100;

  @Override
  public String name() {
    return "deribit-tickers";
  }

  @Override
  public String venue() {
    return "deribit";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "instrument_name",
        "timestamp",
        "best_bid_price",
        "best_ask_price",
        "underlying_price",
        "index_price");
  }

  @Override
  public void read(CsvTable table, ChainCollector collector) throws ChainFormatException {
    var sweep = new Sweep();
    var columns = new Columns(table);
    for (@Nullable CsvRow row = table.next(); row != null; row = table.next()) {
      collector.checkRoom(sweep.size(), row.line());
      ChainCollector.Listing listing = collector.deribitOption(row.text(columns.name));
      if (listing != null) {
        sweep.add(
            listing.family(),
            columns.quote(row, listing),
            row.positive(columns.minPrice),
            row.positive(columns.maxPrice),
            columns.isOpen(row),
            row.line());
      }
    }
    long asOfNs = sweep.asOfNs();
    sweep.flush(collector);
    DeribitFutures.readBeside(table.file(), asOfNs, collector);
  }

  private static final class Columns {
    final int name;
    final int time;
    final int bid;
    final int ask;
    final int bidSize;
    final int askSize;
    final int mark;
    final int markVol;
    final int forward;
    final int index;
    final int minPrice;
    final int maxPrice;
    final int openInterest;
    final int volume;
    final int state;

    Columns(CsvTable table) {
      name = table.column("instrument_name");
      time = table.column("timestamp");
      bid = table.column("best_bid_price");
      ask = table.column("best_ask_price");
      bidSize = table.column("best_bid_amount");
      askSize = table.column("best_ask_amount");
      mark = table.column("mark_price");
      markVol = table.column("mark_iv");
      forward = table.column("underlying_price");
      index = table.column("index_price");
      minPrice = table.column("min_price");
      maxPrice = table.column("max_price");
      openInterest = table.column("open_interest");
      volume = table.firstColumn("stats_volume", "stats.volume");
      state = table.firstColumn("state_y", "state");
    }

    /// Without a column of states every contract counts as open.
    boolean isOpen(CsvRow row) {
      String text = row.text(state);
      return text.isEmpty() || text.equals("open");
    }

    Quote quote(CsvRow row, ChainCollector.Listing listing) throws ChainFormatException {
      long timeNs = Times.millisToNs(row, time);
      return new Quote(
          listing.option(),
          row.positive(bid),
          row.positive(ask),
          row.amount(bidSize),
          row.amount(askSize),
          row.positive(mark),
          row.positive(markVol) / PERCENT,
          row.positive(forward),
          row.positive(index),
          row.amount(openInterest),
          row.amount(volume),
          timeNs,
          timeNs,
          timeNs,
          ReasonCode.USED);
    }
  }
}
