package io.calibrant.venues.deribit;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.market.VenueMessage;
import io.calibrant.core.market.VenueMessage.BookTop;
import io.calibrant.core.market.VenueMessage.OptionTicker;
import io.calibrant.core.market.VenueMessage.Trade;
import io.calibrant.venues.SessionSettings;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Damaged frames: never an exception, and never a message with a number that cannot be.
final class FuzzTest {
  private static final String NAME = "BTC-5JUN20-9250-C";
  private static final String[] SPLICES = {
    "null",
    "-1",
    "1e999",
    "NaN",
    "\"expired\"",
    "{}",
    "[]",
    "[[[[",
    "}",
    "\"",
    ",",
    "0.0",
    "\u0000",
    "9223372036854775808",
    "\\u0000",
    "true",
    "\"timestamp\":1,",
    "\"channel\":\"x\",",
    "1e-400"
  };

  private static List<String> seeds() {
    return List.of(
        Frames.ticker(
            NAME,
            """
            "timestamp":1590969652595,"underlying_price":9440.73,"mark_price":0.0384,
            "mark_iv":63.21,"best_bid_price":0.0365,"best_bid_amount":15.4,
            "best_ask_price":0.04,"best_ask_amount":4.8,"bid_iv":58.39,\
            """),
        Frames.subscription(
            "book." + NAME + ".100ms",
            """
            {"type":"snapshot","instrument_name":"%s","timestamp":5,"change_id":7,
             "prev_change_id":null,"bids":[["new",0.03,2.0]],"asks":[["new",0.04,1.0]]}\
            """
                .formatted(NAME)),
        Frames.subscription(
            "book." + NAME + ".none.10.100ms",
            """
            {"instrument_name":"%s","timestamp":5,"change_id":7,"bids":[[0.03,2.0]],"asks":[]}\
            """
                .formatted(NAME)),
        Frames.subscription(
            "trades.option.BTC.100ms",
            """
            [{"trade_id":"1","trade_seq":3,"timestamp":7,"price":0.01,"amount":0.5,"iv":55.5,
              "instrument_name":"%s","direction":"sell","legs":[]}]\
            """
                .formatted(NAME)),
        Frames.subscription(
            "deribit_price_index.btc_usd",
            "{\"timestamp\":1,\"price\":9000.5,\"index_name\":\"btc_usd\"}"),
        Frames.subscription(
            "markprice.options.btc_usd",
            "[{\"timestamp\":1,\"mark_price\":0.03,\"iv\":0.9,\"instrument_name\":\"%s\"}]"
                .formatted(NAME)),
        Frames.subscription(
            "instrument.state.option.BTC",
            "{\"timestamp\":1,\"state\":\"created\",\"instrument_name\":\"%s\"}".formatted(NAME)),
        DeribitEncoder.heartbeat(true),
        DeribitEncoder.error(3, 11050, "bad_request"),
        DeribitEncoder.subscribed(3, List.of("trades.option.BTC.100ms")));
  }

  @Test
  void onText_ofDamagedFrames_neverThrowsAndNeverInventsNumbers() {
    SplittableRandom random = new SplittableRandom(77);
    RecordingSink sink = new RecordingSink();
    DeribitSession session = new DeribitSession(SessionSettings.of(List.of("BTC")));
    session.onOpen(0, sink);
    List<String> seeds = seeds();
    int malformed = 0;
    for (int i = 0; i < 40_000; i++) {
      String frame = seeds.get(i % seeds.size());
      int edits = 1 + random.nextInt(3);
      for (int e = 0; e < edits; e++) {
        frame = edit(frame, random);
      }
      sink.clear();
      session.onText(frame, 1, sink);
      malformed += sink.malformed.size();
      for (VenueMessage m : sink.messages) {
        check(m, frame);
      }
    }
    assertThat(malformed).isGreaterThan(15_000);
  }

  @Test
  void onText_ofWholeFrames_isNeverMalformed() {
    RecordingSink sink = new RecordingSink();
    DeribitSession session = new DeribitSession(SessionSettings.of(List.of("BTC")));
    session.onOpen(0, sink);
    seeds().forEach(frame -> session.onText(frame, 1, sink));
    assertThat(sink.malformed).isEmpty();
  }

  @Test
  void onText_ofEveryBeginning_isMalformed() {
    DeribitSession session = new DeribitSession(SessionSettings.of(List.of("BTC")));
    for (String frame : seeds()) {
      String whole = frame.strip();
      for (int n = 0; n < whole.length(); n++) {
        RecordingSink sink = new RecordingSink();
        session.onText(whole.substring(0, n), 1, sink);
        assertThat(sink.malformed).as(whole.substring(0, n)).hasSize(1);
        assertThat(sink.messages).isEmpty();
      }
    }
  }

  @Test
  void parseInstruments_ofDamagedBodies_neverThrows() {
    SplittableRandom random = new SplittableRandom(78);
    StringBuilder list = new StringBuilder("[");
    DeribitEncoder.instrument(list, Options.named(NAME), 5);
    String body = DeribitEncoder.result(1, list.append(']').toString());
    for (int i = 0; i < 20_000; i++) {
      assertThat(new DeribitVenue().parseInstruments(edit(edit(body, random), random), 1))
          .isNotNull();
      assertThat(ClientRequest.parse(edit(ClientFrames.subscribe(1, List.of("a")), random)))
          .isNotNull();
    }
  }

  private static void check(VenueMessage m, String frame) {
    switch (m) {
      case OptionTicker t -> {
        assertThat(t.bid() > 0 || Double.isNaN(t.bid())).as(frame).isTrue();
        assertThat(t.ask() > 0 || Double.isNaN(t.ask())).as(frame).isTrue();
        assertThat(t.bidSize() >= 0 && t.bidSize() < 1e300).as(frame).isTrue();
        assertThat(t.markVol() < 8.01 || Double.isNaN(t.markVol())).as(frame).isTrue();
      }
      case BookTop t -> assertThat(t.bid() > 0 || Double.isNaN(t.bid())).as(frame).isTrue();
      case Trade t -> assertThat(t.price() > 0 && t.size() > 0).as(frame).isTrue();
      default -> assertThat(m.origin().exchangeTimeNs()).as(frame).isNotNegative();
    }
  }

  private static String edit(String frame, SplittableRandom random) {
    if (frame.isEmpty()) {
      return "{";
    }
    int at = random.nextInt(frame.length());
    int to = Math.min(frame.length(), at + 1 + random.nextInt(8));
    String splice = SPLICES[random.nextInt(SPLICES.length)];
    return switch (random.nextInt(6)) {
      case 0 -> frame.substring(0, at);
      case 1 -> frame.substring(0, at) + frame.substring(to);
      case 2 -> frame.substring(0, at) + splice + frame.substring(at);
      case 3 -> frame.substring(0, at) + splice + frame.substring(to);
      case 4 -> frame.substring(0, at) + (char) random.nextInt(256) + frame.substring(at + 1);
      default -> frame.substring(0, to) + frame.substring(at);
    };
  }
}
