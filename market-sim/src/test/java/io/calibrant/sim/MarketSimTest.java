package io.calibrant.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.VenueMessage.BookTop;
import io.calibrant.core.market.VenueMessage.FutureTicker;
import io.calibrant.core.market.VenueMessage.IndexLevel;
import io.calibrant.core.market.VenueMessage.OptionTicker;
import io.calibrant.core.market.VenueMessage.SequenceGap;
import io.calibrant.core.market.VenueMessage.Trade;
import io.calibrant.core.market.VenueMessage.VolIndexLevel;
import io.calibrant.sim.market.TrueSurface;
import io.calibrant.venues.SessionSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A real client on a real socket against the exchange.
@Timeout(60)
final class MarketSimTest {
  private static final SessionSettings BTC = SessionSettings.of(List.of("BTC"));

  private static MarketSim.Settings btc() {
    return MarketSim.Settings.DEFAULT.withUnderlyings(List.of("BTC")).withSeed(3);
  }

  @Test
  void client_onAQuietExchange_seesEveryContractAndNothingMalformed() throws Exception {
    try (MarketSim sim = MarketSim.start(btc());
        SimClient client = new SimClient(sim, BTC).connect()) {
      Set<String> options = new HashSet<>();
      client.instruments.stream()
          .filter(Instrument.Option.class::isInstance)
          .forEach(i -> options.add(i.name()));
      assertThat(options).hasSizeGreaterThan(500);
      assertThat(client.await(20, () -> client.session.subscriptions().pending() == 0)).isTrue();
      assertThat(client.session.subscriptions().refused()).isZero();
      assertThat(client.await(10, () -> !client.of(VolIndexLevel.class).isEmpty())).isTrue();
      // The last subscriptions are confirmed before their first tickers come.
      client.await(10, () -> quoted(client).equals(options));
      assertThat(quoted(client)).isEqualTo(options);
      assertThat(client.malformed).isEmpty();
      assertThat(client.notes).isEmpty();
      assertThat(client.of(FutureTicker.class)).isNotEmpty();
      assertThat(client.of(IndexLevel.class)).allMatch(i -> i.index().equals("btc_usd"));
      TrueSurface truth = sim.truth("BTC").orElseThrow();
      OptionTicker last = client.of(OptionTicker.class).getLast();
      assertThat(last.index()).isBetween(truth.spot() * 0.99, truth.spot() * 1.01);
    }
  }

  @Test
  void answer_nothingFollows_arrives() throws Exception {
    try (MarketSim sim = MarketSim.start(btc().withManualClock(0));
        SimClient client = new SimClient(sim, BTC).connect()) {
      client.await(20, () -> client.session.subscriptions().pending() == 0);
      client.send("{\"jsonrpc\":\"2.0\",\"id\":987654,\"method\":\"public/test\"}");
      assertThat(client.await(20, () -> client.hasReplyTo(987_654))).isTrue();
    }
  }

  private static Set<String> quoted(SimClient client) {
    Set<String> seen = new HashSet<>();
    client.of(OptionTicker.class).forEach(ticker -> seen.add(ticker.instrument()));
    return seen;
  }

  @Test
  void books_withLostFrames_reportGapsAndHeal() throws Exception {
    MarketSim.Settings settings = btc().withFaults(Faults.NONE.with("gap", 0.02));
    try (MarketSim sim = MarketSim.start(settings);
        SimClient client =
            new SimClient(sim, BTC.withBooks(SessionSettings.Books.CHANGES)).connect()) {
      assertThat(client.await(30, () -> client.of(SequenceGap.class).size() >= 3)).isTrue();
      SequenceGap gap = client.of(SequenceGap.class).getFirst();
      int before = client.messages.indexOf(gap);
      assertThat(
              client.await(
                  30,
                  () ->
                      client.messages.subList(before, client.messages.size()).stream()
                          .anyMatch(
                              m ->
                                  m instanceof BookTop top
                                      && top.instrument().equals(gap.stream()))))
          .isTrue();
      assertThat(client.malformed).isEmpty();
    }
  }

  @Test
  void trades_withDuplicates_comeOnce() throws Exception {
    MarketSim.Settings settings =
        btc().withTradesPerSecond(50).withFaults(Faults.NONE.with("duplicate", 0.5));
    try (MarketSim sim = MarketSim.start(settings);
        SimClient client = new SimClient(sim, BTC).connect()) {
      assertThat(client.await(20, () -> client.of(Trade.class).size() >= 50)).isTrue();
      Set<String> ids = new HashSet<>();
      assertThat(client.of(Trade.class)).allMatch(t -> ids.add(t.tradeId()));
    }
  }

  @Test
  void line_withDamagedFrames_isReportedAndGoesOn() throws Exception {
    MarketSim.Settings settings = btc().withFaults(Faults.NONE.with("malformed", 0.05));
    try (MarketSim sim = MarketSim.start(settings);
        SimClient client = new SimClient(sim, BTC).connect()) {
      assertThat(client.await(20, () -> client.malformed.size() > 20)).isTrue();
      assertThat(client.of(OptionTicker.class)).hasSizeGreaterThan(200);
      assertThat(client.reconnects).isEmpty();
    }
  }

  @Test
  void subscribe_beyondTheCredits_isRefusedAndTheLineClosed() throws Exception {
    try (MarketSim sim = MarketSim.start(btc());
        SimClient client = new SimClient(sim, BTC).connect()) {
      // The next only after the last one's reply: bytes that the server has not read when it closes
      // would turn the close into a reset, which may overtake the refusal.
      for (int i = 0; i < 60 && client.reconnects.isEmpty(); i++) {
        int id = 1_000_000 + i;
        synchronized (client) {
          client.send(
              "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"public/subscribe\",\"params\":{\"channels\":[]}}"
                  .formatted(id));
        }
        assertThat(client.await(10, () -> client.closed || client.hasReplyTo(id))).isTrue();
      }
      assertThat(client.await(10, () -> client.closed)).isTrue();
      assertThat(client.reconnects).as("notes %s", client.notes).anyMatch(r -> r.contains("10028"));
    }
  }

  @Test
  void disconnect_thenConnect_subscribesAnew() throws Exception {
    try (MarketSim sim = MarketSim.start(btc());
        SimClient client = new SimClient(sim, BTC).connect()) {
      assertThat(client.await(20, () -> client.session.subscriptions().active() > 100)).isTrue();
      sim.disconnectAll();
      assertThat(client.await(10, () -> client.closed)).isTrue();
      client.session.onClose(1, "test", client);
      client.connect();
      assertThat(client.session.subscriptions().active()).isZero();
      assertThat(client.await(20, () -> client.session.subscriptions().active() > 100)).isTrue();
    }
  }

  @Test
  void advance_byHand_runsFasterThanTheWallAndIsReproducible() throws Exception {
    MarketSim.Settings settings = btc().withManualClock(1_790_000_000_000_000_000L);
    double[] spots = new double[2];
    for (int run = 0; run < 2; run++) {
      try (MarketSim sim = MarketSim.start(settings)) {
        sim.advance(10_000_000_000L);
        assertThat(sim.nowNs()).isEqualTo(1_790_000_010_000_000_000L);
        spots[run] = sim.truth("BTC").orElseThrow().spot();
        assertThat(sim.traffic().quotes()).isBetween(15_000L, 25_000L);
      }
    }
    assertThat(spots[0]).isEqualTo(spots[1]);
  }

  @Test
  void truth_overRest_isTheTruthInProcess() throws Exception {
    try (MarketSim sim = MarketSim.start(btc().withManualClock(0));
        HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:%d/sim/truth?underlying=BTC".formatted(sim.port()));
      HttpResponse<String> reply =
          http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(reply.statusCode()).isEqualTo(200);
      TrueSurface truth = sim.truth("BTC").orElseThrow();
      assertThat(reply.body())
          .contains("\"index\":" + truth.spot())
          .contains("\"forward\":" + truth.slices().getFirst().forward());
    }
  }
}
