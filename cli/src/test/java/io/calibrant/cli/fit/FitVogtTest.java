package io.calibrant.cli.fit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.cli.CliRun;
import io.calibrant.core.black.Black76;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Quotes that lie on Axel Vogt's smile (Gatheral and Jacquier 2014, section 3.1), whose density is
/// negative between k = 0.643 and 1.256, give a surface that is not, and are told what that cost.
class FitVogtTest {
  private static final Svi VOGT = new Svi(-0.0410, 0.1331, 0.3060, 0.3586, 0.4153);
  private static final double FORWARD = 1000;

  @TempDir Path folder;

  @Test
  void fit_quotesOnVogtsSmile_isFreeAtAStatedLoss() throws IOException {
    assertThat(SviButterfly.minimum(VOGT).g()).isNegative();
    Path file = Files.writeString(folder.resolve("vogt.csv"), chain(), UTF_8);

    CliRun run = CliRun.of("fit", file.toString(), "--format", "json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode snapshot = new ObjectMapper().readTree(run.out());
    assertThat(snapshot.path("arbitrage").path("butterflyFree").asBoolean()).isTrue();
    JsonNode expiry = snapshot.path("expiries").get(0);
    assertThat(expiry.path("status").asString()).isEqualTo("AT_BOUND");
    assertThat(expiry.path("butterflyMinG").asDouble()).isNotNegative();
    // Measured: 0.337 vol points. A surface that followed the quotes would carry their arbitrage.
    assertThat(expiry.path("rmseVolPoints").asDouble()).isBetween(0.1, 0.5);
  }

  private static String chain() {
    var csv = new StringBuilder("asOf,underlying,expiry,strike,type,bid,ask,settlement,index\n");
    Instant asOf = Instant.parse("2026-11-21T08:00:00Z");
    for (int i = -15; i <= 16; i++) {
      double k = 0.1 * i;
      double strike = Math.rint(FORWARD * StrictMath.exp(k) * 100) / 100;
      double vol = VOGT.impliedVol(StrictMath.log(strike / FORWARD), 1);
      double call = Black76.call(FORWARD, strike, vol, 1) / FORWARD;
      double put = Black76.put(FORWARD, strike, vol, 1) / FORWARD;
      csv.append(row(asOf, strike, "C", call)).append(row(asOf, strike, "P", put));
    }
    return csv.toString();
  }

  private static String row(Instant asOf, double strike, String type, double premium) {
    return String.format(
        Locale.ROOT,
        "%s,BTC,%s,%.2f,%s,%.10f,%.10f,inverse,1000%n",
        asOf,
        asOf.plusSeconds(86_400L * 365),
        strike,
        type,
        premium * 0.998,
        premium * 1.002);
  }
}
