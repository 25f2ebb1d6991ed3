package io.calibrant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.decision.Decision;
import io.calibrant.engine.api.EngineHealth;
import io.calibrant.engine.api.SurfaceFeed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ApiTest {
  private final FakeFeed feed = FakeFeed.live();
  private final CalibrantServer server =
      CalibrantServer.start(ServerSettings.DEFAULT.withPort(0), feed);
  private final Client client = new Client(server.port());

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void vol_byStrike_isTheSmileInFullPrecision() {
    CalibratedSlice slice = sliceOf("29NOV26");
    double strike = 91_234.5;
    JsonNode node = client.json("/api/v1/surfaces/BTC/vol?expiry=29NOV26&strike=" + strike);

    double k = StrictMath.log(strike / slice.forward().value());
    assertThat(node.get("vol").asDouble()).isEqualTo(slice.impliedVol(k));
    assertThat(node.get("volStdDev").asDouble()).isEqualTo(slice.impliedVolStdDev(k));
    assertThat(node.get("extrapolated").asBoolean()).isFalse();
    assertThat(node.get("snapshotHash").asString())
        .isEqualTo(feed.latest("BTC").orElseThrow().snapshotHash());
  }

  @Test
  void vol_byDelta_isAtThatDelta() {
    JsonNode call = client.json("/api/v1/surfaces/BTC/vol?expiry=27DEC26&delta=0.25");
    JsonNode put = client.json("/api/v1/surfaces/BTC/vol?expiry=27DEC26&delta=-0.25");

    assertThat(call.get("callDelta").asDouble()).isEqualTo(0.25, within(1e-9));
    assertThat(put.get("callDelta").asDouble()).isEqualTo(0.75, within(1e-9));
    assertThat(put.get("strike").asDouble()).isLessThan(call.get("strike").asDouble());
    JsonNode wings = expiry(client.json("/api/v1/surfaces/BTC"), "27DEC26").get("wings");
    assertThat(wings.get("rr25").asDouble())
        .isEqualTo(call.get("vol").asDouble() - put.get("vol").asDouble(), within(1e-9));
  }

  @Test
  void tenor_betweenExpiries_liesBetweenTheirVariancesAndKeepsTheirForwards() {
    JsonNode month = client.json("/api/v1/surfaces/BTC?tenor=1M");
    JsonNode node = client.json("/api/v1/surfaces/BTC/vol?tenor=1M&k=0.05");
    var before = sliceOf(label(month.get("before").asString()));
    var after = sliceOf(label(month.get("after").asString()));

    assertThat(month.get("days").asDouble()).isEqualTo(365.0 / 12);
    assertThat(node.get("totalVariance").asDouble())
        .isBetween(before.smile().totalVariance(0.05), after.smile().totalVariance(0.05));
    assertThat(month.get("forward").asDouble())
        .isBetween(before.forward().value(), after.forward().value());
    assertThat(node.get("volStdDev").asDouble()).isPositive();
    JsonNode year = client.json("/api/v1/surfaces/BTC/vol?tenor=1Y&k=0");
    assertThat(year.get("tenorExtrapolated").asBoolean()).isTrue();
    assertThat(year.get("volStdDev").isNull()).isTrue();
  }

  @Test
  void tenors_theirWingsLieAmongTheirNeighboursAndNoArbitrageIsMade() {
    JsonNode surface = client.json("/api/v1/surfaces/BTC");
    double[] last = new double[201];
    for (JsonNode tenor : surface.get("tenors")) {
      String label = tenor.get("tenor").asString();
      JsonNode curve =
          client.json("/api/v1/surfaces/BTC/smile?axis=k&n=201&tenor=" + label).get("curve");
      for (JsonNode g : curve.get("g")) {
        assertThat(g.asDouble()).as(label).isNotNegative();
      }
      for (int i = 0; i < last.length; i++) {
        double k = -0.5 + i / 200.0;
        if (i % 20 == 0) {
          double w =
              client
                  .json("/api/v1/surfaces/BTC/vol?tenor=" + label + "&k=" + k)
                  .get("totalVariance")
                  .asDouble();
          assertThat(w).as("%s at %s", label, k).isGreaterThanOrEqualTo(last[i]);
          last[i] = w;
        }
      }
      if (tenor.get("tenorExtrapolated").asBoolean()) {
        continue;
      }
      double before = bf10(surface, tenor.get("before").asString());
      double after = bf10(surface, tenor.get("after").asString());
      // A mixture of prices, which is free of arbitrage too, would lift the wings twofold.
      assertThat(tenor.get("wings").get("bf10").asDouble())
          .as(label)
          .isBetween(0.8 * Math.min(before, after), 1.25 * Math.max(before, after));
    }
  }

  private static double bf10(JsonNode surface, String expiry) {
    return expiry(surface, label(expiry)).get("wings").get("bf10").asDouble();
  }

  @Test
  void deltaKind_premiumAdjusted_isTheCoinDelta() {
    String base = "/api/v1/surfaces/BTC/vol?expiry=27DEC26&deltaKind=premiumAdjusted&delta=";
    JsonNode call = client.json(base + "0.25");
    JsonNode put = client.json(base + "-0.25");

    double k = put.get("k").asDouble();
    assertThat(call.get("callDeltaPremiumAdjusted").asDouble()).isEqualTo(0.25, within(1e-9));
    // Call and put differ by K/F.
    assertThat(put.get("callDeltaPremiumAdjusted").asDouble() - StrictMath.exp(k))
        .isEqualTo(-0.25, within(1e-9));
    JsonNode forward = client.json("/api/v1/surfaces/BTC/vol?expiry=27DEC26&delta=0.25");
    assertThat(call.get("strike").asDouble()).isLessThan(forward.get("strike").asDouble());
    JsonNode surface = client.json("/api/v1/surfaces/BTC?deltaKind=premiumAdjusted");
    assertThat(expiry(surface, "27DEC26").get("wings").get("rr25").asDouble())
        .isEqualTo(call.get("vol").asDouble() - put.get("vol").asDouble(), within(1e-9));
    assertThat(client.get(base + "0.95").status()).isEqualTo(400);
  }

  private static String label(String iso) {
    return java.time.format.DateTimeFormatter.ofPattern("dMMMuu", java.util.Locale.ROOT)
        .withZone(java.time.ZoneOffset.UTC)
        .format(java.time.Instant.parse(iso))
        .toUpperCase(java.util.Locale.ROOT);
  }

  @Test
  void smile_onEveryAxis_isEquidistantAndAgrees() {
    for (String axis : new String[] {"strike", "delta", "k", "kOverStdev"}) {
      JsonNode smile = client.json("/api/v1/surfaces/BTC/smile?expiry=27DEC26&n=5&axis=" + axis);
      JsonNode curve = smile.get("curve");
      double step = curve.get("x").get(1).asDouble() - curve.get("x").get(0).asDouble();
      for (int i = 1; i < 5; i++) {
        double width = curve.get("x").get(i).asDouble() - curve.get("x").get(i - 1).asDouble();
        assertThat(width).as(axis).isEqualTo(step, within(1e-8 * Math.max(1, Math.abs(step))));
        assertThat(curve.get("k").get(i).asDouble())
            .isGreaterThan(curve.get("k").get(i - 1).asDouble());
        assertThat(curve.get("vol").get(i).asDouble())
            .isEqualTo(
                sliceOf("27DEC26").impliedVol(curve.get("k").get(i).asDouble()), within(1e-15));
      }
    }
  }

  @Test
  void smile_unknownCovariance_hasNullBandsNotZero() {
    JsonNode curve = client.json("/api/v1/surfaces/BTC/smile?expiry=23NOV26&n=3").get("curve");

    assertThat(curve.get("volStdDev").get(0).isNull()).isTrue();
    assertThat(curve.get("lower95").get(0).isNull()).isTrue();
  }

  @Test
  void asOf_earlierInstant_isThatSurface() {
    String first = feed.latest("BTC").orElseThrow().snapshotHash();
    feed.step(60_000_000_000L);

    JsonNode then = client.json("/api/v1/surfaces/BTC?asOf=" + (FakeFeed.START_NS + 1_500_000));
    assertThat(then.get("snapshotHash").asString()).isEqualTo(first);
    assertThat(then.get("status").asString()).isEqualTo("HISTORIC");
    assertThat(then.get("ageMs").asDouble()).isEqualTo(1.5);
    assertThat(client.get("/api/v1/surfaces/BTC?asOf=2020-01-01T00:00:00Z").status())
        .isEqualTo(503);
  }

  @Test
  void status_agesWithTheEnginesClock_staleThenRefused() {
    assertThat(client.json("/api/v1/surfaces/BTC").get("status").asString()).isEqualTo("LIVE");

    feed.pass(Duration.ofSeconds(11).toNanos());
    JsonNode stale = client.json("/api/v1/surfaces/BTC");
    assertThat(stale.get("status").asString()).isEqualTo("STALE");
    assertThat(stale.get("ageMs").asDouble()).isEqualTo(11_000);

    feed.hold("BTC", Decision.HoldCode.NO_QUOTES, "0 of 310 quotes are usable");
    feed.pass(Duration.ofMinutes(5).toNanos());
    Client.Answer refused = client.get("/api/v1/surfaces/BTC");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.body()).contains("refused", "311 s old", "0 of 310 quotes are usable");
    assertThat(client.get("/readyz").status()).isEqualTo(503);
  }

  @Test
  void history_afterALongStopOrBeforeTheFirstSurface_isServed() {
    feed.pass(Duration.ofDays(2).toNanos());
    assertThat(client.get("/api/v1/surfaces/BTC").status()).isEqualTo(503);

    JsonNode old = client.json("/api/v1/surfaces/BTC/history");
    assertThat(old.get("points")).hasSize(1);
    assertThat(old.get("status").asString()).isEqualTo("STALE");
    assertThat(old.get("ageMs").asDouble()).isEqualTo(2 * 86_400_000.0);

    JsonNode none = client.json("/api/v1/surfaces/SOL/history");
    assertThat(none.get("underlying").asString()).isEqualTo("SOL");
    assertThat(none.get("points")).isEmpty();
    assertThat(client.get("/api/v1/surfaces/DOGE/history").status()).isEqualTo(404);
  }

  @Test
  void status_frozenEngine_isNotCalledStale() {
    feed.engineState(EngineHealth.State.FROZEN);
    feed.pass(Duration.ofSeconds(60).toNanos());

    assertThat(client.json("/api/v1/surfaces/BTC").get("status").asString()).isEqualTo("FROZEN");
  }

  @Test
  void freeze_ofOneUnderlying_isShownThereAndNowhereElse() {
    feed.freeze("ETH", "desk: index looks wrong");

    assertThat(client.json("/api/v1/surfaces/ETH").get("status").asString()).isEqualTo("FROZEN");
    assertThat(client.json("/api/v1/surfaces/BTC").get("status").asString()).isEqualTo("LIVE");
    assertThat(client.json("/api/v1/decisions/ETH").at("/freeze/by").asString())
        .isEqualTo("desk: index looks wrong");
    assertThat(client.json("/api/v1/decisions/BTC").get("freeze").isNull()).isTrue();
    assertThat(client.json("/api/v1/health").at("/freezes/0/underlying").asString())
        .isEqualTo("ETH");
  }

  @Test
  void badParameters_nameParameterValueAndCure() {
    String of = "/api/v1/surfaces/BTC/";
    assertProblem(of + "smile?expiry=29NOV26&n=2002", "n", "2002", "1 to 2001");
    assertProblem(of + "smile?expiry=29NOV26&n=0", "n", "0", "1 to 2001");
    assertProblem(of + "smile?expiry=29NOV26&axis=moneyness", "axis", "moneyness", "kOverStdev");
    assertProblem(of + "vol?expiry=29NOV26&strike=NaN", "strike", "NaN", "must be a number");
    assertProblem(of + "vol?expiry=29NOV26&strike=-1", "strike", "-1", "must be a number");
    assertProblem(of + "vol?expiry=29NOV26&delta=0", "delta", "0.0", "25-delta put");
    assertProblem(of + "vol?expiry=29NOV26&k=1&delta=0.1", "strike|delta|k", "2 given", "one of");
    assertProblem(of + "history?limit=10001", "limit", "10001", "1 to 10000");
    assertProblem(of + "term?asOf=noon", "asOf", "noon", "2026-12-25T08:00:00Z");
  }

  @Test
  void decisions_ofEarlierRuns_followThoseOfThisOne() {
    long startNs = FakeFeed.START_NS;
    feed.stored(
        List.of(
            new SurfaceFeed.PastDecision(startNs - 1, "aa", false, "STALE", "no quotes"),
            new SurfaceFeed.PastDecision(startNs - 2, "bb", true, "", "")));
    feed.hold("BTC", Decision.HoldCode.STALE, "quotes are 12 s old");

    JsonNode rows = client.json("/api/v1/decisions/BTC?limit=500").get("decisions");

    int n = rows.size();
    assertThat(rows.get(0).get("reason").asString()).isEqualTo("quotes are 12 s old");
    assertThat(rows.get(n - 2).get("code").asString()).isEqualTo("STALE");
    assertThat(rows.get(n - 2).get("snapshotHash").asString()).isEqualTo("aa");
    assertThat(rows.get(n - 1).get("kind").asString()).isEqualTo("PUBLISH");
    assertThat(client.json("/api/v1/decisions/BTC?limit=1").get("decisions").size()).isEqualTo(1);
  }

  @Test
  void frame_asOfAnInstant_isWhatTheStreamShowedThen() {
    JsonNode then = client.json("/api/v1/surfaces/BTC/frame").get("set");
    feed.step(5_000_000_000L);

    String path = "/api/v1/surfaces/BTC/frame?asOf=" + then.at("/head/asOf").asString();

    assertThat(client.json(path).get("set")).isEqualTo(then);
    assertThat(client.json("/api/v1/surfaces/BTC/frame").get("set")).isNotEqualTo(then);
    assertThat(client.get("/api/v1/surfaces/BTC/frame?asOf=2020-01-01T00:00:00Z").status())
        .isEqualTo(503);
  }

  @Test
  void decisions_heldAndPublished_areNewestFirst() {
    feed.step(1);
    feed.hold("BTC", Decision.HoldCode.VENUE_REJECTED, "61 % of books are crossed");

    JsonNode rows = client.json("/api/v1/decisions/BTC?limit=2").get("decisions");
    assertThat(rows.get(0).get("code").asString()).isEqualTo("VENUE_REJECTED");
    assertThat(rows.get(0).get("reason").asString()).contains("61 %");
    assertThat(rows.get(1).get("kind").asString()).isEqualTo("PUBLISH");
    assertThat(rows.size()).isEqualTo(2);
  }

  @Test
  void metrics_afterDecisions_countThem() {
    feed.step(1);
    feed.hold("ETH", Decision.HoldCode.STALE, "late");

    assertThat(client.get("/metrics").body())
        .contains(
            "calibrant_decisions_total{outcome=\"held\",reason=\"STALE\",underlying=\"ETH\"} 1.0",
            "calibrant_tick_to_surface_seconds{quantile=\"0.99\",window=\"60s\"} 0.00387",
            "calibrant_stream_clients 0.0",
            "jvm_memory_used_bytes");
  }

  @Test
  void unknownPath_isAProblem() {
    Client.Answer answer = client.get("/api/v1/surface");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.type()).isEqualTo("application/problem+json");
  }

  private void assertProblem(String path, String parameter, String value, String cure) {
    Client.Answer answer = client.get(path.replace("|", "%7C"));
    assertThat(answer.status()).as(path).isEqualTo(400);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    JsonNode problem = answer.json();
    assertThat(problem.get("parameter").asString()).isEqualTo(parameter);
    assertThat(problem.get("value").asString()).isEqualTo(value);
    assertThat(problem.get("cure").asString()).contains(cure);
  }

  private CalibratedSlice sliceOf(String label) {
    JsonNode slices = client.json("/api/v1/surfaces/BTC").get("expiries");
    for (int i = 0; i < slices.size(); i++) {
      if (slices.get(i).get("label").asString().equals(label)) {
        return feed.latest("BTC").orElseThrow().slices().get(i);
      }
    }
    throw new AssertionError("no expiry " + label + " in " + slices);
  }

  private static JsonNode expiry(JsonNode surface, String label) {
    for (JsonNode slice : surface.get("expiries")) {
      if (slice.get("label").asString().equals(label)) {
        return slice;
      }
    }
    throw new AssertionError("no expiry " + label);
  }
}
