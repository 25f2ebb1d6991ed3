package io.calibrant.venues.deribit;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Reading of single JSON values from a token stream, with the place in every complaint.
final class Json {
  /// Deepest nesting read; Deribit's own goes to 6.
  static final int MAX_DEPTH = 24;

  /// Last ms stamp that fits in ns as a long: year 2262.
  private static final long MAX_TIME_MS = Long.MAX_VALUE / 1_000_000L;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(64)
                  .maxStringLength(1 << 16)
                  .maxNameLength(256)
                  .build())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .build();

  private Json() {}

  static JsonParser parser(char[] text, int length) {
    return FACTORY.createParser(ObjectReadContext.empty(), text, 0, length);
  }

  /// Marks field `bit` as seen; a second time is an error, since it is open which one would count.
  static long once(long seen, int bit, JsonParser p) throws MalformedFrameException {
    if ((seen & (1L << bit)) != 0) {
      throw new MalformedFrameException(
          "duplicate field '%s' at column %d".formatted(p.currentName(), column(p)));
    }
    return seen | (1L << bit);
  }

  /// The number at the current token; NaN for null.
  static double number(JsonParser p) throws MalformedFrameException {
    JsonToken t = p.currentToken();
    if (t == JsonToken.VALUE_NULL) {
      return Double.NaN;
    }
    if (t != JsonToken.VALUE_NUMBER_FLOAT && t != JsonToken.VALUE_NUMBER_INT) {
      throw wrong(p, "a number");
    }
    double value = p.getDoubleValue();
    if (!(Math.abs(value) <= Double.MAX_VALUE)) {
      throw wrong(p, "a finite number");
    }
    return value;
  }

  /// The number at the current token if it is above 0, else NaN: a price of 0 means "none".
  static double positive(JsonParser p) throws MalformedFrameException {
    double value = number(p);
    return value > 0 ? value : Double.NaN;
  }

  /// The number at the current token; 0 for null or below 0.
  static double size(JsonParser p) throws MalformedFrameException {
    double value = number(p);
    return value > 0 ? value : 0;
  }

  static long integer(JsonParser p) throws MalformedFrameException {
    if (p.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw wrong(p, "an integer");
    }
    return p.getLongValue();
  }

  /// A stamp in ms since 1970, as ns.
  static long timeNs(JsonParser p) throws MalformedFrameException {
    long ms = integer(p);
    if (ms < 0 || ms > MAX_TIME_MS) {
      throw wrong(p, "a time in ms between 1970 and 2262");
    }
    return ms * 1_000_000L;
  }

  static String string(JsonParser p) throws MalformedFrameException {
    if (p.currentToken() != JsonToken.VALUE_STRING) {
      throw wrong(p, "a string");
    }
    return p.getString();
  }

  static void expect(JsonParser p, JsonToken token, String what) throws MalformedFrameException {
    if (p.currentToken() != token) {
      throw wrong(p, what);
    }
  }

  static MalformedFrameException wrong(JsonParser p, String wanted) {
    return new MalformedFrameException(
        "'%s' at column %d: found %s, wanted %s"
            .formatted(p.currentName(), column(p), p.currentToken(), wanted));
  }

  private static int column(JsonParser p) {
    return p.currentTokenLocation().getColumnNr();
  }
}
