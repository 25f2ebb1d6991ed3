package io.calibrant.venues.deribit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads one frame from the venue in one pass over its characters, building no tree.
///
/// Fields may come in any order: when `data` stands before the `channel` or the `method` it needs,
/// the frame is read a second time with both known. Nothing is handed out before the whole frame
/// has been found well-formed. Not thread-safe.
final class FrameReader {
  /// Longest frame read, characters.
  static final int MAX_FRAME_CHARS = 1 << 21;

  /// Most channels remembered; a chain has some 2,500.
  private static final int MAX_CHANNELS = 50_000;

  /// Most strings of one answer.
  private static final int MAX_STRINGS = 10_000;

  private final Map<String, Channel> channels = new HashMap<>();
  private final TickerReader tickers = new TickerReader();
  private final BookReader books = new BookReader();
  private final TradeReader trades = new TradeReader();
  private final LevelReader levels = new LevelReader();
  private char[] text = new char[4096];

  private long seen;
  private String method = "";
  private long id;
  private boolean heartbeatTest;
  private boolean again;
  private @Nullable Channel channel;
  private @Nullable ServerFrame body;
  private @Nullable ServerFrame answer;

  /// What the frame says.
  ServerFrame read(CharSequence frame, long receiptTimeNs) throws MalformedFrameException {
    int n = frame.length();
    if (n > MAX_FRAME_CHARS) {
      throw new MalformedFrameException(
          "frame of %d characters: the limit is %d".formatted(n, MAX_FRAME_CHARS));
    }
    if (n > text.length) {
      text = new char[Math.min(MAX_FRAME_CHARS, Math.max(n, 2 * text.length))];
    }
    frame.toString().getChars(0, n, text, 0);
    method = "";
    channel = null;
    try {
      pass(n, receiptTimeNs);
      if (again) {
        pass(n, receiptTimeNs);
      }
    } catch (JacksonException e) {
      String message = String.valueOf(e.getOriginalMessage());
      throw new MalformedFrameException(message.substring(0, Math.min(200, message.length())));
    }
    return meaning();
  }

  private void pass(int n, long receiptTimeNs) throws MalformedFrameException {
    seen = 0;
    id = -1;
    again = false;
    heartbeatTest = false;
    body = null;
    answer = null;
    try (JsonParser p = Json.parser(text, n)) {
      p.nextToken();
      Json.expect(p, JsonToken.START_OBJECT, "an object");
      while (p.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = p.currentName();
        p.nextToken();
        readField(p, field, receiptTimeNs);
      }
      if (p.nextToken() != null) {
        throw new MalformedFrameException("text after the end of the frame");
      }
    }
  }

  private void readField(JsonParser p, String field, long receiptTimeNs)
      throws MalformedFrameException {
    switch (field) {
      case "method" -> {
        seen = Json.once(seen, 0, p);
        method = Json.string(p);
      }
      case "params" -> {
        seen = Json.once(seen, 1, p);
        if (p.currentToken() == JsonToken.START_OBJECT) {
          readParams(p, receiptTimeNs);
        } else {
          p.skipChildren();
        }
      }
      case "id" -> {
        seen = Json.once(seen, 2, p);
        id = p.currentToken() == JsonToken.VALUE_NULL ? -1 : Json.integer(p);
      }
      case "result" -> {
        seen = Json.once(seen, 3, p);
        answer = new ServerFrame.Answer(-1, strings(p));
      }
      case "error" -> {
        seen = Json.once(seen, 4, p);
        answer = RpcError.read(p);
      }
      default -> p.skipChildren();
    }
  }

  private void readParams(JsonParser p, long receiptTimeNs) throws MalformedFrameException {
    while (p.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = p.currentName();
      p.nextToken();
      switch (field) {
        case "channel" -> {
          seen = Json.once(seen, 5, p);
          channel = channel(Json.string(p));
        }
        case "data" -> {
          seen = Json.once(seen, 6, p);
          if (channel != null && method.equals("subscription")) {
            body = readBody(p, channel, receiptTimeNs);
          } else {
            again = true;
            p.skipChildren();
          }
        }
        case "type" -> {
          seen = Json.once(seen, 7, p);
          heartbeatTest =
              p.currentToken() == JsonToken.VALUE_STRING && p.getString().equals("test_request");
          p.skipChildren();
        }
        default -> p.skipChildren();
      }
    }
  }

  private ServerFrame readBody(JsonParser p, Channel on, long receiptTimeNs)
      throws MalformedFrameException {
    boolean combo = on.name() instanceof DeribitName.Other;
    switch (on.kind()) {
      case TICKER, QUOTE -> {
        if (!combo) {
          return new ServerFrame.Told(List.of(tickers.read(p, on, receiptTimeNs)));
        }
      }
      case BOOK_CHANGES, BOOK_GROUPED -> {
        if (!combo) {
          return books.read(p, on, receiptTimeNs);
        }
      }
      case TRADES -> {
        return trades.read(p, receiptTimeNs);
      }
      case PRICE_INDEX, VOLATILITY_INDEX, MARK_PRICES, INSTRUMENT_STATE -> {
        return levels.read(p, on, receiptTimeNs);
      }
      case UNKNOWN -> {}
    }
    p.skipChildren();
    return new ServerFrame.SetAside("channel " + on.text());
  }

  private ServerFrame meaning() throws MalformedFrameException {
    switch (method) {
      case "subscription" -> {
        if (body == null) {
          throw new MalformedFrameException("subscription without channel or data");
        }
        return body;
      }
      case "heartbeat" -> {
        return new ServerFrame.Heartbeat(heartbeatTest);
      }
      case "" -> {}
      default -> {
        return new ServerFrame.SetAside("method " + method);
      }
    }
    return switch (answer) {
      case ServerFrame.Answer(var _, var strings) -> new ServerFrame.Answer(id, strings);
      case ServerFrame.Failed(var _, int code, var message) ->
          new ServerFrame.Failed(id, code, message);
      case null, default ->
          throw new MalformedFrameException("neither a method nor a result nor an error");
    };
  }

  private static List<String> strings(JsonParser p) throws MalformedFrameException {
    if (p.currentToken() != JsonToken.START_ARRAY) {
      p.skipChildren();
      return List.of();
    }
    List<String> strings = new ArrayList<>();
    while (p.nextToken() != JsonToken.END_ARRAY) {
      if (p.currentToken() == JsonToken.VALUE_STRING) {
        strings.add(p.getString());
      } else {
        p.skipChildren();
      }
      if (strings.size() > MAX_STRINGS || p.currentToken() == null) {
        throw new MalformedFrameException("result: too long or cut off");
      }
    }
    return strings;
  }

  private Channel channel(String channelText) {
    Channel known = channels.get(channelText);
    if (known == null) {
      if (channels.size() >= MAX_CHANNELS) {
        channels.clear();
      }
      known = Channel.parse(channelText);
      channels.put(channelText, known);
    }
    return known;
  }
}
