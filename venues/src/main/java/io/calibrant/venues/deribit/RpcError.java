package io.calibrant.venues.deribit;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// JSON-RPC errors: which mean "later" and which mean "never".
final class RpcError {
  /// Out of credits; the venue also ends the session.
  static final int TOO_MANY_REQUESTS = 10028;

  private RpcError() {}

  /// Reads an `error` object; leaves the parser at its closing brace.
  static ServerFrame.Failed read(JsonParser p) throws MalformedFrameException {
    Json.expect(p, JsonToken.START_OBJECT, "an object");
    int code = 0;
    String message = "";
    while (p.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = p.currentName();
      p.nextToken();
      if (field.equals("code")) {
        code = Math.clamp(Json.integer(p), Integer.MIN_VALUE, Integer.MAX_VALUE);
      } else if (field.equals("message")) {
        message = Json.string(p);
      } else {
        p.skipChildren();
      }
    }
    return new ServerFrame.Failed(-1, code, message);
  }

  /// Whether the same request may succeed later: rate limits, full queues, maintenance, time-outs.
  static boolean isRetryable(int code) {
    return switch (code) {
      case 10028, 10040, 10041, 10047, 10066, 11051, 13028, 13888 -> true;
      default -> false;
    };
  }
}
