package io.calibrant.venues.deribit;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Origin;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.market.TickSize;
import io.calibrant.core.market.VenueMessage;
import io.calibrant.core.market.VenueMessage.BookTop;
import io.calibrant.core.market.VenueMessage.FutureTicker;
import io.calibrant.core.market.VenueMessage.IndexLevel;
import io.calibrant.core.market.VenueMessage.Listed;
import io.calibrant.core.market.VenueMessage.OptionMark;
import io.calibrant.core.market.VenueMessage.OptionTicker;
import io.calibrant.core.market.VenueMessage.Trade;
import io.calibrant.core.market.VenueMessage.TradeKind;
import io.calibrant.core.market.VenueMessage.TradingState;
import io.calibrant.core.market.VenueMessage.VolIndexLevel;
import io.calibrant.venues.InstrumentReply;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What the encoder writes, the reader reads back as the same message.
final class RoundTripTest {
  private static final long RECEIPT_NS = 99;
  private static final OptionExtras EXTRAS = new OptionExtras("SYN.X", 0.5, 0.1, 3, -2, 0);

  private final SplittableRandom random = new SplittableRandom(20);

  private Origin origin() {
    return Origin.of("deribit", random.nextLong(1, 9_000_000_000_000L) * 1_000_000L, RECEIPT_NS);
  }

  private double decimal(int units, double scale) {
    return random.nextInt(1, units) / scale;
  }

  private <T> T anyOf(T[] all) {
    return all[random.nextInt(all.length)];
  }

  private double maybe(double value) {
    return random.nextInt(4) == 0 ? Double.NaN : value;
  }

  private static List<? extends VenueMessage> told(StringBuilder out) throws Exception {
    ServerFrame frame = new FrameReader().read(out, RECEIPT_NS);
    return ((ServerFrame.Told) frame).messages();
  }

  @Test
  void optionTicker_encodedAndRead_isTheSame() throws Exception {
    String name = "BTC-25DEC26-100000-C";
    for (int i = 0; i < 2_000; i++) {
      double bid = maybe(decimal(9_000, 1e4));
      double ask = maybe(decimal(9_000, 1e4));
      OptionTicker t =
          new OptionTicker(
              origin(),
              name,
              bid,
              ask,
              bid > 0 ? decimal(9_000, 10) : 0,
              ask > 0 ? decimal(9_000, 10) : 0,
              maybe(decimal(100_000_000, 1e8)),
              maybe(vol()),
              bid > 0 ? maybe(vol()) : Double.NaN,
              ask > 0 ? maybe(vol()) : Double.NaN,
              maybe(decimal(1_000_000_000, 1e4)),
              maybe(decimal(1_000_000_000, 1e4)),
              decimal(9_000, 1e4),
              decimal(9_000, 1e4),
              decimal(9_000, 10),
              decimal(9_000, 10),
              anyOf(TradingState.values()));
      StringBuilder out = new StringBuilder();
      DeribitEncoder.ticker(out, "ticker." + name + ".100ms", t, EXTRAS);
      assertThat(told(out).getFirst()).isEqualTo(t);
    }
  }

  /// A vol as the reader makes it: a number of hundredths of a percent, over 100.
  private double vol() {
    return random.nextInt(200, 49_000) / 100.0 / 100.0;
  }

  @Test
  void smallMessages_encodedAndRead_areTheSame() throws Exception {
    for (int i = 0; i < 200; i++) {
      StringBuilder out = new StringBuilder();
      FutureTicker future =
          new FutureTicker(origin(), "BTC-25DEC26", maybe(decimal(99_999, 2)), 5, maybe(7.25), 8.5);
      DeribitEncoder.ticker(out, "ticker.BTC-25DEC26.raw", future);
      assertThat(told(out).getFirst()).isEqualTo(future);
      out.setLength(0);
      IndexLevel index = new IndexLevel(origin(), "btc_usd", decimal(99_999_999, 100));
      DeribitEncoder.priceIndex(out, index);
      assertThat(told(out).getFirst()).isEqualTo(index);
      out.setLength(0);
      VolIndexLevel volIndex = new VolIndexLevel(origin(), "btc_usd", vol());
      DeribitEncoder.volatilityIndex(out, volIndex);
      assertThat(told(out).getFirst()).isEqualTo(volIndex);
      out.setLength(0);
      OptionMark mark =
          new OptionMark(origin(), "BTC-5JUN20-9250-P", 0.0333, maybe(decimal(50_000, 1e4) + 0.02));
      DeribitEncoder.marks(out, "markprice.options.btc_usd", List.of(mark, mark));
      assertThat(told(out)).hasSize(2);
    }
  }

  @Test
  void trades_encodedAndRead_areTheSame() throws Exception {
    List<Trade> trades = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      trades.add(
          new Trade(
              origin(),
              "ETH-5JUN20-310-P",
              "ETH-" + i,
              i,
              decimal(9_000, 1e4),
              decimal(9_000, 10),
              random.nextBoolean(),
              maybe(vol()),
              0.5,
              231.5,
              anyOf(TradeKind.values())));
    }
    StringBuilder out = new StringBuilder();
    DeribitEncoder.trades(out, "trades.option.ETH.100ms", trades);
    ServerFrame.Traded read = (ServerFrame.Traded) new FrameReader().read(out, RECEIPT_NS);
    assertThat(read.trades()).isEqualTo(trades);
    assertThat(read.combos()).isZero();
  }

  @Test
  void books_encodedAndRead_areTheSame() throws Exception {
    String name = "ETH-5JUN20-310-P";
    BookTop top = new BookTop(origin(), name, 0.01, 0.02, 3, 4, 77);
    List<BookLevel> bids = List.of(new BookLevel(0.01, 3), new BookLevel(0.0095, 1.5));
    List<BookLevel> asks = List.of(new BookLevel(0.02, 4));
    StringBuilder out = new StringBuilder();
    DeribitEncoder.bookGrouped(out, "book." + name + ".none.10.100ms", top, bids, asks);
    assertThat(((ServerFrame.Grouped) new FrameReader().read(out, RECEIPT_NS)).top())
        .isEqualTo(top);
    out.setLength(0);
    DeribitEncoder.bookSnapshot(out, "book." + name + ".100ms", top, bids, asks);
    ServerFrame.Book snapshot = (ServerFrame.Book) new FrameReader().read(out, RECEIPT_NS);
    assertThat(snapshot.snapshot()).isTrue();
    assertThat(snapshot.bids()).isEqualTo(bids);
    assertThat(snapshot.changeId()).isEqualTo(77);
    assertThat(snapshot.previousChangeId()).isEqualTo(-1);
    out.setLength(0);
    List<BookLevel> gone = List.of(new BookLevel(0.02, 0));
    DeribitEncoder.bookChange(out, "book." + name + ".100ms", top, 70, List.of(), gone);
    ServerFrame.Book change = (ServerFrame.Book) new FrameReader().read(out, RECEIPT_NS);
    assertThat(change.snapshot()).isFalse();
    assertThat(change.previousChangeId()).isEqualTo(70);
    assertThat(change.asks()).isEqualTo(gone);
  }

  @Test
  void instruments_encodedAndRead_areTheSame() {
    long expiry = 1_798_185_600L * 1_000_000_000L;
    List<Instrument> all =
        List.of(
            new Instrument.Option(
                "deribit",
                "BTC-25DEC26-100000-C",
                "BTC",
                Settlement.INVERSE,
                expiry,
                100_000,
                OptionType.CALL,
                TickSize.DERIBIT_INVERSE,
                1),
            new Instrument.Option(
                "deribit",
                "XRP_USDC-25DEC26-1d05-P",
                "XRP",
                Settlement.LINEAR,
                expiry,
                1.05,
                OptionType.PUT,
                TickSize.uniform(0.0001),
                1000),
            new Instrument.Future("deribit", "BTC-25DEC26", "BTC", Settlement.INVERSE, expiry),
            new Instrument.Future(
                "deribit",
                "BTC-PERPETUAL",
                "BTC",
                Settlement.INVERSE,
                Instrument.Future.PERPETUAL));
    StringBuilder body = new StringBuilder("[");
    for (Instrument i : all) {
      body.append(body.length() > 1 ? "," : "");
      DeribitEncoder.instrument(body, i, 5);
    }
    InstrumentReply reply =
        new DeribitVenue()
            .parseInstruments(DeribitEncoder.result(1, body.append(']').toString()), 9);
    assertThat(reply).isInstanceOf(InstrumentReply.Instruments.class);
    InstrumentReply.Instruments list = (InstrumentReply.Instruments) reply;
    assertThat(list.listed()).extracting(Listed::instrument).isEqualTo(all);
    assertThat(list.setAside()).isEmpty();
  }

  @Test
  void requests_writtenAndParsed_areTheSame() {
    List<String> channels = List.of("ticker.A.raw", "book.B.100ms");
    assertThat(ClientRequest.parse(ClientFrames.subscribe(4, channels)))
        .isEqualTo(new ClientRequest.Subscribe(4, channels));
    assertThat(ClientRequest.parse(ClientFrames.unsubscribe(5, channels)))
        .isEqualTo(new ClientRequest.Unsubscribe(5, channels));
    assertThat(ClientRequest.parse(ClientFrames.setHeartbeat(6, 10)))
        .isEqualTo(new ClientRequest.SetHeartbeat(6, 10));
    assertThat(ClientRequest.parse(ClientFrames.test(7))).isEqualTo(new ClientRequest.Test(7));
    assertThat(ClientRequest.parse(ClientFrames.hello(8))).isEqualTo(new ClientRequest.Hello(8));
    assertThat(ClientRequest.parse("[1]")).isInstanceOf(ClientRequest.Malformed.class);
  }
}
