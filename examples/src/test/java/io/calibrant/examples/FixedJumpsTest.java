package io.calibrant.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.black.Black76;
import io.calibrant.core.model.ContourPricer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class FixedJumpsTest {
  @Test
  void price_fixedJumps_equalsTheSeriesOverTheirNumber() {
    double[] x = {0.5, 2, -0.15};
    double years = 0.5;
    double k = -0.3;
    double expected = x[1] * years;
    double weight = Math.exp(-expected);
    double series = 0;
    for (int n = 0; n < 60; n++) {
      double logForward = n * x[2] - expected * Math.expm1(x[2]);
      double unit = Black76.normalizedPut(k - logForward, x[0] * Math.sqrt(years));
      series += weight * Math.exp(logForward) * unit;
      weight *= expected / (n + 1);
    }
    var pricer = ContourPricer.of(new FixedJumps());
    pricer.price(x, years, k);
    assertThat(pricer.value()).isCloseTo(series, within(1e-12 * series));
  }

  @Test
  void main_printsSixPricesAndTheConfirmation() {
    PrintStream before = System.out;
    var printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      FixedJumps.main(new String[0]);
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(UTF_8).lines()).hasSize(7).last().isEqualTo("confirmed");
  }
}
