package io.calibrant.server.stream;

import io.calibrant.core.decision.Decision;
import io.calibrant.server.api.ApiRoutes;
import io.calibrant.server.api.Query;
import io.calibrant.server.api.Surfaces;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/// One frame by request, as of any instant: what the stream showed then, for playback.
public final class FrameRoute {
  /// The path, with the parameter in braces.
  public static final String PATH = "/api/v1/surfaces/{underlying}/frame";

  private final Surfaces surfaces;

  /// A route that finds its surfaces in `surfaces`.
  public FrameRoute(Surfaces surfaces) {
    this.surfaces = surfaces;
  }

  /// Adds the route to a server's configuration.
  public void register(RoutesConfig config) {
    config.get(PATH, this::answer);
  }

  private void answer(Context context) {
    Query query = new Query(context);
    var surface = surfaces.find(query.underlying(), query.instant("asOf")).surface();
    ApiRoutes.respond(context, Frame.of(new Decision.Publish(surface), null, 0).snapshot());
  }
}
