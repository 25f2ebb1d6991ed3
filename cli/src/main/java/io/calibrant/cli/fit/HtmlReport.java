package io.calibrant.cli.fit;

import io.calibrant.cli.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// One self-contained page with plots of every snapshot: styles, scripts and numbers inside,
/// nothing loaded from elsewhere.
///
/// The page is written as the snapshots come, to a file beside the target, and moved there when it
/// is whole. It holds at most [#MAX_SNAPSHOT_COUNT] snapshots; a browser reads one at a time.
final class HtmlReport implements AutoCloseable {
  static final int MAX_SNAPSHOT_COUNT = 250;

  private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

  private final Path target;
  private final Path partial;
  private final Writer writer;
  private int snapshotCount;
  private int leftOutCount;

  private HtmlReport(Path target, Path partial, Writer writer) {
    this.target = target;
    this.partial = partial;
    this.writer = writer;
  }

  /// Begins a page at `target`, whose folder is made if needed.
  static HtmlReport open(Path target) throws IOException {
    Path whole = target.toAbsolutePath();
    Path folder = whole.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path partial = whole.resolveSibling(whole.getFileName() + ".partial");
    Writer writer = Files.newBufferedWriter(partial, StandardCharsets.UTF_8);
    var report = new HtmlReport(whole, partial, writer);
    writer.write(resource("report.html").replace("/* styles */", resource("report.css")));
    return report;
  }

  /// Adds a snapshot, or counts it as left out when the page is full.
  void accept(FittedSnapshot fitted) {
    if (snapshotCount == MAX_SNAPSHOT_COUNT) {
      leftOutCount++;
      return;
    }
    snapshotCount++;
    var text = new StringWriter();
    try (var json = Json.generator(text)) {
      new ReportJson(json).write(fitted);
    }
    json("snapshot", label(fitted), text.toString());
  }

  /// Writes the rest of the page and moves it to its place.
  ///
  /// @param summary lines about the whole run
  void finish(List<String> summary) throws IOException {
    var text = new StringWriter();
    try (var json = Json.generator(text)) {
      json.writeStartObject();
      json.writeNumberProperty("leftOut", leftOutCount);
      json.writeArrayPropertyStart("summary");
      summary.forEach(json::writeString);
      json.writeEndArray();
      json.writeEndObject();
    }
    json("run", "", text.toString());
    script(resource(ECHARTS));
    script(resource("report.js"));
    writer.write("</body>\n</html>\n");
    writer.close();
    Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    writer.close();
    Files.deleteIfExists(partial);
  }

  private static String label(FittedSnapshot fitted) {
    return fitted.decision().underlying() + " " + Times.seconds(fitted.decision().asOfNs());
  }

  private void json(String kind, String label, String json) {
    try {
      // Inside a script element nothing may look like a tag.
      writer.write("<script type=\"application/json\" class=\"" + kind + "\" data-label=\"");
      writer.write(label.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;"));
      writer.write("\">");
      writer.write(json.replace("<", "\\u003c"));
      writer.write("</script>\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void script(String source) throws IOException {
    writer.write("<script>");
    writer.write(source.replace("</script", "<\\/script"));
    writer.write("</script>\n");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the class path: build again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
