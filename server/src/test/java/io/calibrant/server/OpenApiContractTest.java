package io.calibrant.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.calibrant.engine.api.EngineHealth;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class OpenApiContractTest {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private static final String REASON = "{\"reason\":\"the wings are wrong\"}";

  private final FakeFeed feed = FakeFeed.live();
  private final CalibrantServer server =
      CalibrantServer.start(ServerSettings.DEFAULT.withPort(0), feed);
  private final Client client = new Client(server.port());
  private final JsonNode openApi =
      new YAMLMapper().readTree(client.get("/api/v1/openapi.yaml").body());

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void openApi_everyRegisteredRoute_isDescribed() {
    assertThat(new TreeSet<>(openApi.get("paths").propertyNames()))
        .isEqualTo(new TreeSet<>(server.apiPaths()));
  }

  @Test
  void responses_everyRoute_matchTheirSchemas() {
    feed.step(1_000_000_000L);
    feed.hold("ETH", io.calibrant.core.decision.Decision.HoldCode.STALE, "quotes are 12 s old");
    String surfaces = "/api/v1/surfaces/";
    for (String underlying : List.of("BTC", "eth")) {
      String of = surfaces + underlying;
      check("/api/v1/surfaces/{underlying}", of, 200);
      check("/api/v1/surfaces/{underlying}", of + "?asOf=2026-11-21T09:00:00.5Z", 200);
      for (String axis : List.of("strike", "delta", "k", "kOverStdev")) {
        check(
            "/api/v1/surfaces/{underlying}/smile",
            of + "/smile?expiry=29NOV26&n=7&axis=" + axis,
            200);
      }
      check("/api/v1/surfaces/{underlying}/vol", of + "/vol?expiry=2026-11-29&k=0.1", 200);
      check("/api/v1/surfaces/{underlying}/vol", of + "/vol?expiry=23NOV26&delta=-0.25", 200);
      for (String tenor : List.of("1D", "1m", "1Y")) {
        check("/api/v1/surfaces/{underlying}", of + "?tenor=" + tenor, 200);
        check("/api/v1/surfaces/{underlying}/smile", of + "/smile?n=7&tenor=" + tenor, 200);
        check("/api/v1/surfaces/{underlying}/vol", of + "/vol?delta=0.25&tenor=" + tenor, 200);
      }
      check("/api/v1/surfaces/{underlying}", of + "?deltaKind=premiumAdjusted", 200);
      check("/api/v1/surfaces/{underlying}/term", of + "/term", 200);
      check("/api/v1/surfaces/{underlying}/forwards", of + "/forwards", 200);
      check("/api/v1/surfaces/{underlying}/quality", of + "/quality", 200);
      check("/api/v1/surfaces/{underlying}/history", of + "/history?limit=5", 200);
      check("/api/v1/surfaces/{underlying}/history", "/api/v1/surfaces/SOL/history", 200);
      check("/api/v1/surfaces/{underlying}/frame", of + "/frame", 200);
      check("/api/v1/decisions/{underlying}", "/api/v1/decisions/" + underlying, 200);
    }
    check("/api/v1/underlyings", "/api/v1/underlyings", 200);
    check("/api/v1/events", "/api/v1/events?limit=3", 200);
    feed.engineState(EngineHealth.State.DEGRADED);
    check("/api/v1/health", "/api/v1/health", 200);
  }

  @Test
  void models_lastStepAndHistory_matchTheirSchemas() {
    check("/api/v1/models/{underlying}", "/api/v1/models/BTC", 503);
    check("/api/v1/models/{underlying}", "/api/v1/models/DOGE", 404);
    check("/api/v1/models/{underlying}/history", "/api/v1/models/ETH/history", 503);
    feed.fitModels();
    feed.step(2_000_000_000L);
    feed.fitModels();
    check("/api/v1/models/{underlying}", "/api/v1/models/BTC", 200);
    check("/api/v1/models/{underlying}/history", "/api/v1/models/btc/history?limit=2", 200);
    check("/api/v1/models/{underlying}/history", "/api/v1/models/BTC/history?limit=0", 400);
    JsonNode latest = client.json("/api/v1/models/BTC");
    assertThat(latest.get("families").size()).isEqualTo(2);
    JsonNode heston = latest.get("families").get(1);
    assertThat(heston.get("parameters").get(1).get("name").asString()).isEqualTo("kappa");
    assertThat(heston.get("solve").get("route").get("attempts").isEmpty()).isFalse();
    JsonNode past = client.json("/api/v1/models/BTC/history");
    assertThat(past.get("time").size()).isEqualTo(2);
    assertThat(past.get("families").get("heston").get("parameters").get("rho").get("value").size())
        .isEqualTo(2);
  }

  @Test
  void problems_everyStatus_matchTheirSchema() {
    check("/api/v1/surfaces/{underlying}", "/api/v1/surfaces/DOGE", 404);
    check("/api/v1/surfaces/{underlying}", "/api/v1/surfaces/SOL", 503);
    check("/api/v1/surfaces/{underlying}", "/api/v1/surfaces/BTC?asOf=yesterday", 400);
    check("/api/v1/surfaces/{underlying}/vol", "/api/v1/surfaces/BTC/vol?expiry=1JAN70&k=0", 404);
    check("/api/v1/surfaces/{underlying}/smile", "/api/v1/surfaces/BTC/smile", 400);
    check("/api/v1/surfaces/{underlying}/smile", "/api/v1/surfaces/BTC/smile?tenor=5Y", 400);
    check("/api/v1/surfaces/{underlying}", "/api/v1/surfaces/BTC?deltaKind=spot", 400);
    check(
        "/api/v1/surfaces/{underlying}/vol",
        "/api/v1/surfaces/BTC/vol?tenor=1M&expiry=29NOV26&k=0",
        400);
    check("/api/v1/surfaces/{underlying}/smile", "/api/v1/surfaces/BTC/smile?expiry=25NOV26", 503);
  }

  @Test
  void veto_everyAnswer_matchesItsSchema() {
    Client reader = client;
    check("/api/v1/veto", "post", reader.send("POST", "/api/v1/veto", REASON), 503);
    try (CalibrantServer controlled =
        CalibrantServer.start(ServerSettings.DEFAULT.withPort(0), feed, new FakeControl(feed))) {
      Client writer = new Client(controlled.port());
      check("/api/v1/veto", "post", writer.send("POST", "/api/v1/veto", REASON), 202);
      check("/api/v1/veto", "post", writer.send("POST", "/api/v1/veto", "{}"), 400);
      String one = "{\"reason\": \"wings are wrong\", \"underlying\": \"ETH\"}";
      check("/api/v1/veto", "post", writer.send("POST", "/api/v1/veto", one), 202);
      String unknown = one.replace("ETH", "XYZ");
      check("/api/v1/veto", "post", writer.send("POST", "/api/v1/veto", unknown), 400);
      check("/api/v1/health", "get", writer.get("/api/v1/health"), 200);
      check("/api/v1/underlyings", "get", writer.get("/api/v1/underlyings"), 200);
      check("/api/v1/decisions/{underlying}", "get", writer.get("/api/v1/decisions/ETH"), 200);
      check("/api/v1/veto", "delete", writer.send("DELETE", "/api/v1/veto", REASON), 202);
      check(
          "/api/v1/veto",
          "post",
          writer.send("POST", "/api/v1/veto", REASON, "Content-Type", "text/plain"),
          403);
    }
  }

  private void check(String path, String request, int status) {
    check(path, "get", client.get(request), status);
  }

  private void check(String path, String method, Client.Answer answer, int status) {
    String request = method + " " + answer.response().uri();
    assertThat(answer.status()).as(request).isEqualTo(status);
    JsonNode response =
        openApi.get("paths").get(path).get(method).get("responses").get(Integer.toString(status));
    assertThat(response).as("%s describes %d", path, status).isNotNull();
    if (response.has("$ref")) {
      response = openApi.at(response.get("$ref").asString().substring(1));
    }
    JsonNode content = response.get("content").get(answer.type());
    assertThat(content).as("%s may answer %s", path, answer.type()).isNotNull();
    ObjectNode schema = content.get("schema").deepCopy().asObject();
    schema.set("components", openApi.get("components"));
    Schema compiled = SCHEMAS.getSchema(schema);
    assertThat(compiled.validate(answer.json())).as(request).isEmpty();
  }
}
