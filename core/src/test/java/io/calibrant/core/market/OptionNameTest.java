package io.calibrant.core.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionNameTest {
  private static OptionName parsed(String name) {
    return OptionName.parse(name).orElseThrow();
  }

  @Test
  void parse_inverseName_allParts() {
    OptionName name = parsed("BTC-25DEC26-100000-C");
    assertThat(name.family()).isEqualTo("BTC");
    assertThat(name.underlying()).isEqualTo("BTC");
    assertThat(name.settlement()).isEqualTo(Settlement.INVERSE);
    assertThat(name.strike()).isEqualTo(100_000);
    assertThat(name.type()).isEqualTo(OptionType.CALL);
    assertThat(name.expiryTimeNs())
        .isEqualTo(Instant.parse("2026-12-25T08:00:00Z").getEpochSecond() * 1_000_000_000L);
  }

  @Test
  void parse_dayWithoutLeadingZero_sameRule() {
    assertThat(parsed("ETH-5JUN26-1900-P").expiryTimeNs())
        .isEqualTo(Instant.parse("2026-06-05T08:00:00Z").getEpochSecond() * 1_000_000_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AVAX_USDC-29MAY26-8d6-P", "AVAX_USDC-29MAY26-8D6-P"})
  void parse_linearNameWithDecimalStrike_eitherCase(String text) {
    OptionName name = parsed(text);
    assertThat(name.family()).isEqualTo("AVAX_USDC");
    assertThat(name.underlying()).isEqualTo("AVAX");
    assertThat(name.settlement()).isEqualTo(Settlement.LINEAR);
    assertThat(name.strike()).isEqualTo(8.6);
    assertThat(name.type()).isEqualTo(OptionType.PUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "---",
        "BTC",
        "BTC-PERPETUAL",
        "BTC-25DEC26",
        "BTC-FS-25DEC26_PERP",
        "BTC-STRD-25DEC26-100000",
        "BTC-CS-25DEC26-90000_100000",
        "BTC-25DEC26-100000-X",
        "BTC-25DEC26-100000-CC",
        "BTC-25DEC26-100000-C-C",
        "BTC-31FEB26-100000-C",
        "BTC-0DEC26-100000-C",
        "BTC-25dec26-100000-C",
        "BTC-25ECJ26-100000-C",
        "BTC-25DEC2026-100000-C",
        "BTC-25DEC26-0-C",
        "BTC-25DEC26--C",
        "BTC-25DEC26-1e5-C",
        "BTC-25DEC26-d5-C",
        "BTC-25DEC26-5d-C",
        "BTC-25DEC26-1d2d3-C",
        "BTC-25DEC26-99999999999999999-C",
        "btc-25DEC26-100000-C",
        "_USDC-25DEC26-1-C",
        "A_B_C-25DEC26-1-C"
      })
  void parse_anythingElse_isEmpty(String text) {
    assertThat(OptionName.parse(text)).isEmpty();
  }
}
