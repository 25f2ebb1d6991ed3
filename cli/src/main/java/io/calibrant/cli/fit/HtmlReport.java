package io.calibrant.cli.fit;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// One self-contained page.
final class HtmlReport implements AutoCloseable {
  private final Path target;
  private final Path partial;
  private final Writer writer;

  private HtmlReport(Path target, Path partial, Writer writer) {
    this.target = target;
    this.partial = partial;
    this.writer = writer;
  }

  static HtmlReport open(Path target) throws IOException {
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    return new HtmlReport(
        target, partial, Files.newBufferedWriter(partial, StandardCharsets.UTF_8));
  }

  void accept(FittedSnapshot fitted) {}

  void finish(List<String> summary) throws IOException {
    writer.write(String.join("\n", summary));
    writer.close();
    Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    writer.close();
    Files.deleteIfExists(partial);
  }
}
