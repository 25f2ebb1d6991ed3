package io.calibrant.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.black.Black76;
import io.calibrant.core.smile.Svi;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The README's example runs on a chain whose smile is known, and is shown as it is.
class FitChainTest {
  private static final double FORWARD = 100_000;
  private static final double EXPIRY = 30.0 / 365;
  private static final Svi SMILE = new Svi(0.002, 0.05, -0.3, 0.01, 0.15);

  @TempDir private Path folder;

  @Test
  void fit_chainOfAKnownSmile_printsItsAtmVol() throws Exception {
    String printed = run(Files.writeString(folder.resolve("chain.csv"), chain(), UTF_8));

    double atm = 100 * Math.sqrt(SMILE.totalVariance(0) / EXPIRY);
    assertThat(printed.lines()).hasSize(1);
    assertThat(printed).contains("T=0.0822 F=100000.0");
    String number = printed.replaceFirst("(?s).*ATM vol ([0-9.]+)%.*", "$1");
    assertThat(Double.parseDouble(number)).isCloseTo(atm, within(0.1));
  }

  @Test
  void readme_example_isTheCompiledOne() throws Exception {
    Path root = Path.of("").toAbsolutePath().resolve(".."); // tests run in their module
    String readme = Files.readString(root.resolve("README.md"));
    String source =
        Files.readString(
            root.resolve("examples/src/main/java/io/calibrant/examples/FitChain.java"));
    String region =
        source.substring(
            source.indexOf('\n', source.indexOf("// README begin")) + 1,
            source.indexOf("    // README end"));

    assertThat(readme).contains("```java\n" + region.stripTrailing().stripIndent() + "\n```\n");
  }

  private static String run(Path file) throws Exception {
    PrintStream before = System.out;
    var printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      FitChain.main(new String[] {file.toString()});
    } finally {
      System.setOut(before);
    }
    return printed.toString(UTF_8);
  }

  /// Calls and puts of one expiry in the neutral layout, 1 % wide about the smile's prices.
  private static String chain() {
    var csv = new StringBuilder("asOf,underlying,expiry,strike,type,bid,ask,settlement,index\n");
    for (int strike = 70_000; strike <= 140_000; strike += 5_000) {
      double k = Math.log(strike / FORWARD);
      double vol = Math.sqrt(SMILE.totalVariance(k) / EXPIRY);
      double call = Black76.call(FORWARD, strike, vol, EXPIRY) / FORWARD;
      double put = Black76.put(FORWARD, strike, vol, EXPIRY) / FORWARD;
      csv.append(row(strike, "C", call)).append(row(strike, "P", put));
    }
    return csv.toString();
  }

  private static String row(int strike, String type, double premium) {
    return String.format(
        Locale.ROOT,
        "2026-11-21T08:00:00Z,BTC,2026-12-21T08:00:00Z,%d,%s,%.8f,%.8f,inverse,100000%n",
        strike,
        type,
        premium * 0.995,
        premium * 1.005);
  }
}
