package io.calibrant.cli.backtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.calibrant.cli.CliRun;
import io.calibrant.core.black.Black76;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class BacktestCommandTest {
  private static final double FORWARD = 100_000;
  private static final Instant EXPIRY = Instant.parse("2027-02-21T08:00:00Z");

  @TempDir Path folder;

  /// Snapshots six hours apart of one skewed smile, whose level moves a vol point each time.
  private Path chain(int snapshots) throws IOException {
    var csv =
        new StringBuilder(
            "snapshot_utc,instrument_name,bid,ask,mark,mark_iv,underlying,underlying_index,"
                + "index_price,delta,vega,open_interest,volume,volume_usd\n");
    for (int n = 0; n < snapshots; n++) {
      Instant asOf = Instant.parse("2026-11-21T08:00:00Z").plusSeconds(21_600L * n);
      double years = (EXPIRY.getEpochSecond() - asOf.getEpochSecond()) / 31_536_000.0;
      for (int strike = 70_000; strike <= 140_000; strike += 2_500) {
        double k = StrictMath.log(strike / FORWARD);
        double vol = 0.6 + 0.01 * n - 0.2 * k + 0.5 * k * k;
        double call = Black76.call(FORWARD, strike, vol, years) / FORWARD;
        double put = Black76.put(FORWARD, strike, vol, years) / FORWARD;
        csv.append(row(asOf, strike, "C", call)).append(row(asOf, strike, "P", put));
      }
    }
    return Files.writeString(folder.resolve("chain.csv"), csv.toString(), UTF_8);
  }

  private static String row(Instant asOf, int strike, String type, double premium) {
    return String.format(
        Locale.ROOT,
        "%s,BTC-21FEB27-%d-%s,%.8f,%.8f,%.8f,0.6,100000,BTC-21FEB27,100000,0.5,50,10,1,100000%n",
        asOf,
        strike,
        type,
        premium * 0.995,
        premium * 1.005,
        premium);
  }

  @Test
  void backtest_threeSnapshots_scoresTwoPairsWithPersistenceAndHash() throws IOException {
    CliRun run =
        CliRun.of("backtest", chain(3).toString(), "--model", "black,svi", "--format", "json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    var mapper = new ObjectMapper();
    List<JsonNode> rows = run.out().lines().map(mapper::readTree).toList();
    assertThat(rows).hasSize(4);
    JsonNode svi = rows.get(1);
    assertThat(svi.path("model").asString()).isEqualTo("svi");
    assertThat(svi.path("inVp").asDouble()).isLessThan(0.1);
    // The market moved by one vol point, which nobody foretells.
    assertThat(svi.path("forwardVp").asDouble()).isCloseTo(1, offset(0.15));
    assertThat(svi.path("persistenceForwardVp").asDouble()).isCloseTo(1, offset(0.15));
    assertThat(rows.get(0).path("inVp").asDouble()).isGreaterThan(1);
    assertThat(svi.path("inSampleHash").asString()).hasSize(64);
    assertThat(run.err()).contains("prior 64Q");
    assertThat(svi.path("densitiesMs").asDouble()).isPositive();
  }

  @Test
  void backtest_asPublished_setsThePublishedFiguresBeside() throws IOException {
    CliRun run = CliRun.of("backtest", chain(13).toString(), "--model", "svi", "--as-published");

    assertThat(run.exitCode()).as(run.err()).isZero();
    // Twelve pairs, of which the published protocol has those from snapshot 10 on.
    assertThat(run.lines())
        .anyMatch(line -> line.startsWith("12 pairs of 13 snapshots"))
        .anyMatch(line -> line.matches("\\| svi \\| 0.225 / 0.250 / 0.725 \\| 0\\.\\d.*"));
  }

  @Test
  void backtest_report_isOnePageWithAllPairs() throws IOException {
    Path page = folder.resolve("out/backtest.html");

    CliRun run =
        CliRun.of("backtest", chain(3).toString(), "--model", "svi", "--report", page.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("smile persistence", "Chosen complexity");
    assertThat(Files.readString(page))
        .contains("echarts", "\"inUse\":\"svi\"")
        .doesNotContain("/* walk */");
  }

  @Test
  void backtest_eightSnapshots_tellsTheStabilityOfTheSmilesAndPlotsIt() throws IOException {
    Path page = folder.resolve("out/backtest.html");

    CliRun run =
        CliRun.of("backtest", chain(8).toString(), "--model", "svi", "--report", page.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> told =
        run.out()
            .lines()
            .dropWhile(line -> !line.startsWith("| stability index"))
            .filter(line -> line.startsWith("| independent"))
            .toList();
    assertThat(told).hasSize(1);
    String[] cells = told.getFirst().split("\\|", -1);
    // Wide quotes tell little of each parameter: none moves by as much as its error.
    assertThat(Double.parseDouble(cells[7].strip())).isBetween(0.0, 1.0);
    assertThat(cells[8].strip()).isEqualTo("100.0 %");
    assertThat(cells[9].strip()).isEqualTo("0.0 %");
    String html = Files.readString(page);
    String stability = html.substring(html.indexOf("\"stability\":["));
    assertThat(stability).contains("\"name\":\"prior 64Q\"", "\"2026-11-23T02:00:00Z\",0.");
  }

  @Test
  void backtest_oneSnapshotOrAnUnknownModel_saysWhatIsMissing() throws IOException {
    String file = chain(1).toString();
    CliRun lonely = CliRun.of("backtest", file, "--model", "svi");
    assertThat(lonely.exitCode()).isEqualTo(3);
    assertThat(lonely.err()).contains("no pair");
    CliRun unknown = CliRun.of("backtest", file, "--model", "wizard");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("wizard", "ssvi");
  }
}
