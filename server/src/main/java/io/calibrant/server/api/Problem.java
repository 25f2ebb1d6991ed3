package io.calibrant.server.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// An answer that is not the one asked for, as RFC 9457 problem details.
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;
  private final String title;
  private final @Nullable String parameter;
  private final @Nullable String value;
  private final @Nullable String cure;

  private Problem(
      int status,
      String type,
      String title,
      String detail,
      @Nullable String parameter,
      @Nullable String value,
      @Nullable String cure) {
    super(detail, null, false, false);
    this.status = status;
    this.type = type;
    this.title = title;
    this.parameter = parameter;
    this.value = value;
    this.cure = cure;
  }

  /// 400: `value` of `parameter` cannot be used; `cure` says what can.
  public static Problem badParameter(String parameter, String value, String cure) {
    return new Problem(
        400,
        "bad-parameter",
        "A parameter cannot be used",
        "%s=%s: %s".formatted(parameter, shortened(value), cure),
        parameter,
        shortened(value),
        cure);
  }

  /// 404: nothing of that name exists; `cure` says what does.
  public static Problem unknown(String parameter, String value, String cure) {
    return new Problem(
        404,
        "unknown-" + parameter,
        "No such " + parameter,
        "%s=%s: %s".formatted(parameter, shortened(value), cure),
        parameter,
        shortened(value),
        cure);
  }

  /// 503: what was asked for exists, but may not be served now.
  public static Problem unavailable(String type, String detail, String cure) {
    return new Problem(503, type, "Not available now", detail, null, null, cure);
  }

  /// 401 or 403: the request may not be answered.
  public static Problem forbidden(int status, String detail, String cure) {
    return new Problem(status, "forbidden", "Request refused", detail, null, null, cure);
  }

  /// 404: there is no such page.
  public static Problem noSuchPath(String path) {
    return new Problem(
        404,
        "no-such-path",
        "No such path",
        shortened(path) + " does not exist",
        null,
        null,
        "see /api/v1/openapi.yaml");
  }

  /// 500: a fault of the server itself.
  public static Problem internal() {
    return new Problem(
        500,
        "internal",
        "A fault of the server",
        "the request failed inside the server; its log has the cause",
        null,
        null,
        null);
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  /// The problem as `application/problem+json`.
  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("type", "urn:calibrant:problem:" + type);
    json.put("title", title);
    json.put("status", status);
    json.put("detail", getMessage());
    json.put("parameter", parameter);
    json.put("value", value);
    json.put("cure", cure);
    return json;
  }

  private static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
