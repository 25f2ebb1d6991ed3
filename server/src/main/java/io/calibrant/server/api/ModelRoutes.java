package io.calibrant.server.api;

import io.calibrant.engine.api.EngineHealth;
import io.calibrant.engine.api.ModelReport;
import io.calibrant.engine.api.SurfaceFeed;
import io.javalin.config.RoutesConfig;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The models fitted beside a surface: the last step, and the steps before it.
public final class ModelRoutes {
  private static final String LATEST = "/api/v1/models/{underlying}";
  private static final String HISTORY = "/api/v1/models/{underlying}/history";
  private static final int MAX_POINTS = 5000;
  private static final long HOUR_NS = 3_600_000_000_000L;

  private final SurfaceFeed feed;
  private final Surfaces surfaces;

  /// Routes that read `feed`.
  public ModelRoutes(SurfaceFeed feed, Surfaces surfaces) {
    this.feed = feed;
    this.surfaces = surfaces;
  }

  /// The paths, with parameters in braces.
  public List<String> paths() {
    return List.of(LATEST, HISTORY);
  }

  /// Adds the routes to a server's configuration.
  public void register(RoutesConfig config) {
    config.get(LATEST, context -> ApiRoutes.respond(context, latest(new Query(context))));
    config.get(HISTORY, context -> ApiRoutes.respond(context, history(new Query(context))));
  }

  private ObjectNode latest(Query query) {
    ModelReport report = report(query);
    EngineHealth health = feed.health();
    ObjectNode json = envelope(health, report);
    json.setAll(ModelViews.head(report.decision()));
    ArrayNode families = json.putArray("families");
    for (int i = 0; i < report.decision().families().size(); i++) {
      families.add(ModelViews.family(report, i));
    }
    return json;
  }

  private ObjectNode history(Query query) {
    int limit = query.integer("limit", 1000, 1, MAX_POINTS);
    ModelReport report = report(query);
    EngineHealth health = feed.health();
    long fromNs = query.instant("from").orElse(health.nowNs() - HOUR_NS);
    ObjectNode json = envelope(health, report);
    json.put("from", Json.instant(fromNs));
    ModelHistory.addTo(json, feed.modelHistory(query.underlying(), fromNs, limit));
    return json;
  }

  private static ObjectNode envelope(EngineHealth health, ModelReport report) {
    ObjectNode json = HealthView.engineEnvelope(health);
    json.put("underlying", report.decision().underlying());
    json.set("ageMs", Json.number(Math.max(0, health.nowNs() - report.decision().asOfNs()) / 1e6));
    json.put("snapshotHash", report.decision().snapshotHash());
    return json;
  }

  private ModelReport report(Query query) {
    String underlying = query.underlying();
    surfaces.requireKnown(underlying);
    return feed.latestModels(underlying)
        .orElseThrow(
            () ->
                Problem.unavailable(
                    "no-models",
                    "no model has been fitted to " + underlying,
                    "wait some seconds, or start `run` without --models none"));
  }
}
