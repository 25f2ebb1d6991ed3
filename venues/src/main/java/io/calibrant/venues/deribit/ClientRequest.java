package io.calibrant.venues.deribit;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// What a client asks of the venue.
public sealed interface ClientRequest {
  /// Longest request read, characters.
  int MAX_CHARS = 1 << 18;

  /// The request's id; −1 when it has none.
  long id();

  /// `public/subscribe`.
  record Subscribe(long id, List<String> channels) implements ClientRequest {}

  /// `public/unsubscribe`.
  record Unsubscribe(long id, List<String> channels) implements ClientRequest {}

  /// `public/set_heartbeat`.
  record SetHeartbeat(long id, int intervalSeconds) implements ClientRequest {}

  /// `public/test`.
  record Test(long id) implements ClientRequest {}

  /// `public/hello`.
  record Hello(long id) implements ClientRequest {}

  /// A method we do not serve.
  record Unknown(long id, String method) implements ClientRequest {}

  /// Not a request.
  record Malformed(String reason) implements ClientRequest {
    @Override
    public long id() {
      return -1;
    }
  }

  /// Reads a request; never fails.
  static ClientRequest parse(CharSequence frame) {
    if (frame.length() > MAX_CHARS) {
      return new Malformed("request of %d characters".formatted(frame.length()));
    }
    char[] text = frame.toString().toCharArray();
    try (JsonParser p = Json.parser(text, text.length)) {
      return read(p);
    } catch (MalformedFrameException e) {
      return new Malformed(e.reason());
    } catch (JacksonException e) {
      return new Malformed(String.valueOf(e.getOriginalMessage()));
    }
  }

  private static ClientRequest read(JsonParser p) throws MalformedFrameException {
    long id = -1;
    String method = "";
    long interval = -1;
    List<String> channels = new ArrayList<>();
    p.nextToken();
    Json.expect(p, JsonToken.START_OBJECT, "an object");
    while (p.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = p.currentName();
      p.nextToken();
      if (field.equals("id")) {
        id = p.currentToken() == JsonToken.VALUE_NULL ? -1 : Json.integer(p);
      } else if (field.equals("method")) {
        method = Json.string(p);
      } else if (field.equals("params") && p.currentToken() == JsonToken.START_OBJECT) {
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
          String param = p.currentName();
          p.nextToken();
          if (param.equals("interval")) {
            interval = Json.integer(p);
          } else if (param.equals("channels")) {
            readChannels(p, channels);
          } else {
            p.skipChildren();
          }
        }
      } else {
        p.skipChildren();
      }
    }
    return switch (method) {
      case "public/subscribe" -> new Subscribe(id, List.copyOf(channels));
      case "public/unsubscribe" -> new Unsubscribe(id, List.copyOf(channels));
      case "public/set_heartbeat" -> new SetHeartbeat(id, Math.clamp(interval, -1, 86_400));
      case "public/test" -> new Test(id);
      case "public/hello" -> new Hello(id);
      case "" -> new Malformed("no method");
      default -> new Unknown(id, method);
    };
  }

  private static void readChannels(JsonParser p, List<String> channels)
      throws MalformedFrameException {
    Json.expect(p, JsonToken.START_ARRAY, "an array of channels");
    while (p.nextToken() == JsonToken.VALUE_STRING) {
      channels.add(p.getString());
    }
    Json.expect(p, JsonToken.END_ARRAY, "the end of the channels");
  }
}
