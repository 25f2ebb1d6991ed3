package io.calibrant.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.cli.CliRun;
import io.calibrant.core.solve.route.RouteRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
