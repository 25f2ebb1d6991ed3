package io.calibrant.venues.deribit;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.market.VenueMessage.OptionTicker;
import io.calibrant.core.market.VenueMessage.Trade;
import io.calibrant.core.market.VenueMessage.TradeKind;
import io.calibrant.venues.InstrumentReply;
import io.calibrant.venues.SessionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Recorded messages of the venue, where they are at hand: a codec proven only against itself would
/// not notice a mistake made on both sides.
@Tag("data")
final class RecordedSamplesTest {
  private static Path folder() {
    String named = System.getProperty("calibrant.samples", "");
    if (!named.isEmpty()) {
      return Path.of(named);
    }
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      Path found = p.resolve("shared/design/samples/deribit");
      if (Files.isDirectory(found)) {
        return found;
      }
    }
    Assumptions.abort("no recorded samples: set -Dcalibrant.samples=FOLDER");
    return Path.of("");
  }

  private static RecordingSink play(String file) throws IOException {
    RecordingSink sink = new RecordingSink();
    new DeribitSession(SessionSettings.of(List.of("BTC")))
        .onText(Files.readString(folder().resolve(file)), 1, sink);
    return sink;
  }

  @Test
  void everyStreamSample_isReadable() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith("rest_") && !name.startsWith("req_")) {
          assertThat(play(name).malformed).as(name).isEmpty();
        }
      }
    }
  }

  @Test
  void everyRequestSample_isUnderstood() throws IOException {
    assertThat(request("req_subscribe.json")).isInstanceOf(ClientRequest.Subscribe.class);
    assertThat(request("req_test.json")).isInstanceOf(ClientRequest.Test.class);
    assertThat(request("req_set_heartbeat.json")).isEqualTo(new ClientRequest.SetHeartbeat(0, 10));
  }

  private static ClientRequest request(String file) throws IOException {
    return ClientRequest.parse(Files.readString(folder().resolve(file)));
  }

  @Test
  void optionSamples_haveTheRightUnits() throws IOException {
    OptionTicker two = play("ticker_option.json").of(OptionTicker.class).getFirst();
    assertThat(two.markVol()).isBetween(0.632, 0.6322);
    assertThat(two.bid()).isEqualTo(0.0365);
    OptionTicker expired = play("ticker_option_expired.json").of(OptionTicker.class).getFirst();
    assertThat(expired.askVol()).isNaN();
    OptionTicker linear = play("ticker_option_usdc_linear.json").of(OptionTicker.class).getFirst();
    assertThat(linear.markVol()).isBetween(2.096, 2.097);
    for (String combo : List.of("future_spread", "negative_iv", "straddle")) {
      assertThat(play("ticker_combo_" + combo + ".json").messages).as(combo).isEmpty();
    }
    List<Trade> legs = play("trades_option_combo.json").of(Trade.class);
    assertThat(legs).hasSize(2).allMatch(t -> t.kind() == TradeKind.COMBO);
    assertThat(play("trades_liquidation_taker.json").of(Trade.class).getFirst().kind())
        .isEqualTo(TradeKind.LIQUIDATION);
  }

  @Test
  void instrumentSamples_areListedOrSetAsideWithAReason() throws IOException {
    InstrumentReply.Instruments mixed = list("rest_get_instruments.json");
    assertThat(mixed.listed()).hasSize(3);
    assertThat(mixed.setAside()).containsOnlyKeys("kind future_combo");
    assertThat(list("rest_get_instruments_option_combo.json").listed()).isEmpty();
    assertThat(list("rest_get_instruments_future_combo.json").listed()).isEmpty();
  }

  private static InstrumentReply.Instruments list(String file) throws IOException {
    return (InstrumentReply.Instruments)
        new DeribitVenue().parseInstruments(Files.readString(folder().resolve(file)), 1);
  }
}
