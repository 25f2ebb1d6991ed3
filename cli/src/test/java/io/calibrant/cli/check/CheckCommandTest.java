package io.calibrant.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.calibrant.cli.CliRun;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class CheckCommandTest {
  private static final String VOGT = "--svi=-0.0410,0.1331,0.3060,0.3586,0.4153";

  @Test
  void check_vogtsSmile_findsTheArbitrageAndStatesTheLoss() {
    CliRun run = CliRun.of("check", VOGT, "--format", "json");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
    JsonNode found = new ObjectMapper().readTree(run.out());
    // Gatheral and Jacquier 2014, section 3.1; least g and its interval by high precision.
    assertThat(found.path("before").path("minG").asDouble()).isCloseTo(-0.03286, offset(5e-6));
    assertThat(found.path("before").path("minGAt").asDouble()).isCloseTo(0.879, offset(5e-4));
    assertThat(found.path("negativeFrom").asDouble()).isCloseTo(0.643, offset(1e-3));
    assertThat(found.path("negativeTo").asDouble()).isCloseTo(1.256, offset(1e-3));
    JsonNode after = found.path("after");
    var repaired =
        new Svi(
            after.path("a").asDouble(),
            after.path("b").asDouble(),
            after.path("rho").asDouble(),
            after.path("m").asDouble(),
            after.path("sigma").asDouble());
    assertThat(SviButterfly.minimum(repaired).g()).isNotNegative();
    assertThat(after.path("minG").asDouble()).isNotNegative();
    double loss = found.path("lossRmseVolPoints").asDouble();
    // Measured; the published repair in jump wings costs 4.8.
    assertThat(loss).isCloseTo(0.626, offset(0.01));
    assertThat(found.path("lossMaxVolPoints").asDouble()).isGreaterThan(loss);
  }

  @Test
  void check_vogtsSmile_printsBeforeAndAfter() {
    CliRun run = CliRun.of("check", VOGT);

    assertThat(run.out())
        .contains(
            "before", "-0.0329", "0.879", "after", "k from 0.642 to 1.257", "repaired at 0.626");
  }

  @Test
  void check_freeSmile_isDone() {
    CliRun run = CliRun.of("check", "--svi=0.04,0.1,-0.3,0,0.4");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("free of butterflies");
  }

  @Test
  void check_noSmile_saysWhatIsMissing() {
    assertThat(CliRun.of("check", "--svi=1,2,3").exitCode()).isEqualTo(2);
    assertThat(CliRun.of("check", "--svi=1,x,0,0,1").err()).contains("five numbers");
  }
}
