package io.calibrant.venues.deribit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.market.VenueMessage;
import io.calibrant.core.market.VenueMessage.OptionTicker;
import io.calibrant.core.market.VenueMessage.TradingState;
import org.junit.jupiter.api.Test;

/// Units and spellings of "none"; the figures are those of anchors A1-A4 in the venue reference.
final class TickerReaderTest {
  private static OptionTicker read(String frame) throws MalformedFrameException {
    ServerFrame.Told told = (ServerFrame.Told) new FrameReader().read(frame, 7);
    assertThat(told.messages()).hasSize(1);
    return (OptionTicker) told.messages().getFirst();
  }

  @Test
  void read_twoSidedInverseOption_givesCoinPricesAndDecimalVols() throws Exception {
    OptionTicker t =
        read(
            Frames.ticker(
                "BTC-5JUN20-9250-C",
                """
                "timestamp":1590969652595,"underlying_price":9440.73,"index_price":9434.36,
                "mark_price":0.03847784,"mark_iv":63.21,"bid_iv":58.39,"ask_iv":66.9,
                "best_bid_price":0.0365,"best_bid_amount":15.4,"best_ask_price":0.04,
                "best_ask_amount":4.8,"min_price":0.0115,"max_price":0.069,
                "open_interest":533.2,"estimated_delivery_price":9434.36,\
                """));
    assertThat(t.bid()).isEqualTo(0.0365);
    assertThat(t.ask()).isEqualTo(0.04);
    assertThat(t.bidSize()).isEqualTo(15.4);
    assertThat(t.askSize()).isEqualTo(4.8);
    assertThat(t.mark()).isEqualTo(0.03847784);
    assertThat(t.markVol()).isCloseTo(0.6321, within(1e-12));
    assertThat(t.bidVol()).isCloseTo(0.5839, within(1e-12));
    assertThat(t.askVol()).isCloseTo(0.669, within(1e-12));
    assertThat(t.forward()).isEqualTo(9440.73);
    assertThat(t.index()).isEqualTo(9434.36);
    assertThat(t.minPrice()).isEqualTo(0.0115);
    assertThat(t.maxPrice()).isEqualTo(0.069);
    assertThat(t.openInterest()).isEqualTo(533.2);
    assertThat(t.volume()).isEqualTo(13.4);
    assertThat(t.origin().exchangeTimeNs()).isEqualTo(1590969652595_000_000L);
    assertThat(t.origin().receiptTimeNs()).isEqualTo(7);
    assertThat(t.state()).isEqualTo(TradingState.OPEN);
  }

  @Test
  void read_optionWithoutQuotes_hasNoSidesAndNoSideVols() throws Exception {
    OptionTicker t =
        read(
            Frames.ticker(
                "ETH-5JUN20-310-P",
                """
                "timestamp":1590969597073,"underlying_price":231.7,"mark_price":0.33859,
                "mark_iv":118.63,"bid_iv":0.0,"ask_iv":0.0,"best_bid_price":0.0,
                "best_bid_amount":0.0,"best_ask_price":0.0,"best_ask_amount":0.0,\
                """));
    assertThat(t.bid()).isNaN();
    assertThat(t.ask()).isNaN();
    assertThat(t.bidVol()).isNaN();
    assertThat(t.askVol()).isNaN();
    assertThat(t.markVol()).isCloseTo(1.1863, within(1e-12));
    assertThat(t.index()).isNaN();
  }

  @Test
  void read_bidBelowIntrinsic_keepsTheBidWithoutVol() throws Exception {
    OptionTicker t =
        read(
            Frames.ticker(
                "BTC-5JUN20-9250-C",
                "\"timestamp\":1,\"best_bid_price\":0.02,\"best_bid_amount\":1,\"bid_iv\":0.0,"));
    assertThat(t.bid()).isEqualTo(0.02);
    assertThat(t.bidVol()).isNaN();
  }

  @Test
  void read_expiredOption_survivesTheStringAndTheCap() throws Exception {
    String frame =
        Frames.ticker(
                "BTC-8JUN20-8750-P",
                """
                "timestamp":1591603200048,"estimated_delivery_price":"expired","ask_iv":500.0,
                "best_ask_price":0.0001,"best_ask_amount":1,"mark_price":0.0,"mark_iv":70.0,\
                """)
            .replace("\"open\"", "\"closed\"");
    OptionTicker t = read(frame);
    assertThat(t.state()).isEqualTo(TradingState.CLOSED);
    assertThat(t.askVol()).isNaN();
    assertThat(t.mark()).isNaN();
  }

  @Test
  void read_linearOption_keepsQuoteCurrencyPremium() throws Exception {
    OptionTicker t =
        read(
            Frames.ticker(
                "MATIC_USDC-9MAR24-1d02-C",
                """
                "timestamp":1709809020064,"underlying_price":1.1367,"mark_price":0.139,
                "mark_iv":209.64,"interest_rate_2":0,\
                """));
    assertThat(t.mark()).isEqualTo(0.139);
    assertThat(t.markVol()).isCloseTo(2.0964, within(1e-12));
  }

  @Test
  void read_combo_isSetAside() throws Exception {
    for (String combo :
        new String[] {"BTC-STRD-30SEP22-20000", "BTC-CSR12-16SEP22-21000_23000", "BTC-FS-X_PERP"}) {
      ServerFrame frame =
          new FrameReader().read(Frames.ticker(combo, "\"timestamp\":1,\"mark_iv\":-74.2,"), 7);
      assertThat(frame).isInstanceOf(ServerFrame.SetAside.class);
    }
  }

  @Test
  void read_perpetual_isAFutureTicker() throws Exception {
    String frame =
        Frames.subscription(
            "ticker.BTC-PERPETUAL.100ms",
            """
            {"timestamp":1765541474086,"instrument_name":"BTC-PERPETUAL","index_price":92263.55,
             "mark_price":92281.78,"best_bid_price":92283.5,"best_ask_price":92284.0,
             "stats":{"volume":null},"open_interest":1132329370.0}\
            """);
    ServerFrame.Told told = (ServerFrame.Told) new FrameReader().read(frame, 7);
    VenueMessage.FutureTicker t = (VenueMessage.FutureTicker) told.messages().getFirst();
    assertThat(t.bid()).isEqualTo(92283.5);
    assertThat(t.ask()).isEqualTo(92284.0);
    assertThat(t.mark()).isEqualTo(92281.78);
    assertThat(t.index()).isEqualTo(92263.55);
  }

  @Test
  void read_dataBeforeChannelAndMethod_isReadAllTheSame() throws Exception {
    OptionTicker t =
        read(
            """
            {"params":{"data":{"timestamp":5,"instrument_name":"BTC-5JUN20-9250-C",
            "best_bid_price":0.1},"channel":"ticker.BTC-5JUN20-9250-C.raw"},
            "method":"subscription"}\
            """);
    assertThat(t.bid()).isEqualTo(0.1);
  }

  @Test
  void read_duplicateField_isMalformed() {
    String frame =
        Frames.ticker(
            "BTC-5JUN20-9250-C", "\"timestamp\":1,\"best_bid_price\":0.1,\"best_bid_price\":0.2,");
    assertThatThrownBy(() -> read(frame))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("best_bid_price");
  }

  @Test
  void read_otherInstrumentThanTheChannels_isMalformed() {
    String frame =
        Frames.ticker("BTC-5JUN20-9250-C", "\"timestamp\":1,")
            .replace("ticker.BTC-5JUN20-9250-C", "ticker.BTC-5JUN20-9500-C");
    assertThatThrownBy(() -> read(frame)).isInstanceOf(MalformedFrameException.class);
  }

  @Test
  void read_deepNestingOrTooLong_isMalformed() {
    String deep = "{\"a\":" + "[".repeat(10_000);
    assertThatThrownBy(() -> read(deep)).isInstanceOf(MalformedFrameException.class);
    String longFrame = "{\"a\":\"" + "x".repeat(FrameReader.MAX_FRAME_CHARS) + "\"}";
    assertThatThrownBy(() -> read(longFrame)).isInstanceOf(MalformedFrameException.class);
  }

  @Test
  void read_textAfterTheEnd_isMalformed() {
    String frame = Frames.ticker("BTC-5JUN20-9250-C", "\"timestamp\":1,") + "{}";
    assertThatThrownBy(() -> read(frame)).isInstanceOf(MalformedFrameException.class);
  }
}
