package io.calibrant.cli.backtest;

import io.calibrant.cli.Json;
import io.calibrant.cli.fit.FitCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// A walk as one self-contained page with plots; nothing is loaded from elsewhere.
final class BacktestReport {
  private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

  private final Walk walk;
  private final List<String> lines;

  BacktestReport(Walk walk, List<String> lines) {
    this.walk = walk;
    this.lines = lines;
  }

  /// Writes the page beside `target` and moves it there when it is whole.
  void write(Path target) throws IOException {
    Path whole = target.toAbsolutePath();
    Path folder = whole.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path partial = whole.resolveSibling(whole.getFileName() + ".partial");
    String page =
        resource(BacktestReport.class, "backtest.html")
            .replace("/* styles */", resource(FitCommand.class, "report.css"))
            .replace("/* walk */", json().replace("<", "\\u003c"))
            .replace("/* charts */", script(resource(BacktestReport.class, ECHARTS)))
            .replace("/* page */", script(resource(BacktestReport.class, "backtest.js")));
    Files.writeString(partial, page);
    Files.move(partial, whole, StandardCopyOption.REPLACE_EXISTING);
  }

  private String json() {
    var text = new StringWriter();
    try (JsonGenerator json = Json.generator(text)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("lines");
      lines.forEach(json::writeString);
      json.writeEndArray();
      json.writeArrayPropertyStart("pairs");
      walk.pairs.forEach(pair -> pair(json, pair));
      json.writeEndArray();
      json.writeArrayPropertyStart("stability");
      walk.tracks.forEach(track -> track(json, track));
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void track(JsonGenerator json, SmileTrack track) {
    json.writeStartObject();
    json.writeStringProperty("name", track.name);
    json.writeArrayPropertyStart("points");
    for (TrackStability.Point point : track.stability.points) {
      json.writeStartArray();
      json.writeString(BacktestCommand.time(point.asOfNs()));
      Json.number(json, point.index());
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void pair(JsonGenerator json, PairResult pair) {
    json.writeStartObject();
    json.writeStringProperty("asOf", BacktestCommand.time(pair.asOfNs()));
    json.writeStringProperty("inUse", pair.choice().family());
    json.writeStringProperty("reason", pair.choice().reason());
    Json.number(json, "out", pair.persistenceOutVp());
    Json.number(json, "forward", pair.persistenceForwardVp());
    json.writeObjectPropertyStart("models");
    for (ModelScore score : pair.scores()) {
      json.writeObjectPropertyStart(score.name());
      Json.number(json, "in", score.inVp());
      Json.number(json, "out", score.outVp());
      Json.number(json, "forward", score.forwardVp());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String script(String source) {
    return source.replace("</script", "<\\/script");
  }

  private static String resource(Class<?> beside, String name) throws IOException {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the class path: build again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
