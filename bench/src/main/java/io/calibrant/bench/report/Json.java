package io.calibrant.bench.report;

import io.calibrant.bench.measure.Timing;
import java.util.Locale;
import java.util.Map;

/// A timing as one JSON object on one line: `work, engine, medianNs, minNs, maxNs, runs,
/// figures{}`, and `remark` where the engine did not run. Times that are not there are null.
public final class Json {
  private Json() {}

  /// The line.
  public static String line(Timing timing) {
    var json = new StringBuilder("{");
    json.append("\"work\":").append(text(timing.work()));
    json.append(",\"engine\":").append(text(timing.engine()));
    json.append(",\"medianNs\":").append(number(timing.medianNs()));
    json.append(",\"minNs\":").append(number(timing.minNs()));
    json.append(",\"maxNs\":").append(number(timing.maxNs()));
    json.append(",\"runs\":").append(timing.runs());
    json.append(",\"figures\":{");
    String separator = "";
    for (Map.Entry<String, Double> figure : timing.figures().entrySet()) {
      json.append(separator).append(text(figure.getKey())).append(':');
      json.append(number(figure.getValue()));
      separator = ",";
    }
    json.append('}');
    if (!timing.remark().isEmpty()) {
      json.append(",\"remark\":").append(text(timing.remark()));
    }
    return json.append('}').toString();
  }

  private static String number(double x) {
    return Double.isFinite(x) ? Double.toString(x) : "null";
  }

  private static String text(String s) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
