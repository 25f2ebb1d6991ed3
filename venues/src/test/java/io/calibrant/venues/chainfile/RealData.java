package io.calibrant.venues.chainfile;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Finds the folder of real market data, or skips the test with a message.
final class RealData {
  private RealData() {}

  static Path folder(String name) {
    String property = System.getProperty("calibrant.data");
    Path found = property == null ? null : Path.of(property);
    for (Path p = Path.of("").toAbsolutePath(); found == null && p != null; p = p.getParent()) {
      for (String candidate : new String[] {"shared/data", "../shared/data"}) {
        if (found == null && Files.isDirectory(p.resolve(candidate))) {
          found = p.resolve(candidate).normalize();
        }
      }
    }
    Path folder = found == null ? null : found.resolve(name);
    Assumptions.assumeTrue(
        folder != null && Files.isDirectory(folder),
        "skipped: real data set " + name + " not found (set -Dcalibrant.data=<dir>)");
    return folder;
  }
}
