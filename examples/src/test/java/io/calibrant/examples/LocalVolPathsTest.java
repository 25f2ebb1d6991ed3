package io.calibrant.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.black.Black76;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class LocalVolPathsTest {
  @Test
  void main_pricesTheCallAtItsQuotedVol() {
    String printed = run();

    double vol = number(printed, "45 days: ");
    assertThat(vol).isBetween(0.60, 0.62);
    double call = number(printed, "call ");
    assertThat(call).isCloseTo(Black76.call(1, 1, 0.61, 60 / 365.0), within(5e-4));
    assertThat(number(printed, "30 days: ")).isBetween(0.5 * call, call);
  }

  private static double number(String printed, String after) {
    String rest = printed.substring(printed.indexOf(after) + after.length());
    return Double.parseDouble(rest.replaceFirst("(?s)^([0-9.]+).*", "$1"));
  }

  private static String run() {
    PrintStream before = System.out;
    var printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      LocalVolPaths.main(new String[0]);
    } finally {
      System.setOut(before);
    }
    return printed.toString(UTF_8);
  }
}
