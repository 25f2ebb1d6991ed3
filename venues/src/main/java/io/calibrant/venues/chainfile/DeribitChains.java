package io.calibrant.venues.chainfile;

import io.calibrant.core.market.Quote;
import io.calibrant.core.market.ReasonCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Coin-settled chains, several snapshots and coins a file: premiums in coin, vols decimal.
final class DeribitChains implements CsvLayout {
  @Override
  public String name() {
    return "deribit-chains";
  }

  @Override
  public String venue() {
    return "deribit";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "snapshot_utc",
        "instrument_name",
        "bid",
        "ask",
        "mark",
        "mark_iv",
        "underlying",
        "index_price");
  }

  @Override
  public void read(CsvTable table, ChainCollector collector) throws ChainFormatException {
    new Rows(table, collector).readAll();
  }

  private static final class Rows {
    private final CsvTable table;
    private final ChainCollector collector;
    private final int time;
    private final int name;
    private final int bid;
    private final int ask;
    private final int mark;
    private final int markVol;
    private final int forward;
    private final int index;
    private final int openInterest;
    private final int volume;
    private String lastTime = "";
    private long lastTimeNs;

    Rows(CsvTable table, ChainCollector collector) {
      this.table = table;
      this.collector = collector;
      time = table.column("snapshot_utc");
      name = table.column("instrument_name");
      bid = table.column("bid");
      ask = table.column("ask");
      mark = table.column("mark");
      markVol = table.column("mark_iv");
      forward = table.column("underlying");
      index = table.column("index_price");
      openInterest = table.column("open_interest");
      volume = table.column("volume");
    }

    void readAll() throws ChainFormatException {
      for (@Nullable CsvRow row = table.next(); row != null; row = table.next()) {
        ChainCollector.Listing listing = collector.deribitOption(row.text(name));
        if (listing != null) {
          long asOfNs = timeNs(row);
          collector.addChecked(asOfNs, listing.family(), quote(row, listing, asOfNs), row.line());
        }
      }
    }

    private Quote quote(CsvRow row, ChainCollector.Listing listing, long asOfNs)
        throws ChainFormatException {
      return new Quote(
          listing.option(),
          row.positive(bid),
          row.positive(ask),
          0,
          0,
          row.positive(mark),
          row.positive(markVol),
          row.positive(forward),
          row.positive(index),
          row.amount(openInterest),
          row.amount(volume),
          asOfNs,
          asOfNs,
          asOfNs,
          ReasonCode.USED);
    }

    /// All rows of a snapshot carry the same text, so that one parse serves them all.
    private long timeNs(CsvRow row) throws ChainFormatException {
      String text = row.text(time);
      if (!text.equals(lastTime)) {
        lastTimeNs = Times.parseNs(row, time);
        lastTime = text;
      }
      return lastTimeNs;
    }
  }
}
