package io.calibrant.engine.store;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.market.VenueMessage;
import io.calibrant.core.smile.CurvedSvi;
import io.calibrant.engine.journal.BinaryWriter;
import io.calibrant.engine.journal.Entry;
import io.calibrant.engine.journal.JournalReader.Item;
import io.calibrant.engine.journal.SurfaceCodec;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Turns journal entries into rows; one thread's. Rows and progress become visible together.
final class StoreWriter implements AutoCloseable {
  private static final double[] NONE = {};

  private final DuckDBConnection connection;
  private final BinaryWriter scratch = BinaryWriter.ofHeap(1 << 14);
  private final DuckDBAppender quotes;
  private final DuckDBAppender trades;
  private final DuckDBAppender decisions;
  private final DuckDBAppender slices;
  private final DuckDBAppender surfaces;
  private int waitingRows;

  StoreWriter(DuckDBConnection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
    quotes = connection.createAppender("main", "quotes");
    trades = connection.createAppender("main", "trades");
    decisions = connection.createAppender("main", "decisions");
    slices = connection.createAppender("main", "slices");
    surfaces = connection.createAppender("main", "surfaces");
  }

  /// Rows that the next [#commit] will make visible.
  int waitingRows() {
    return waitingRows;
  }

  void quote(long sequence, VenueMessage.OptionTicker ticker) throws SQLException {
    beginQuote(sequence, ticker, ticker.instrument());
    quotes.append(ticker.bid()).append(ticker.ask());
    quotes.append(ticker.bidSize()).append(ticker.askSize());
    quotes.append(ticker.mark()).append(ticker.markVol());
    quotes.append(ticker.forward()).append(ticker.index());
    quotes.endRow();
  }

  void quote(long sequence, VenueMessage.FutureTicker ticker) throws SQLException {
    beginQuote(sequence, ticker, ticker.instrument());
    quotes.append(ticker.bid()).append(ticker.ask());
    quotes.append(Double.NaN).append(Double.NaN);
    quotes.append(ticker.mark()).append(Double.NaN);
    quotes.append(Double.NaN).append(ticker.index());
    quotes.endRow();
  }

  void quote(long sequence, VenueMessage.BookTop top) throws SQLException {
    beginQuote(sequence, top, top.instrument());
    quotes.append(top.bid()).append(top.ask());
    quotes.append(top.bidSize()).append(top.askSize());
    for (int i = 0; i < 4; i++) {
      quotes.append(Double.NaN);
    }
    quotes.endRow();
  }

  private void beginQuote(long sequence, VenueMessage message, String instrument)
      throws SQLException {
    quotes.beginRow();
    begin(quotes, sequence, message);
    quotes.append(instrument);
  }

  void trade(long sequence, VenueMessage.Trade trade) throws SQLException {
    trades.beginRow();
    begin(trades, sequence, trade);
    trades.append(trade.instrument()).append(trade.tradeId());
    trades.append(trade.price()).append(trade.size()).append(trade.takerBuys());
    trades.append(trade.vol()).append(trade.kind().name());
    trades.endRow();
  }

  private void begin(DuckDBAppender rows, long sequence, VenueMessage message) throws SQLException {
    waitingRows++;
    rows.append(sequence).append(message.origin().receiptTimeNs());
    rows.append(message.origin().exchangeTimeNs()).append(message.origin().venue());
  }

  void decision(Item.Read read, Entry.Decided decided) throws SQLException {
    Decision decision = decided.decision();
    waitingRows++;
    decisions.beginRow();
    decisions.append(read.sequence()).append(decision.asOfNs()).append(decision.underlying());
    switch (decision) {
      case Decision.Publish _ -> decisions.append("publish").append("").append("");
      case Decision.Hold hold ->
          decisions.append("hold").append(hold.code().name()).append(hold.reason());
    }
    decisions.append(decision.snapshotHash()).append(decided.digest());
    decisions.append(read.segment().firstSequence()).append(read.offset());
    decisions.endRow();
  }

  void surface(long sequence, CalibratedSurface surface) throws SQLException {
    scratch.clear();
    SurfaceCodec.write(surface, SurfaceCodec.Quotes.NONE, scratch);
    waitingRows += 1 + surface.slices().size();
    surfaces.beginRow();
    surfaces.append(sequence).append(surface.asOfNs()).append(surface.underlying());
    surfaces.append(scratch.toArray());
    surfaces.endRow();
    for (CalibratedSlice slice : surface.slices()) {
      slice(sequence, surface, slice);
    }
  }

  private void slice(long sequence, CalibratedSurface surface, CalibratedSlice slice)
      throws SQLException {
    slices.beginRow();
    slices.append(sequence).append(surface.asOfNs()).append(surface.underlying());
    slices.append(slice.expiryTimeNs()).append(slice.expiry());
    slices.append(slice.forward().value()).append(slice.forward().stdError());
    slices.append(slice.forward().discountFactor()).append(slice.forward().method().name());
    slices.append(slice.base().a()).append(slice.base().b()).append(slice.base().rho());
    slices.append(slice.base().m()).append(slice.base().sigma());
    slices.append(slice.impliedVol(0)).append(slice.impliedVolStdDev(0));
    slices.append(slice.status().name()).append(slice.iterations());
    slices.append(slice.quality().usedCount()).append(slice.quality().rmseVolPoints());
    slices.append(slice.quality().holdOutRmseVolPoints()).append(slice.quality().insideSpread());
    slices.append(slice.butterflyMinG()).append(slice.calendarMinGap());
    // Empty lists for raw SVI, so that w(k) = SVI(k) + Σ cⱼBⱼ(k) reads the same for every row.
    boolean curved = slice.smile() instanceof CurvedSvi;
    slices.append(curved ? ((CurvedSvi) slice.smile()).knots() : NONE);
    slices.append(curved ? ((CurvedSvi) slice.smile()).coefficients() : NONE);
    slices.endRow();
  }

  /// Makes all rows so far visible, together with how far they reach.
  void commit(long sequence, long quotesSequence) throws SQLException {
    quotes.flush();
    trades.flush();
    decisions.flush();
    slices.flush();
    surfaces.flush();
    try (PreparedStatement progress =
        connection.prepareStatement("UPDATE progress SET sequence = ?, quotes_sequence = ?")) {
      progress.setLong(1, sequence);
      progress.setLong(2, quotesSequence);
      progress.executeUpdate();
    }
    connection.commit();
    waitingRows = 0;
  }

  @Override
  public void close() throws SQLException {
    // Rows that were not committed come again from the journal.
    connection.rollback();
  }
}
