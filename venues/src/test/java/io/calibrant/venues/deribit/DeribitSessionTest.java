package io.calibrant.venues.deribit;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.market.VenueMessage.BookTop;
import io.calibrant.core.market.VenueMessage.Connection;
import io.calibrant.core.market.VenueMessage.SequenceGap;
import io.calibrant.core.market.VenueMessage.StateChanged;
import io.calibrant.core.market.VenueMessage.Trade;
import io.calibrant.core.market.VenueMessage.TradeKind;
import io.calibrant.venues.SessionSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The session as a state machine: what it sends when, and what it makes of gaps and refusals.
final class DeribitSessionTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String BOOK = "book.BTC-5JUN20-9250-C.100ms";

  private final RecordingSink sink = new RecordingSink();
  private DeribitSession session = new DeribitSession(SessionSettings.of(List.of("BTC")));

  @BeforeEach
  void open() {
    session.onOpen(0, sink);
  }

  private static List<Instrument> futures(int n) {
    List<Instrument> list = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      list.add(
          new Instrument.Future("deribit", "F" + i + "-PERPETUAL", "BTC", Settlement.INVERSE, 9));
    }
    return list;
  }

  private ClientRequest.Subscribe lastSubscribe() {
    return (ClientRequest.Subscribe) ClientRequest.parse(sink.sent.getLast());
  }

  private void answerLast() {
    ClientRequest.Subscribe call = lastSubscribe();
    session.onText(DeribitEncoder.subscribed(call.id(), call.channels()), 1, sink);
  }

  private static String book(String type, long id, String previous, String bids) {
    return Frames.subscription(
        BOOK,
        """
        {"type":"%s","instrument_name":"BTC-5JUN20-9250-C","timestamp":5,"change_id":%d,
         "prev_change_id":%s,"bids":%s,"asks":[["new",0.04,1.0]]}\
        """
            .formatted(type, id, previous, bids));
  }

  private static String trade(String id, long sequence, String more) {
    return """
    {"trade_id":"%s","trade_seq":%d,"timestamp":7,"price":0.01,"amount":0.5,"iv":55.5,
     "instrument_name":"BTC-5JUN20-9250-C","direction":"sell"%s}\
    """
        .formatted(id, sequence, more);
  }

  private void trades(String... list) {
    session.onText(
        Frames.subscription("trades.option.BTC.100ms", "[" + String.join(",", list) + "]"),
        8,
        sink);
  }

  @Test
  void onOpen_sendsHelloHeartbeatAndSubscription() {
    assertThat(sink.sent).hasSize(3);
    assertThat(ClientRequest.parse(sink.sent.get(0))).isInstanceOf(ClientRequest.Hello.class);
    assertThat(ClientRequest.parse(sink.sent.get(1)))
        .isEqualTo(new ClientRequest.SetHeartbeat(2, 10));
    assertThat(lastSubscribe().channels())
        .contains("deribit_price_index.btc_usd", "trades.option.BTC.100ms");
    assertThat(sink.of(Connection.class)).extracting(Connection::up).containsExactly(true);
  }

  @Test
  void testRequest_isAnsweredAtOnce() {
    sink.clear();
    session.onText(DeribitEncoder.heartbeat(true), 1, sink);
    assertThat(ClientRequest.parse(sink.sent.getFirst())).isInstanceOf(ClientRequest.Test.class);
    sink.clear();
    session.onText(DeribitEncoder.heartbeat(false), 1, sink);
    assertThat(sink.sent).isEmpty();
  }

  @Test
  void follow_manyContracts_subscribesInChunksAtThePaceAllowed() {
    answerLast();
    sink.clear();
    session.follow(futures(1_000), SECOND, sink);
    for (int tick = 1; tick <= 30; tick++) {
      session.onTick(SECOND + tick * SECOND / 10, sink);
    }
    assertThat(sink.sent).hasSize(4);
    for (String frame : sink.sent) {
      ClientRequest.Subscribe call = (ClientRequest.Subscribe) ClientRequest.parse(frame);
      assertThat(call.channels()).hasSizeLessThanOrEqualTo(250);
    }
    sink.clear();
    session.follow(futures(900), 10 * SECOND, sink);
    assertThat(ClientRequest.parse(sink.sent.getFirst()))
        .isInstanceOf(ClientRequest.Unsubscribe.class);
  }

  @Test
  void answer_withoutAChannel_reportsTheRefusal() {
    ClientRequest.Subscribe call = lastSubscribe();
    List<String> confirmed = new ArrayList<>(call.channels());
    String refused = confirmed.removeLast();
    session.onText(DeribitEncoder.subscribed(call.id(), confirmed), 1, sink);
    assertThat(session.subscriptions().refused()).isEqualTo(1);
    assertThat(session.subscriptions().active()).isEqualTo(confirmed.size());
    assertThat(sink.notes).anyMatch(note -> note.contains(refused));
  }

  @Test
  void answer_thatNeverComes_isAskedForAgainAndThenGivenUp() {
    sink.clear();
    for (int i = 1; i <= 45; i++) {
      session.onText(DeribitEncoder.heartbeat(false), i * SECOND, sink);
      session.onTick(i * SECOND, sink);
    }
    assertThat(sink.sent).hasSize(2);
    assertThat(sink.reconnects).hasSize(1);
  }

  @Test
  void silence_endsTheConnection() {
    answerLast();
    session.onTick(29 * SECOND, sink);
    assertThat(sink.reconnects).isEmpty();
    session.onTick(31 * SECOND, sink);
    assertThat(sink.reconnects).hasSize(1);
  }

  @Test
  void error10028_endsTheConnection() {
    session.onText(DeribitEncoder.error(3, 10028, "too_many_requests"), 1, sink);
    assertThat(sink.reconnects).hasSize(1);
  }

  @Test
  void book_withAGap_isVoidUntilTheNextSnapshot() {
    session =
        new DeribitSession(
            SessionSettings.of(List.of("BTC")).withBooks(SessionSettings.Books.CHANGES));
    Instrument.Option option = Options.named("BTC-5JUN20-9250-C");
    session.follow(List.of(option), 0, sink);
    session.onOpen(0, sink);
    answerLast();
    session.onText(
        book("snapshot", 10, "null", "[[\"new\",0.03,2.0],[\"new\",0.02,1.0]]"), 1, sink);
    session.onText(book("change", 12, "10", "[[\"delete\",0.03,0.0]]"), 2, sink);
    assertThat(sink.of(BookTop.class)).extracting(BookTop::bid).containsExactly(0.03, 0.02);
    session.onText(book("change", 12, "10", "[]"), 3, sink);
    assertThat(sink.of(BookTop.class)).as("repeated").hasSize(2);
    sink.clear();
    session.onText(book("change", 20, "17", "[[\"new\",0.05,9.0]]"), 4, sink);
    assertThat(sink.of(BookTop.class)).isEmpty();
    SequenceGap gap = sink.of(SequenceGap.class).getFirst();
    assertThat(gap.expected()).isEqualTo(12);
    assertThat(gap.received()).isEqualTo(17);
    session.onText(book("change", 21, "20", "[]"), 5, sink);
    assertThat(sink.of(BookTop.class)).isEmpty();
    session.onTick(SECOND, sink);
    session.onTick(2 * SECOND, sink);
    assertThat(sink.sent.stream().map(ClientRequest::parse).toList())
        .satisfiesExactly(
            r -> assertThat(((ClientRequest.Unsubscribe) r).channels()).containsExactly(BOOK),
            r -> assertThat(((ClientRequest.Subscribe) r).channels()).containsExactly(BOOK));
    session.onText(book("snapshot", 30, "null", "[]"), 6, sink);
    assertThat(sink.of(BookTop.class).getFirst().bid()).isNaN();
  }

  @Test
  void gapsWithoutEnd_doNotStarveTheRenewals() {
    session =
        new DeribitSession(
            SessionSettings.of(List.of("BTC")).withBooks(SessionSettings.Books.CHANGES));
    session.follow(List.of(Options.named("BTC-5JUN20-9250-C")), 0, sink);
    session.onOpen(0, sink);
    answerLast();
    sink.clear();
    for (int i = 1; i <= 8; i++) {
      session.onText(book("snapshot", 10, "null", "[]"), i * SECOND, sink);
      session.onText(book("change", 20, "17", "[]"), i * SECOND, sink);
      session.onTick(i * SECOND, sink);
    }
    assertThat(sink.sent.stream().map(ClientRequest::parse))
        .anyMatch(ClientRequest.Subscribe.class::isInstance);
  }

  @Test
  void trades_seenTwice_comeOnceAndHolesAreReported() {
    trades(trade("1", 5, ""), trade("1", 5, ""), trade("2", 6, ",\"block_trade_id\":\"B\""));
    trades(trade("2", 6, ""), trade("4", 8, ",\"combo_id\":\"C\""));
    assertThat(sink.of(Trade.class)).extracting(Trade::tradeId).containsExactly("1", "2", "4");
    assertThat(sink.of(Trade.class))
        .extracting(Trade::kind)
        .containsExactly(TradeKind.REGULAR, TradeKind.BLOCK, TradeKind.COMBO);
    assertThat(sink.of(SequenceGap.class)).hasSize(1);
    assertThat(sink.of(Trade.class).getFirst().vol()).isEqualTo(0.555);
    assertThat(sink.of(Trade.class).getFirst().takerBuys()).isFalse();
    sink.clear();
    session.onClose(9, "test", sink);
    session.onOpen(10, sink);
    trades(trade("4", 8, ""));
    assertThat(sink.of(Trade.class)).as("memory outlives the connection").isEmpty();
  }

  @Test
  void trades_ofACombo_areReportedByTheirLegs() {
    trades(trade("8", 1, "").replace("BTC-5JUN20-9250-C", "BTC-CS-5JUN20-1_2"));
    assertThat(sink.of(Trade.class)).isEmpty();
    trades(
        """
        {"legs":[%s],"trade_id":"9","trade_seq":1,"timestamp":7,"price":-0.01,"amount":0.5,
         "instrument_name":"BTC-CS-5JUN20-1_2","direction":"buy"}\
        """
            .formatted(trade("10", 2, "")));
    assertThat(sink.of(Trade.class)).extracting(Trade::tradeId).containsExactly("10");
    assertThat(sink.of(Trade.class).getFirst().kind()).isEqualTo(TradeKind.COMBO);
    assertThat(sink.malformed).isEmpty();
  }

  @Test
  void state_ofANewContract_asksForTheListAgain() {
    StringBuilder out = new StringBuilder();
    DeribitEncoder.state(out, "instrument.state.option.BTC", "BTC-6JUN20-9250-C", "created", 5);
    session.onText(out, 1, sink);
    assertThat(sink.of(StateChanged.class)).hasSize(1);
    assertThat(sink.refreshes).hasSize(1);
    out.setLength(0);
    DeribitEncoder.state(out, "instrument.state.option.BTC", "BTC-X-Y", "created", 5);
    session.onText(out, 1, sink);
    assertThat(sink.refreshes).as("a combo").hasSize(1);
  }

  @Test
  void endpointsAt_partOfAnAddress_fillsInTheRest() {
    DeribitVenue venue = new DeribitVenue();
    assertThat(venue.publicEndpoints().webSocket()).hasToString("wss://www.deribit.com/ws/api/v2");
    assertThat(venue.endpointsAt(java.net.URI.create("ws://127.0.0.1:81")).rest())
        .hasToString("http://127.0.0.1:81/api/v2");
    assertThat(venue.endpointsAt(java.net.URI.create("wss://streams.deribit.com/ws/api/v2")).rest())
        .hasToString("https://www.deribit.com/api/v2");
  }
}
