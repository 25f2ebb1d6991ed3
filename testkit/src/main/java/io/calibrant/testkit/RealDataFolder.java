package io.calibrant.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// The optional folder of recorded market data, outside the project.
///
/// It is named by the system property `calibrant.data`, else found by walking up from the working
/// directory to the first `shared/data` or `../shared/data`. A test that needs it is tagged `data`
/// and is skipped, with a message, where the folder does not exist.
public final class RealDataFolder {
  private static final String PROPERTY = "calibrant.data";
  private static final String[] PLACES = {"shared/data", "../shared/data"};

  private RealDataFolder() {}

  /// The subfolder `name`, such as `deribit_chains_2026_6h`; skips the calling test when absent.
  public static Path find(String name) {
    Path root = root();
    Path folder = root == null ? null : root.resolve(name);
    boolean found = folder != null && Files.isDirectory(folder);
    Assumptions.assumeTrue(
        found,
        () ->
            "skipped: real data set %s not found (expected ../shared/data/%s, or -D%s=<dir>)"
                .formatted(name, name, PROPERTY));
    if (folder == null) {
      throw new AssertionError("unreachable: the assumption above has failed");
    }
    return folder;
  }

  private static @Nullable Path root() {
    String property = System.getProperty(PROPERTY);
    if (property != null) {
      return Path.of(property);
    }
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      for (String place : PLACES) {
        Path candidate = p.resolve(place);
        if (Files.isDirectory(candidate)) {
          return candidate.normalize();
        }
      }
    }
    return null;
  }
}
