package io.calibrant.venues.chainfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
  @Test
  void parse_randomDecimals_sameAsTheJdk() {
    var random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      double value = (random.nextDouble() - 0.3) * StrictMath.pow(10, random.nextInt(30) - 15);
      String[] forms = {Double.toString(value), "%.6f".formatted(value), "%.3e".formatted(value)};
      for (String form : forms) {
        assertThat(Decimal.parse(form)).isEqualTo(Double.parseDouble(form));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "+1",
        "1.2.3",
        "1e",
        "1e+",
        "e5",
        "1f",
        "1d",
        "0x1p3",
        " 1",
        "1 ",
        "NaN",
        "Infinity",
        "1e999",
        "--1",
        "1,5",
        "١"
      })
  void parse_anythingElse_isNaN(String text) {
    assertThat(Decimal.parse(text)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0.5", "5.", ".5", "1E-4", "2.9999999999999997E-4", "00012"})
  void parse_numbersAsFound_areRead(String text) {
    assertThat(Decimal.parse(text)).isEqualTo(Double.parseDouble(text));
  }
}
