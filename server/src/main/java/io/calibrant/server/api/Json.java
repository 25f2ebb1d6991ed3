package io.calibrant.server.api;

import java.time.Instant;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON as this interface writes it: full precision, and null where a number does not exist.
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Json() {}

  /// An empty object.
  public static ObjectNode object() {
    return NODES.objectNode();
  }

  /// An empty array.
  public static ArrayNode array() {
    return NODES.arrayNode();
  }

  /// `value`, or null when it is NaN or infinite.
  public static JsonNode number(double value) {
    return Double.isFinite(value) ? NODES.numberNode(value) : NODES.nullNode();
  }

  /// `value` rounded to multiples of 1/`scale`, or null when it is NaN or infinite.
  public static JsonNode rounded(double value, double scale) {
    if (!Double.isFinite(value) || Math.abs(value) * scale > 1e15) {
      return number(value);
    }
    double result = Math.rint(value * scale) / scale;
    return number(result == 0 ? 0.0 : result);
  }

  /// A column of numbers.
  public static ArrayNode column(int size, IntToDoubleFunction value) {
    ArrayNode column = array();
    for (int i = 0; i < size; i++) {
      column.add(number(value.applyAsDouble(i)));
    }
    return column;
  }

  /// A column of numbers rounded to multiples of 1/`scale`.
  public static ArrayNode column(int size, double scale, IntToDoubleFunction value) {
    ArrayNode column = array();
    for (int i = 0; i < size; i++) {
      column.add(rounded(value.applyAsDouble(i), scale));
    }
    return column;
  }

  /// A column of text, null where there is none.
  public static ArrayNode textColumn(int size, IntFunction<@Nullable String> value) {
    ArrayNode column = array();
    for (int i = 0; i < size; i++) {
      column.add(value.apply(i));
    }
    return column;
  }

  /// An instant in ISO-8601 to the nanosecond, such as `2026-12-25T08:00:00Z`.
  public static String instant(long timeNs) {
    return Instant.ofEpochSecond(
            Math.floorDiv(timeNs, 1_000_000_000L), Math.floorMod(timeNs, 1_000_000_000L))
        .toString();
  }

  /// The text of `node`.
  public static String text(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /// The UTF-8 bytes of `node`.
  public static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }
}
