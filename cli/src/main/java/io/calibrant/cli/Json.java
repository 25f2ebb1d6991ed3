package io.calibrant.cli;

import java.io.Writer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// JSON with full-precision numbers; a number that is not finite is written as `null`.
public final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .rootValueSeparator("") // lines end with \n, written by the callers
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private Json() {}

  /// A generator on `out`, which stays open when the generator is closed.
  public static JsonGenerator generator(Writer out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }

  /// Writes `name: value`, or `name: null` when the value is NaN or infinite.
  public static void number(JsonGenerator json, String name, double value) {
    json.writeName(name);
    number(json, value);
  }

  /// Writes `value`, or `null` when it is NaN or infinite.
  public static void number(JsonGenerator json, double value) {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }
}
