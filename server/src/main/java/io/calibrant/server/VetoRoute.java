package io.calibrant.server;

import io.calibrant.server.api.ApiRoutes;
import io.calibrant.server.api.Json;
import io.calibrant.server.api.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.SortedSet;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A person's veto: `POST` stops publication of one underlying or of all, `DELETE` lets it go on.
///
/// Only this machine may ask, whatever the server is bound to, and a page of another site cannot:
/// the body must be JSON, which a browser does not send across origins unasked. The engine writes
/// the command with its reason to the journal.
final class VetoRoute {
  static final String PATH = "/api/v1/veto";

  private static final int MAX_REASON = 200;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final PublicationControl control;
  private final Supplier<SortedSet<String>> underlyings;

  /// @param underlyings those that are known
  VetoRoute(PublicationControl control, Supplier<SortedSet<String>> underlyings) {
    this.control = control;
    this.underlyings = underlyings;
  }

  /// What was asked for.
  ///
  /// @param underlying empty for all
  private record Asked(String underlying, String reason) {}

  void register(RoutesConfig config) {
    config.post(PATH, context -> answer(context, true));
    config.delete(PATH, context -> answer(context, false));
  }

  private void answer(Context context, boolean veto) {
    Asked asked = checked(context);
    String by = "dashboard at %s: %s".formatted(context.req().getRemoteAddr(), asked.reason());
    if (veto) {
      control.veto(asked.underlying(), by);
    } else {
      control.release(asked.underlying(), by);
    }
    ObjectNode json = Json.object();
    json.put("vetoed", veto);
    json.put("underlying", asked.underlying().isEmpty() ? null : asked.underlying());
    json.put("reason", asked.reason());
    ApiRoutes.respond(context.status(202), json);
  }

  private Asked checked(Context context) {
    if (!isLoopback(context.req().getRemoteAddr())) {
      throw Problem.forbidden(
          403,
          "a veto is taken from this machine only, not from " + context.req().getRemoteAddr(),
          "open the dashboard on the machine that runs the engine");
    }
    String type = context.contentType();
    if (type == null || !type.startsWith("application/json")) {
      throw Problem.forbidden(
          403, "Content-Type " + type + " is not taken", "send application/json");
    }
    if (!control.isOffered()) {
      throw Problem.unavailable(
          "no-control", "this engine takes no commands", "use the engine that was started by run");
    }
    JsonNode body = body(context.body());
    return new Asked(underlying(body), reason(body));
  }

  private static JsonNode body(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException _) {
      // The one message about the reason says what is wanted.
      return Json.object();
    }
  }

  private String underlying(JsonNode body) {
    JsonNode given = body.path("underlying");
    if (given.isMissingNode() || given.isNull()) {
      return "";
    }
    String name = given.isString() ? given.asString() : given.toString();
    if (!underlyings.get().contains(name)) {
      throw Problem.badParameter(
          "underlying",
          name,
          "leave it out for all, or name one of " + String.join(", ", underlyings.get()));
    }
    return name;
  }

  private static String reason(JsonNode body) {
    JsonNode given = body.path("reason");
    String reason = given.isString() ? given.asString().strip() : "";
    if (reason.isEmpty()
        || reason.length() > MAX_REASON
        || reason.chars().anyMatch(Character::isISOControl)) {
      throw Problem.badParameter(
          "reason",
          reason,
          "send {\"reason\": \"…\"}, 1 to " + MAX_REASON + " printable characters");
    }
    return reason;
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
