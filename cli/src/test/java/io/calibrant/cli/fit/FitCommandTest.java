package io.calibrant.cli.fit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.cli.CliRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class FitCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void fit_json_hasTheFieldsOfTheContract() throws IOException {
    Path file = ChainFixture.write(folder.resolve("chain.csv"), 1);

    CliRun run = CliRun.of("fit", file.toString(), "--format", "json", "--curve", "51");

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines()).hasSize(1);
    JsonNode snapshot = JSON.readTree(run.out());
    assertThat(snapshot.propertyNames())
        .contains(
            "asOf", "underlying", "snapshotHash", "status", "elapsedMs", "arbitrage", "expiries");
    assertThat(snapshot.path("asOf").asString()).isEqualTo("2026-11-21T08:00:00Z");
    assertThat(snapshot.path("status").asString()).isEqualTo("PUBLISH");
    assertThat(snapshot.path("arbitrage").propertyNames())
        .contains("butterflyFree", "calendarFree", "repaired");
    assertThat(snapshot.path("arbitrage").path("butterflyFree").asBoolean()).isTrue();
    JsonNode expiry = snapshot.path("expiries").get(0);
    assertThat(expiry.propertyNames())
        .contains(
            "expiry",
            "T",
            "forward",
            "forwardStdError",
            "atmVol",
            "model",
            "parameters",
            "status",
            "quotes",
            "rmseVolPoints",
            "holdOutRmseVolPoints",
            "insideSpread",
            "butterflyMinG",
            "curve");
    assertThat(expiry.path("expiry").asString()).isEqualTo("2026-12-21T08:00:00Z");
    List<String> parameters = new ArrayList<>(List.of("a", "b", "rho", "m", "sigma"));
    if (expiry.path("model").asString().equals("curved-svi")) {
      parameters.addAll(List.of("knots", "coefficients"));
    }
    assertThat(expiry.path("parameters").propertyNames()).containsExactlyElementsOf(parameters);
    assertThat(expiry.path("quotes").propertyNames()).containsExactly("used", "setAside");
    assertThat(expiry.path("quotes").path("setAside").path("IN_THE_MONEY").asInt()).isPositive();
  }

  @Test
  void fit_knownSmile_recoversForwardVolAndCurve() throws IOException {
    Path file = ChainFixture.write(folder.resolve("chain.csv"), 1);

    CliRun run = CliRun.of("fit", file.toString(), "--format", "json", "--curve", "101");

    JsonNode expiry = JSON.readTree(run.out()).path("expiries").get(0);
    double atm = ChainFixture.NEAR.impliedVol(0, ChainFixture.NEAR_YEARS);
    assertThat(expiry.path("T").asDouble()).isEqualTo(ChainFixture.NEAR_YEARS);
    assertThat(expiry.path("forward").asDouble()).isCloseTo(ChainFixture.FORWARD, within(20.0));
    assertThat(expiry.path("atmVol").asDouble()).isCloseTo(atm, within(0.001));
    JsonNode k = expiry.path("curve").path("k");
    JsonNode w = expiry.path("curve").path("w");
    assertThat(k.size()).isEqualTo(101);
    assertThat(w.size()).isEqualTo(101);
    double wing = 5 * Math.sqrt(ChainFixture.NEAR.totalVariance(0));
    assertThat(k.get(0).asDouble()).isLessThanOrEqualTo(-0.999 * wing);
    assertThat(k.get(100).asDouble()).isGreaterThanOrEqualTo(0.999 * wing);
    double middle = k.get(50).asDouble();
    assertThat(w.get(50).asDouble())
        .isCloseTo(ChainFixture.NEAR.totalVariance(middle), within(5e-4));
  }

  @Test
  void fit_withoutCurve_hasNone() throws IOException {
    Path file = ChainFixture.write(folder.resolve("chain.csv"), 1);

    assertThat(CliRun.of("fit", file.toString(), "--format", "json").out())
        .doesNotContain("\"curve\"");
  }

  @Test
  void fit_stdin_equalsTheFile() throws IOException {
    Path file = ChainFixture.write(folder.resolve("chain.csv"), 1);
    String fromFile = CliRun.of("fit", file.toString(), "--format", "json").out();
    String fromStdin = CliRun.with(Files.readAllBytes(file), "fit", "-", "--format", "json").out();

    assertThat(withoutPlace(fromStdin)).isEqualTo(withoutPlace(fromFile));
  }

  @Test
  void fit_directory_readsAllInOrder_twiceTheSame() throws IOException {
    for (String name : List.of("b.csv", "a.csv", "c.csv")) {
      ChainFixture.write(folder.resolve(name), 3);
    }
    Files.writeString(folder.resolve("README.txt"), "not a chain");

    CliRun first = CliRun.of("fit", folder.toString(), "--format", "json");
    CliRun second = CliRun.of("fit", folder.toString(), "--format", "json");

    assertThat(first.lines()).hasSize(9);
    assertThat(first.lines().get(0)).contains("a.csv");
    assertThat(first.lines().get(8)).contains("c.csv", "2026-11-23T08:00:00Z");
    assertThat(withoutTime(second.out())).isEqualTo(withoutTime(first.out()));
  }

  @Test
  void fit_table_tellsInSampleBesideHoldOut() throws IOException {
    Path file = ChainFixture.write(folder.resolve("chain.csv"), 1);

    CliRun run = CliRun.of("fit", file.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("BTC 2026-11-21 08:00:00 UTC", "SURFACE", "21DEC26", "RMSE in|hold-out")
        .contains("15 in the money", "butterfly-free, calendar-free on the whole line")
        .contains("1 snapshots: 1 surfaces, 0 held");
    assertThat(run.out()).doesNotContain("\u001b");
  }

  @Test
  void fit_csv_hasARecordPerExpiry() throws IOException {
    Path file = ChainFixture.write(folder.resolve("chain.csv"), 2);

    List<String> lines = CliRun.of("fit", file.toString(), "--format", "csv").lines();

    assertThat(lines).hasSize(1 + 4);
    int columns = lines.getFirst().split(",", -1).length;
    assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(columns));
  }

  @Test
  void fit_warm_givesAsManySurfaces() throws IOException {
    Path file = ChainFixture.write(folder.resolve("chain.csv"), 3);

    CliRun run = CliRun.of("fit", file.toString(), "--warm", "--format", "json");

    assertThat(run.lines()).hasSize(3).allMatch(line -> line.contains("\"PUBLISH\""));
  }

  @Test
  void fit_nothingUsable_saysWhy_exitCode3() throws IOException {
    Path file = folder.resolve("thin.csv");
    Files.writeString(
        file,
        ChainFixture.HEADER
            + "2026-11-21T08:00:00Z,BTC,2026-12-21T08:00:00Z,100000,C,0.03,0.031,inverse,100000\n");

    CliRun run = CliRun.of("fit", file.toString(), "--format", "json");

    assertThat(run.exitCode()).isEqualTo(3);
    JsonNode snapshot = JSON.readTree(run.out());
    assertThat(snapshot.path("status").asString()).isEqualTo("HOLD");
    assertThat(snapshot.path("reason").asString()).isNotBlank();
    assertThat(snapshot.path("expiries").size()).isZero();
    assertThat(snapshot.path("arbitrage").isObject()).isTrue();
  }

  @Test
  void fit_brokenFiles_nameThePlace_exitCode2_othersAreFitted() throws IOException {
    Path good = ChainFixture.write(folder.resolve("good.csv"), 1);
    byte[] whole = gzip(Files.readString(good));
    Path cut = folder.resolve("cut.csv.gz");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    Path binary = folder.resolve("binary.csv");
    Files.write(binary, new byte[] {0, 1, 2, (byte) 0xff, 10, 3});
    Path empty = Files.createFile(folder.resolve("empty.csv"));
    Path columns = Files.writeString(folder.resolve("columns.csv"), "a,b\n1,2\n");
    Path number = folder.resolve("number.csv");
    String text = Files.readString(good);
    Files.writeString(number, text.replaceFirst(",70000,C,[0-9.]+,", ",70000,C,1e400,"));

    Path missing = folder.resolve("none.csv");

    for (Path bad : List.of(cut, binary, empty, columns, number, missing)) {
      CliRun run = CliRun.of("fit", bad.toString(), good.toString(), "--format", "json");

      assertThat(run.exitCode()).as(bad.toString()).isEqualTo(2);
      assertThat(run.err())
          .containsPattern("calibrant: .*" + bad.getFileName() + "(:\\d+:\\d+)?: ");
      assertThat(run.err()).doesNotContain(":0:");
      assertThat(run.err()).doesNotContain("\tat ");
      assertThat(run.lines()).as("the good file").hasSize(1);
    }
  }

  @Test
  void fit_brokenStandardInput_isCalledStdin() {
    CliRun run = CliRun.with("", "fit", "-");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("calibrant: <stdin>: is empty")
        .doesNotContain("calibrant-stdin");
  }

  @Test
  void fit_badOptions_exitCode2() {
    assertThat(CliRun.of("fit", "x.csv", "--curve", "1").exitCode()).isEqualTo(2);
    assertThat(CliRun.of("fit", "x.csv", "--threads", "0").exitCode()).isEqualTo(2);
    assertThat(CliRun.of("fit").exitCode()).isEqualTo(2);
  }

  @Test
  void fit_report_isOneWholePage() throws IOException {
    Path file = ChainFixture.write(folder.resolve("chain.csv"), 2);
    Path page = folder.resolve("deep/report.html");

    CliRun run = CliRun.of("fit", file.toString(), "--report", page.toString());

    assertThat(run.exitCode()).isZero();
    String html = Files.readString(page);
    assertThat(html).startsWith("<!doctype html>").endsWith("</html>\n");
    assertThat(html.split("class=\"snapshot\"", -1)).hasSize(3);
    // The chart library holds such texts; the page's own policy keeps it from loading anything.
    String markup = html.replaceAll("(?s)<script[^>]*>.*?</script>", "");
    assertThat(markup).doesNotContainPattern("(?i)<[a-z]+[^>]+(src|href)=");
    assertThat(html).doesNotContainPattern("(?i)<script[^>]+src=");
    assertThat(html).contains("default-src 'none'");
    try (var left = Files.list(page.getParent())) {
      assertThat(left).hasSize(1);
    }
  }

  private static String withoutTime(String json) {
    return json.replaceAll("\"elapsedMs\":[0-9.E-]+", "");
  }

  private static String withoutPlace(String json) {
    return withoutTime(json).replaceAll("\"file\":\"[^\"]*\"", "");
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
