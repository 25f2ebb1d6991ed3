package io.calibrant.server;

import io.calibrant.server.api.ApiRoutes;
import io.calibrant.server.api.Json;
import io.calibrant.server.api.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A person's veto: `POST` stops publication of every underlying, `DELETE` lets it go on.
///
/// Only this machine may ask, whatever the server is bound to, and a page of another site cannot:
/// the body must be JSON, which a browser does not send across origins unasked. The engine writes
/// the command with its reason to the journal.
final class VetoRoute {
  static final String PATH = "/api/v1/veto";

  private static final int MAX_REASON = 200;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final PublicationControl control;

  VetoRoute(PublicationControl control) {
    this.control = control;
  }

  void register(RoutesConfig config) {
    config.post(PATH, context -> answer(context, true));
    config.delete(PATH, context -> answer(context, false));
  }

  private void answer(Context context, boolean veto) {
    String reason = checked(context);
    String by = "dashboard at %s: %s".formatted(context.req().getRemoteAddr(), reason);
    if (veto) {
      control.veto(by);
    } else {
      control.release(by);
    }
    ObjectNode json = Json.object();
    json.put("vetoed", veto);
    json.put("reason", reason);
    ApiRoutes.respond(context.status(202), json);
  }

  private String checked(Context context) {
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
    return reason(context.body());
  }

  private static String reason(String body) {
    String reason = "";
    try {
      JsonNode given = MAPPER.readTree(body).path("reason");
      reason = given.isString() ? given.asString().strip() : "";
    } catch (JacksonException _) {
      // falls through to the one message that says what is wanted
    }
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
