package io.calibrant.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.black.Black76;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ImplyVolTest {
  @Test
  void main_printsTheVolThatGivesThePremiumBack() {
    String printed = run();

    double vol = Double.parseDouble(printed.replaceFirst("(?s)vol ([0-9.]+).*", "$1"));
    double premium = Black76.call(93_200, 100_000, vol, 25 / 365.0) / 93_200;
    assertThat(premium).isCloseTo(0.0182, within(1e-5));
    assertThat(printed).contains("USD per vol point", "USD per day");
    assertThat(printed.lines()).hasSize(4);
  }

  private static String run() {
    PrintStream before = System.out;
    var printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      ImplyVol.main(new String[0]);
    } finally {
      System.setOut(before);
    }
    return printed.toString(UTF_8);
  }
}
