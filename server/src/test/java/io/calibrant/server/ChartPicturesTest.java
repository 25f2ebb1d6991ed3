package io.calibrant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The charts drawn from fixed figures, compared with pictures that were looked at.
///
/// `-Dcalibrant.pictures=write` draws them anew into `src/test/output`; look at the difference
/// before you commit it.
class ChartPicturesTest {
  private static final Path OUTPUT = Path.of("src", "test", "output");

  @Test
  void charts_ofFixedFigures_equalTheReviewedPictures() throws IOException {
    assumeTrue(Browser.isInstalled(), Browser.MISSING);
    JsonNode pictures;
    try (CalibrantServer server =
            CalibrantServer.start(ServerSettings.DEFAULT.withPort(0), FakeFeed.live());
        Browser browser = Browser.start()) {
      browser.open(server.port(), "icon.svg");
      pictures = Client.JSON.readTree(browser.evaluateAsync(script()));
    }
    assertThat(pictures.isObject()).as(pictures.toString()).isTrue();
    boolean write = "write".equals(System.getProperty("calibrant.pictures"));
    for (var picture : pictures.properties()) {
      Path file = OUTPUT.resolve(picture.getKey() + ".svg");
      String drawn = picture.getValue().asString().replace("><", ">\n<") + "\n";
      if (write) {
        Files.createDirectories(OUTPUT);
        Files.writeString(file, drawn);
      }
      assertThat(file).as("missing; draw it with -Dcalibrant.pictures=write").exists();
      Files.createDirectories(Path.of("target", "pictures"));
      Files.writeString(Path.of("target", "pictures", picture.getKey() + ".svg"), drawn);
      assertThat(drawn)
          .as("%s differs from target/pictures/%s.svg", file, picture.getKey())
          .isEqualTo(Files.readString(file));
    }
  }

  private static String script() throws IOException {
    return Files.readString(Path.of("src", "test", "js", "pictures.js"));
  }
}
