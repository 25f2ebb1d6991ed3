package io.calibrant.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.cli.CliRun;
import io.calibrant.core.solve.route.RouteRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class FitModelsTest {
  @TempDir Path folder;

  @Test
  void model_severalNames_areScoredSideBySide() throws IOException {
    Path file = ChainFixture.write(folder.resolve("chain.csv"), 1);

    CliRun run =
        CliRun.of("fit", file.toString(), "--model", "svi,heston,auto", "--format", "json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode models = new ObjectMapper().readTree(run.out()).path("models");
    assertThat(models.valueStream().map(m -> m.path("name").asString()))
        .containsExactly("svi", "heston", "curved-svi", "sabr", "essvi", "bates");
    assertThat(models.valueStream().filter(m -> m.path("chosen").asBoolean())).hasSize(1);
    // The chain was made of SVI smiles.
    assertThat(models.get(0).path("out").path("rmseVolPoints").asDouble()).isLessThan(0.01);
    JsonNode heston = models.get(1);
    assertThat(heston.propertyNames())
        .contains("status", "reason", "in", "out", "evaluations", "elapsedMs", "problemHash");
    RouteRecord route = RouteRecord.parse(heston.path("route").asString());
    assertThat(route.attempts()).isNotEmpty();
    assertThat(heston.path("reason").asString()).startsWith(route.reason());
    assertThat(heston.path("parameters").get(1).path("name").asString()).isEqualTo("kappa");
    assertThat(heston.path("out").path("quotes").asInt()).isPositive();
  }

  @Test
  void profile_heston_givesAnIntervalToEachParameter() throws IOException {
    Path file = ChainFixture.write(folder.resolve("chain.csv"), 1);

    CliRun run =
        CliRun.of("fit", file.toString(), "--model", "heston", "--profile", "--format", "json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode heston = new ObjectMapper().readTree(run.out()).path("models").get(0);
    assertThat(heston.path("profile").size()).isEqualTo(5);
    JsonNode v0 = heston.path("profile").get(0);
    double value = heston.path("parameters").get(0).path("value").asDouble();
    assertThat(v0.path("lower95").asDouble()).isLessThan(value);
    assertThat(v0.path("upper95").asDouble()).isGreaterThan(value);
    assertThat(v0.path("evaluations").asInt()).isBetween(2, 300);
    JsonNode told = heston.path("parameters").get(0);
    assertThat(told.path("lower95").asDouble()).isEqualTo(v0.path("lower95").asDouble());
  }

  /// 21 November 2026 is a Saturday: a slow weekend now leaves less than its share of time to the
  /// near expiry, so that Heston's variance per year is higher; svi in total variance is the same.
  @Test
  void weekend_clock_isTheModelsTimeAndNotTheSmiles() throws IOException {
    Path file = ChainFixture.write(folder.resolve("chain.csv"), 1);
    Path events = folder.resolve("events.csv");
    Files.writeString(events, "instant,widthHours,extraDays\n2026-12-01T19:00:00Z,2,3\n");

    JsonNode plain = models(file, "--model", "svi,heston");
    JsonNode slow = models(file, "--model", "svi,heston", "--weekend", "0.2");
    JsonNode loud = models(file, "--model", "svi,heston", "--events", events.toString());

    assertThat(plain.get(1).path("clock").asString()).isEqualTo("calendar");
    assertThat(slow.get(1).path("clock").asString()).isEqualTo("variance");
    assertThat(slow.get(1).path("reason").asString()).endsWith("variance clock");
    double near = 30.0 / 365;
    // 232 of the 720 hours are of weekends, each hour at 7/(5 + 2 · 0.2) of its weight.
    double days = (488 + 232 * 0.2) / 24 * 7 / 5.4;
    assertThat(slow.get(1).path("varianceYears").get(0).asDouble())
        .isCloseTo(days / 365, within(1e-9));
    assertThat(loud.get(1).path("varianceYears").get(0).asDouble())
        .isCloseTo(near + 3.0 / 365, within(1e-9));
    assertThat(loud.get(0).path("in").path("rmseVolPoints").asDouble())
        .isCloseTo(plain.get(0).path("in").path("rmseVolPoints").asDouble(), within(1e-6));
    // Three days more to both expiries: less variance a year.
    assertThat(value(loud, "theta")).isNotEqualTo(value(plain, "theta"));
    JsonNode published = models(file, "--model", "curved-svi", "--weekend", "0.2");
    assertThat(published.get(0).path("clock").asString()).isEqualTo("calendar");
    assertThat(loud.get(1).path("problemHash").asString()).isNotEmpty();
  }

  @Test
  void weekend_withoutAModelOrZero_isRefused() throws IOException {
    Path file = ChainFixture.write(folder.resolve("chain.csv"), 1);

    CliRun bare = CliRun.of("fit", file.toString(), "--weekend", "0.4");
    CliRun auto = CliRun.of("fit", file.toString(), "--model", "auto", "--weekend", "0.4");
    CliRun zero = CliRun.of("fit", file.toString(), "--model", "heston", "--weekend", "0");

    assertThat(bare.exitCode()).isEqualTo(2);
    assertThat(bare.err()).contains("total variance");
    assertThat(auto.exitCode()).isEqualTo(2);
    assertThat(zero.exitCode()).isEqualTo(2);
    assertThat(zero.err()).contains("--weekend 0");
  }

  private static JsonNode models(Path file, String... options) {
    List<String> words = new ArrayList<>(List.of("fit", file.toString(), "--format", "json"));
    words.addAll(List.of(options));
    CliRun run = CliRun.of(words.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out()).path("models");
  }

  private static double value(JsonNode models, String parameter) {
    return models
        .get(1)
        .path("parameters")
        .valueStream()
        .filter(p -> p.path("name").asString().equals(parameter))
        .findFirst()
        .orElseThrow()
        .path("value")
        .asDouble();
  }

  @Test
  void profile_withoutModel_isBadUsage() throws IOException {
    Path file = ChainFixture.write(folder.resolve("chain.csv"), 1);

    CliRun run = CliRun.of("fit", file.toString(), "--profile");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--model");
  }

  @Test
  void model_table_showsEachWithItsTwinLoss() throws IOException {
    Path file = ChainFixture.write(folder.resolve("chain.csv"), 1);
    Path page = folder.resolve("page.html");

    CliRun run =
        CliRun.of("fit", file.toString(), "--model", "svi,sabr", "--report", page.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("RMSE in|out vp").contains("  svi ").contains("  sabr ");
    assertThat(Files.readString(page)).contains("\"models\":[{\"name\":\"svi\"");
  }

  @Test
  void model_unknown_isBadUsageThatListsTheKnown() throws IOException {
    Path file = ChainFixture.write(folder.resolve("chain.csv"), 1);

    CliRun run = CliRun.of("fit", file.toString(), "--model", "svi,hestn");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("hestn").contains("double-heston").contains("auto");
  }
}
