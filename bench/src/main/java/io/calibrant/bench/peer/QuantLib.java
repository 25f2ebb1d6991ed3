package io.calibrant.bench.peer;

import io.calibrant.bench.work.Engine;
import io.calibrant.bench.work.ForeignProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// QuantLib of the machine, timed by a C++ driver that `bench/peers/quantlib/build.sh` builds
/// against the installed library.
public final class QuantLib implements ForeignProgram {
  /// QuantLib as installed, or the word that it is not.
  public static final QuantLib INSTALLED = new QuantLib();

  private static final Path HEADER = Path.of("/usr/include/ql/version.hpp");
  private static final long BUILD_MINUTES = 10;

  private @Nullable Availability prepared;

  private QuantLib() {}

  /// `quantlib 1.29`, with the words of `variant` after it.
  public static String name(String variant) {
    return ("quantlib " + version() + " " + variant).strip();
  }

  /// An engine of the driver.
  ///
  /// @param variant words after name and version; may be empty
  /// @param kind first argument of the driver
  /// @param input its standard input
  public static Engine engine(String variant, String kind, Supplier<String> input) {
    return new Engine.Foreign(name(variant), INSTALLED, List.of(kind), input);
  }

  @Override
  public synchronized Availability prepare() throws IOException, InterruptedException {
    Availability known = prepared;
    if (known == null) {
      known = build();
      prepared = known;
    }
    return known;
  }

  private static Availability build() throws IOException, InterruptedException {
    if (!Files.exists(HEADER)) {
      return new Absent("not installed; on Debian: apt-get install g++ libquantlib0-dev");
    }
    Path script = Path.of("bench", "peers", "quantlib", "build.sh").toAbsolutePath();
    if (!Files.exists(script)) {
      return new Absent(script + " is missing; start from the project's folder");
    }
    Path log = Files.createTempFile("quantlib-build", ".log");
    Process build =
        new ProcessBuilder(script.toString())
            .redirectError(log.toFile())
            .redirectOutput(ProcessBuilder.Redirect.PIPE)
            .start();
    String executable =
        new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!build.waitFor(BUILD_MINUTES, TimeUnit.MINUTES) || build.exitValue() != 0) {
      return new Absent("the driver did not build; see " + log);
    }
    return new Available(Path.of(executable));
  }

  private static String version() {
    if (!Files.exists(HEADER)) {
      return "";
    }
    try {
      return Files.readAllLines(HEADER).stream()
          .filter(line -> line.startsWith("#define QL_VERSION "))
          .map(line -> line.replaceAll("[^0-9.]", ""))
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
