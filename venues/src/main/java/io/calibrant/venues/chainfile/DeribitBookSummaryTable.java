package io.calibrant.venues.chainfile;

import io.calibrant.core.market.Quote;
import io.calibrant.core.market.ReasonCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Deribit's `get_book_summary_by_currency` written as a table: a whole chain in one call.
///
/// Rows of one call are stamped a few ms apart. Premiums in coin, empty for a missing side;
/// `estimated_delivery_price` is the index.
final class DeribitBookSummaryTable implements CsvLayout {
  private static final double PERCENT = 100;

  @Override
  public String name() {
    return "deribit-book-summary";
  }

  @Override
  public String venue() {
    return "deribit";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "instrument_name", "creation_timestamp", "bid_price", "ask_price", "underlying_price");
  }

  @Override
  public void read(CsvTable table, ChainCollector collector) throws ChainFormatException {
    int name = table.column("instrument_name");
    int time = table.column("creation_timestamp");
    int bid = table.column("bid_price");
    int ask = table.column("ask_price");
    int mark = table.column("mark_price");
    int markVol = table.column("mark_iv");
    int forward = table.column("underlying_price");
    int index = table.column("estimated_delivery_price");
    int openInterest = table.column("open_interest");
    int volume = table.column("volume");
    var sweep = new Sweep();
    for (@Nullable CsvRow row = table.next(); row != null; row = table.next()) {
      ChainCollector.Listing listing = collector.deribitOption(row.text(name));
      if (listing != null) {
        long timeNs = Times.millisToNs(row, time);
        var quote =
            new Quote(
                listing.option(),
                row.positive(bid),
                row.positive(ask),
                0,
                0,
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
        if (!sweep.covers(timeNs)) {
          sweep.flush(collector);
        }
        collector.checkRoom(sweep.size(), row.line());
        sweep.add(listing.family(), quote, Double.NaN, Double.NaN, true, row.line());
      }
    }
    sweep.flush(collector);
  }
}
