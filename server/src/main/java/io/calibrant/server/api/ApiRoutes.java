package io.calibrant.server.api;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.engine.api.EngineHealth;
import io.calibrant.engine.api.SurfaceFeed;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// The routes under `/api/v1`, each a function from a request to JSON.
public final class ApiRoutes {
  private static final String BASE = "/api/v1";
  private static final int MAX_ROWS = 10_000;
  private static final int MAX_EVENTS = 1000;
  private static final long DAY_NS = 86_400_000_000_000L;

  /// |k| beyond which a vol is no longer answered.
  private static final double MAX_LOG_MONEYNESS = 10;

  private final SurfaceFeed feed;
  private final Surfaces surfaces;
  private final DecisionLog decisions;
  private final Map<String, Function<Query, ObjectNode>> routes = new LinkedHashMap<>();

  /// Routes that read `feed`.
  public ApiRoutes(SurfaceFeed feed, Surfaces surfaces, DecisionLog decisions) {
    this.feed = feed;
    this.surfaces = surfaces;
    this.decisions = decisions;
    routes.put(BASE + "/underlyings", this::underlyings);
    routes.put(BASE + "/surfaces/{underlying}", this::surface);
    routes.put(BASE + "/surfaces/{underlying}/smile", this::smile);
    routes.put(BASE + "/surfaces/{underlying}/vol", this::vol);
    routes.put(BASE + "/surfaces/{underlying}/term", this::term);
    routes.put(
        BASE + "/surfaces/{underlying}/forwards", query -> TableViews.forwards(published(query)));
    routes.put(
        BASE + "/surfaces/{underlying}/quality", query -> TableViews.quality(published(query)));
    routes.put(BASE + "/surfaces/{underlying}/history", this::history);
    routes.put(BASE + "/decisions/{underlying}", this::decisions);
    routes.put(BASE + "/events", this::events);
    routes.put(BASE + "/health", _ -> HealthView.of(feed.health()));
  }

  /// The paths, with parameters in braces.
  public Set<String> paths() {
    return routes.keySet();
  }

  /// Adds the routes to a server's configuration.
  public void register(RoutesConfig config) {
    routes.forEach(
        (path, answer) ->
            config.get(path, context -> respond(context, answer.apply(new Query(context)))));
  }

  /// Answers with JSON that is not to be cached.
  public static void respond(Context context, JsonNode json) {
    context
        .contentType("application/json")
        .header("Cache-Control", "no-store")
        .result(Json.bytes(json));
  }

  private Published published(Query query) {
    return surfaces.find(query.underlying(), query.instant("asOf"));
  }

  private ObjectNode underlyings(Query query) {
    EngineHealth health = feed.health();
    ObjectNode json = HealthView.engineEnvelope(health);
    ArrayNode rows = json.putArray("underlyings");
    for (String underlying : feed.underlyings()) {
      ObjectNode row = Json.object();
      row.put("underlying", underlying);
      row.set("freeze", freeze(health, underlying));
      feed.latest(underlying)
          .ifPresentOrElse(
              surface -> {
                row.put("asOf", Json.instant(surface.asOfNs()));
                row.put("expiries", surface.slices().size());
              },
              () -> {
                row.putNull("asOf");
                row.put("expiries", 0);
              });
      rows.add(row);
    }
    return json;
  }

  private ObjectNode surface(Query query) {
    DeltaKind kind = kind(query);
    String tenor = query.text("tenor");
    if (tenor != null) {
      return TenorView.row(published(query), Tenor.parse(tenor), kind);
    }
    return SurfaceView.of(published(query), kind);
  }

  private ObjectNode term(Query query) {
    DeltaKind kind = kind(query);
    return TableViews.term(published(query), kind);
  }

  private ObjectNode smile(Query query) {
    String axis = query.text("axis");
    Axis parsed = axis == null ? Axis.STRIKE : Axis.parse(axis);
    int n = query.integer("n", SmileView.POINTS, 1, SmileView.MAX_POINTS);
    DeltaKind kind = kind(query);
    Optional<Tenor> tenor = tenor(query);
    Published published = published(query);
    if (tenor.isPresent()) {
      return SmileView.of(published, published.tenor(tenor.get()), parsed, n, kind);
    }
    return SmileView.of(published, expiry(query, published), parsed, n, kind);
  }

  private ObjectNode vol(Query query) {
    OptionalDouble strike = query.number("strike", Double.MIN_NORMAL, 1e12);
    OptionalDouble delta = query.number("delta", -0.999, 0.999);
    OptionalDouble k = query.number("k", -MAX_LOG_MONEYNESS, MAX_LOG_MONEYNESS);
    long given = Stream.of(strike, delta, k).filter(OptionalDouble::isPresent).count();
    if (given != 1) {
      throw Problem.badParameter(
          "strike|delta|k", given + " given", "name exactly one of strike, delta and k");
    }
    DeltaKind kind = kind(query);
    Optional<Tenor> tenor = tenor(query);
    Published published = published(query);
    if (tenor.isPresent()) {
      TenorLine line = published.tenor(tenor.get());
      return SmileView.node(published, line, place(line, strike, delta, k, kind));
    }
    CalibratedSlice slice = expiry(query, published);
    return SmileView.node(published, slice, place(VolLine.of(slice), strike, delta, k, kind));
  }

  /// The log-moneyness that exactly one of `strike`, `delta` and `k` names.
  private static double place(
      VolLine line, OptionalDouble strike, OptionalDouble delta, OptionalDouble k, DeltaKind kind) {
    if (delta.isPresent()) {
      return kAtDelta(line, delta.getAsDouble(), kind);
    }
    if (k.isPresent()) {
      return k.getAsDouble();
    }
    double place = Axis.STRIKE.k(line, strike.orElseThrow());
    if (!(Math.abs(place) <= MAX_LOG_MONEYNESS)) {
      throw Problem.badParameter(
          "strike",
          Double.toString(strike.orElseThrow()),
          "must lie within a factor of e^10 of the forward " + line.forward());
    }
    return place;
  }

  private static double kAtDelta(VolLine line, double delta, DeltaKind kind) {
    double k = kind.kAt(line, delta);
    if (Double.isNaN(k)) {
      throw Problem.badParameter(
          "delta",
          Double.toString(delta),
          "write 0.25 for the 25-delta call and -0.25 for the 25-delta put; 0 has no strike, and"
              + " a premium-adjusted call delta has a top");
    }
    return k;
  }

  private static DeltaKind kind(Query query) {
    String text = query.text("deltaKind");
    return text == null ? DeltaKind.FORWARD : DeltaKind.parse(text);
  }

  private static Optional<Tenor> tenor(Query query) {
    String text = query.text("tenor");
    if (text != null && query.text("expiry") != null) {
      throw Problem.badParameter("expiry|tenor", "2 given", "name one of expiry and tenor");
    }
    return Optional.ofNullable(text).map(Tenor::parse);
  }

  private static CalibratedSlice expiry(Query query, Published published) {
    String text = query.text("expiry");
    if (text == null) {
      throw Problem.badParameter(
          "expiry",
          "",
          "name one, such as 2026-12-25T08:00:00Z, 2026-12-25 or 25DEC26; or tenor=1M");
    }
    return published.slice(text);
  }

  private ObjectNode history(Query query) {
    int limit = query.integer("limit", 1000, 1, MAX_ROWS);
    OptionalLong from = query.instant("from");
    surfaces.requireKnown(query.underlying());
    // The past is served however old the last surface is, and before this run has one.
    Optional<Published> last = surfaces.last(query.underlying());
    EngineHealth health = feed.health();
    long endNs = last.map(published -> published.surface().asOfNs()).orElse(health.nowNs());
    long fromNs = from.orElse(endNs - DAY_NS);
    ObjectNode json =
        last.map(Published::envelope)
            .orElseGet(() -> Published.emptyEnvelope(query.underlying(), health));
    json.put("from", Json.instant(fromNs));
    json.set("points", TableViews.history(feed.atmHistory(query.underlying(), fromNs, limit)));
    return json;
  }

  private ObjectNode decisions(Query query) {
    int limit = query.integer("limit", 50, 1, DecisionLog.CAPACITY);
    surfaces.requireKnown(query.underlying());
    EngineHealth health = feed.health();
    ObjectNode json = HealthView.engineEnvelope(health);
    json.put("underlying", query.underlying());
    json.set("freeze", freeze(health, query.underlying()));
    ArrayNode rows = json.putArray("decisions");
    for (DecisionLog.Entry entry : decisions.latest(feed, query.underlying(), limit)) {
      ObjectNode row = Json.object();
      row.put("asOf", Json.instant(entry.asOfNs()));
      row.put("snapshotHash", entry.snapshotHash());
      row.put("kind", entry.kind());
      row.put("code", entry.code());
      row.put("reason", entry.reason());
      rows.add(row);
    }
    return json;
  }

  private static JsonNode freeze(EngineHealth health, String underlying) {
    return health
        .freezeOf(underlying)
        .<JsonNode>map(HealthView::freeze)
        .orElse(NullNode.getInstance());
  }

  private ObjectNode events(Query query) {
    int limit = query.integer("limit", 100, 1, MAX_EVENTS);
    ObjectNode json = HealthView.engineEnvelope(feed.health());
    json.set("events", HealthView.events(feed.events(limit)));
    return json;
  }
}
