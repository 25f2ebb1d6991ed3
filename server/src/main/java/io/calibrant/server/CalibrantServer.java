package io.calibrant.server;

import io.calibrant.engine.api.SurfaceFeed;
import io.calibrant.server.api.ApiRoutes;
import io.calibrant.server.api.DecisionLog;
import io.calibrant.server.api.Json;
import io.calibrant.server.api.ModelRoutes;
import io.calibrant.server.api.Problem;
import io.calibrant.server.api.Surfaces;
import io.calibrant.server.metrics.EngineMetrics;
import io.calibrant.server.stream.FrameRoute;
import io.calibrant.server.stream.StreamHub;
import io.calibrant.server.web.RequestGuard;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import io.javalin.websocket.WsConfig;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A running web server over one engine: the REST interface, the stream, the dashboard and the
/// metrics.
///
/// [#close()] lets requests in flight finish, for up to five seconds.
public final class CalibrantServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CalibrantServer.class);
  private static final int STOP_TIMEOUT_MS = 5000;
  private static final int LARGEST_STATIC_FILE = 4 << 20;
  private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0";
  private static final String STREAM = "/api/v1/stream";
  private static final String OPENAPI = "/api/v1/openapi.yaml";

  private final Javalin javalin;
  private final ApiRoutes routes;
  private final ModelRoutes models;
  private final StreamHub hub;
  private final SurfaceFeed.Subscription subscription;

  private CalibrantServer(ServerSettings settings, SurfaceFeed feed, PublicationControl control) {
    Surfaces surfaces = new Surfaces(feed, settings.staleAfter(), settings.refuseAfter());
    DecisionLog decisions = new DecisionLog();
    this.routes = new ApiRoutes(feed, surfaces, decisions);
    this.models = new ModelRoutes(feed, surfaces);
    this.hub =
        StreamHub.start(
            feed, settings.maxStreamClients(), settings.frameInterval(), settings.staleAfter());
    EngineMetrics metrics = new EngineMetrics(feed, hub);
    this.subscription =
        feed.subscribe(
            decision -> {
              decisions.add(decision);
              metrics.count(decision);
            });
    RequestGuard guard = new RequestGuard(settings.token(), settings.allowedHosts());
    this.javalin =
        Javalin.create(
            config -> {
              configure(config);
              addRoutes(config.routes, guard, metrics, surfaces, feed);
              new VetoRoute(control, feed::underlyings).register(config.routes);
            });
  }

  /// Starts a server that only reads; it serves when this returns.
  public static CalibrantServer start(ServerSettings settings, SurfaceFeed feed) {
    return start(settings, feed, PublicationControl.NONE);
  }

  /// Starts a server from which a person may veto; it serves when this returns.
  public static CalibrantServer start(
      ServerSettings settings, SurfaceFeed feed, PublicationControl control) {
    CalibrantServer server = new CalibrantServer(settings, feed, control);
    try {
      server.javalin.start(settings.host(), settings.port());
    } catch (RuntimeException e) {
      server.close();
      throw new IllegalStateException(
          "cannot listen on %s:%d: %s; choose another port"
              .formatted(settings.host(), settings.port(), e.getMessage()),
          e);
    }
    return server;
  }

  /// The port it listens on.
  public int port() {
    return javalin.port();
  }

  /// The paths of the REST interface, with parameters in braces.
  public Set<String> apiPaths() {
    Set<String> paths = new LinkedHashSet<>(routes.paths());
    paths.addAll(models.paths());
    paths.add(FrameRoute.PATH);
    paths.add(VetoRoute.PATH);
    return paths;
  }

  @Override
  public void close() {
    subscription.close();
    hub.close();
    javalin.stop();
  }

  private static void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.concurrency.useVirtualThreads = true;
    config.http.compressionStrategy = new CompressionStrategy(null, new Gzip(6));
    config.jetty.modifyServer(
        server -> {
          server.setStopTimeout(STOP_TIMEOUT_MS);
          server.setHandler(new GracefulHandler());
        });
    config.staticFiles.add(
        files -> {
          files.hostedPath = "/";
          files.directory = "/dashboard";
          files.location = Location.CLASSPATH;
          files.headers = Map.of("Cache-Control", "no-cache");
        });
    config.staticFiles.add(
        files -> {
          files.hostedPath = "/vendor/echarts-5.5.0";
          files.directory = ECHARTS;
          files.location = Location.CLASSPATH;
          files.precompressMaxSize = LARGEST_STATIC_FILE;
          files.skipFileFunction =
              request -> !request.getRequestURI().endsWith("/echarts.esm.min.js");
          files.headers = Map.of("Cache-Control", "public, max-age=31536000, immutable");
        });
  }

  private void addRoutes(
      RoutesConfig config,
      RequestGuard guard,
      EngineMetrics metrics,
      Surfaces surfaces,
      SurfaceFeed feed) {
    config.before(guard::check);
    config.wsBeforeUpgrade(guard::checkUpgrade);
    routes.register(config);
    models.register(config);
    new FrameRoute(surfaces).register(config);
    config.get(OPENAPI, CalibrantServer::openApi);
    config.get(
        "/metrics",
        context ->
            context
                .contentType("text/plain; version=0.0.4; charset=utf-8")
                .result(metrics.scrape()));
    config.get("/favicon.ico", context -> context.redirect("/icon.svg"));
    config.get("/healthz", context -> context.contentType("text/plain").result("ok\n"));
    config.get("/readyz", context -> ready(context, surfaces, feed));
    config.ws(STREAM, this::stream);
    config.exception(Problem.class, (problem, context) -> answer(context, problem));
    config.exception(
        Exception.class,
        (failure, context) -> {
          LOG.error("{} {} failed", context.method(), context.path(), failure);
          answer(context, Problem.internal());
        });
    config.error(
        HttpStatus.NOT_FOUND,
        context -> {
          if (!"application/problem+json".equals(context.res().getContentType())) {
            answer(context, Problem.noSuchPath(context.path()));
          }
        });
  }

  private void stream(WsConfig config) {
    config.onConnect(
        context -> {
          String underlying = context.queryParam("underlying");
          if (underlying == null || !underlying.matches("[A-Za-z0-9_-]{1,20}")) {
            StreamHub.refuse(context.session, "name one underlying, as in ?underlying=BTC");
          } else {
            hub.connect(context.session, underlying.toUpperCase(Locale.ROOT));
          }
        });
    config.onMessage(context -> hub.receive(context.session, context.message()));
    config.onClose(context -> hub.disconnect(context.session));
    config.onError(context -> hub.disconnect(context.session));
  }

  private static void answer(Context context, Problem problem) {
    context
        .status(problem.status())
        .contentType("application/problem+json")
        .header("Cache-Control", "no-store")
        .result(Json.bytes(problem.toJson()));
  }

  private static void openApi(Context context) {
    var file = CalibrantServer.class.getResourceAsStream("/openapi.yaml");
    if (file == null) {
      throw new IllegalStateException("openapi.yaml is missing from the class path");
    }
    context.contentType("application/yaml").result(file);
  }

  /// 200 once at least one underlying can be served, else 503 with what is missing.
  private static void ready(Context context, Surfaces surfaces, SurfaceFeed feed) {
    ObjectNode json = Json.object();
    ArrayNode problems = json.putArray("waitingFor");
    boolean ready = false;
    for (String underlying : feed.underlyings()) {
      try {
        surfaces.find(underlying, OptionalLong.empty());
        ready = true;
      } catch (Problem problem) {
        problems.add(String.valueOf(problem.getMessage()));
      }
    }
    json.put("ready", ready);
    context.status(ready ? 200 : 503);
    ApiRoutes.respond(context, json);
  }
}
